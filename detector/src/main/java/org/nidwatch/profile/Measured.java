// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.profile;

/** What a signal counts. */
enum Measured {
    /** People found and new to the organisation. */
    FRESH,
    /** All queries. */
    QUERIES,
    /** Wrong guesses among numbers asked for the first time. */
    MISSED,
    /** Numbers of a block that was asked about unusually often, among numbers asked for the first time. */
    REPEATS
}
