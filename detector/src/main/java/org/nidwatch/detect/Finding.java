// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import java.time.Duration;

/**
 * What one detector saw.
 *
 * @param detector detector id, as in the settings
 * @param observed what was seen, in unit
 * @param expected what would have been ordinary, in unit
 * @param threshold where the alarm is, in unit
 * @param score observed against threshold: 1 = at the threshold
 * @param unit unit of observed, expected and threshold
 * @param window window looked at
 * @param sentence the same in one sentence, in units an analyst knows; never a number of a citizen
 */
public record Finding(
        String detector,
        double observed,
        double expected,
        double threshold,
        double score,
        String unit,
        Duration window,
        String sentence) {}
