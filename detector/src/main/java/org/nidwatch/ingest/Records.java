// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.io.IOException;

/** Cuts bytes into records. */
interface Records {
    /**
     * Moves to the next record.
     *
     * @param last whether the source has ended, so that what is left is a record too
     * @return false when there is no whole record (yet)
     */
    boolean next(boolean last) throws IOException;

    /** The present record; reused. */
    Line line();
}
