// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.alert;

/** How bad it is, from exposure and certainty. */
public enum Severity {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL
}
