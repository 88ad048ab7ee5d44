// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

/** What the process answers. Public API: scripts depend on it. */
final class ExitCode {
    /** Done. */
    static final int OK = 0;
    /** Not done; the message says why. */
    static final int FAILED = 1;
    /** Done, and what it was asked to look for is there: alerts in a scan. */
    static final int FOUND = 2;
    /** Bad usage or settings: nothing was touched. */
    static final int USAGE = 64;

    private ExitCode() {}
}
