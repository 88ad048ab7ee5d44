// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.intake;

/** What was answered. */
public enum Outcome {
    /** Personal data went out. */
    DISCLOSED,
    /** The supplied fields were right. */
    MATCHED,
    /** The number exists, the supplied fields were wrong. */
    MISMATCHED,
    /** No such number. */
    NOT_FOUND,
    /** The server refused. */
    DENIED,
    /** The server failed. */
    ERROR,
    /** Anything else, also outcomes newer than this version. */
    OTHER;

    /** Whether the number asked for belongs to a citizen. */
    public boolean found() {
        return this == DISCLOSED || this == MATCHED || this == MISMATCHED;
    }

    /** Whether the asker guessed wrong: no such number, or wrong details for it. */
    public boolean missed() {
        return this == NOT_FOUND || this == MISMATCHED;
    }
}
