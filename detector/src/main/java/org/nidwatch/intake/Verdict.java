// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.intake;

/** What the checks say of a query. */
public sealed interface Verdict {
    /** The query is counted. */
    enum Accepted implements Verdict {
        /** The only one, so that the hot path allocates nothing. */
        ACCEPTED
    }

    /** The query is not counted, and this is why. */
    record Rejected(RejectReason reason) implements Verdict {}
}
