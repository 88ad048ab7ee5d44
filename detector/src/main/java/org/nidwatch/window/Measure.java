// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.window;

/** What is counted in every pane of an organisation. The order is part of the state format: append only. */
public enum Measure {
    /** All queries. */
    QUERIES,
    /** Answers in which personal data went out. */
    DISCLOSED,
    /** Supplied fields were right. */
    MATCHED,
    /** Supplied fields were wrong. */
    MISMATCHED,
    /** No such number. */
    NOT_FOUND,
    /** Refused. */
    DENIED,
    /** Server errors and outcomes unknown to this version. */
    FAILED,
    /** Full-record queries. */
    RETRIEVE,
    /** Yes/no checks. */
    VERIFY,
    /** Searches by name or date of birth. */
    SEARCH,
    /** Queries about a number this organisation had not asked about before. */
    NEW_SUBJECTS,
    /** Of these, answered NOT_FOUND or MISMATCHED. */
    NEW_MISSED,
    /** Of these, answered with personal data: citizens newly exposed to this organisation. */
    NEW_EXPOSED,
    /** Queries about a number in a block that was already asked about unusually often. */
    BLOCK_REPEATS
}
