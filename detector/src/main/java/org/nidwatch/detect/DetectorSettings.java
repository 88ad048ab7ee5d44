// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

/** The settings of every detector, under {@code detectors.NAME}. */
public record DetectorSettings() {
    /** Every detector's own defaults. */
    public static final DetectorSettings DEFAULTS = new DetectorSettings();
}
