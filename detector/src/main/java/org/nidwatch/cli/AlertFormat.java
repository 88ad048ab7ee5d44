// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

/** How an alert is printed. */
enum AlertFormat {
    /** For people. */
    text,
    /** One JSON object a line, by our own schema. */
    json,
    /** One OCSF 1.8 Detection Finding a line. */
    ocsf
}
