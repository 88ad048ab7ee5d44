// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

import java.time.Duration;

/**
 * The start of the detector.
 *
 * @param timeout how long to wait for Kafka at the start before giving up, 0 s to 1 day; 0 = for ever
 */
public record StartSettings(Duration timeout) {
    static final StartSettings DEFAULTS = new StartSettings(Duration.ZERO);

    public StartSettings {
        if (timeout.isNegative() || timeout.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("timeout = " + timeout + ": must be within [PT0S, PT24H]; 0 = for ever");
        }
    }
}
