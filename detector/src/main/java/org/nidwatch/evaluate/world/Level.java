// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.world;

/** How hard an attack goes at it, relative to its organisation. */
public enum Level {
    LOW,
    MID,
    HIGH
}
