// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

/** What the abuse looks like. */
public enum Shape {
    /** Numbers are walked or guessed. */
    ENUMERATION,
    /** A known list is pulled in bulk. */
    HARVEST,
    /** Somebody else's questions run behind an honest credential. */
    RESALE,
    /** A decoy was asked for. */
    CANARY,
    /** An investigator's probe was answered. */
    PROBE,
    /** None of the above stands out. */
    UNKNOWN
}
