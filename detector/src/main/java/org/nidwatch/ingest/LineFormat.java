// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

/** How a log is laid out. */
public enum LineFormat {
    /** Told from the first line. */
    AUTO,
    /** One JSON object a line. */
    JSONL,
    /** Values with a header; the delimiter is told from the header. */
    CSV,
    /** Apache's and nginx's combined log; needs a mapping file. */
    COMBINED
}
