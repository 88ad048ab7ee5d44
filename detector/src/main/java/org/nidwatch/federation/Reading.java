// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.federation;

import java.util.Map;
import org.nidwatch.detect.Finding;
import org.nidwatch.detect.Shape;

/**
 * What several organisations were found to do together.
 *
 * @param finding the numbers and the sentence
 * @param shape what it looks like
 * @param startTick first tick of it
 * @param contributions what each member contributed, in the finding's unit
 * @param numbers at most so many citizens can be concerned by it; Long.MAX_VALUE = no such bound is known
 */
record Reading(Finding finding, Shape shape, long startTick, Map<String, Double> contributions, long numbers) {
    Reading {
        contributions = Map.copyOf(contributions);
    }
}
