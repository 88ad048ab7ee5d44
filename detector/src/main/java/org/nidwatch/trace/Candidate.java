// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.trace;

import java.util.List;
import java.util.Map;
import org.nidwatch.intake.Token;

/**
 * What speaks for one organisation being a source of the sample.
 *
 * @param organisation its id
 * @param queries its look-ups within the span
 * @param distinct citizens among them (±3.3 %)
 * @param hits people of the sample that it looked up before they leaked
 * @param expected how many it would have by chance, given its coverage and how widely known these people are
 * @param exclusive hits that nobody else has
 * @param log10Ratio likelihood of the sample if it is the one source, over none: 3 = a thousand times
 * @param probability that it is a source, alone or as one of two, 0..1
 * @param share part of the sample that came through it, if it is the one source
 * @param credentials through which its hits were first looked up, and how many each; the five busiest
 * @param support the look-ups behind the hits, first ones first, at most {@value Attribution#MOST_SUPPORT}
 */
public record Candidate(
        String organisation,
        long queries,
        long distinct,
        int hits,
        double expected,
        int exclusive,
        double log10Ratio,
        double probability,
        double share,
        Map<String, Integer> credentials,
        List<Support> support) {

    /**
     * A look-up of a person of the sample.
     *
     * @param token the person's
     * @param time of the organisation's first look-up, milliseconds since the epoch
     * @param credential through which
     * @param partition of the queries topic; -1 in a file
     * @param offset there; in a file, the line
     * @param lookUps how often it looked the person up before the leak
     */
    public record Support(Token token, long time, String credential, int partition, long offset, long lookUps) {}
}
