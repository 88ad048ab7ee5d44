// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

/** How a list is printed. */
enum ListFormat {
    /** For people. */
    text,
    /** One JSON object a line. */
    json
}
