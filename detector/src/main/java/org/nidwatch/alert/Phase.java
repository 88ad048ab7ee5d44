// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.alert;

/** Why an alert was emitted. */
public enum Phase {
    OPENED,
    ESCALATED,
    UPDATED,
    CLOSED
}
