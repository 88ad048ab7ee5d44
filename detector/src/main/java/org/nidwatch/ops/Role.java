// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ops;

/** What the bearer of a token may do; each may all that the one before may. */
public enum Role {
    /** Reads. */
    VIEWER,
    /** Decides about alerts, too. */
    ANALYST;

    /** Whether this role is enough where another is asked for. */
    public boolean covers(Role asked) {
        return compareTo(asked) >= 0;
    }
}
