// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.intake;

/** What was asked. */
public enum Operation {
    /** The full record. */
    RETRIEVE,
    /** A yes/no check of supplied fields. */
    VERIFY,
    /** A search by name or date of birth. */
    SEARCH,
    /** Anything else, also operations newer than this version. */
    OTHER
}
