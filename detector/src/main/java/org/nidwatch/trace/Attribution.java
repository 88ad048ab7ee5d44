// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.trace;

import java.util.List;
import java.util.Map;

/**
 * The answer of a trace: likelihoods and counts, never an accusation.
 *
 * @param answer what it comes to
 * @param people of the sample that were traced
 * @param given different people in the sample
 * @param known of the traced, how many any organisation looked up before they leaked
 * @param expectedKnown how many would be known by chance
 * @param none probability that no organisation of the topic is the source, 0..1
 * @param counted look-ups of the span that were weighed
 * @param organisations that made them
 * @param register citizens in the register that were reckoned with
 * @param keys look-ups by the id of their tokenisation key
 * @param keyProven whether neighbours of the sample's numbers were met under the same key, so that it must be the topic's
 * @param candidates the likeliest first, at most {@value #MOST_CANDIDATES}; whoever has no hit is left out
 * @param inseparable organisations that the first cannot be told from: their probability is within {@value #BOUND} times
 * @param morePeople how many more people of the same leak would most likely tell them apart; 0 = no need, -1 = more than 10,000
 */
public record Attribution(
        Answer answer,
        int people,
        long given,
        int known,
        double expectedKnown,
        double none,
        long counted,
        int organisations,
        long register,
        Map<Integer, Long> keys,
        boolean keyProven,
        List<Candidate> candidates,
        List<String> inseparable,
        int morePeople) {
    /** Most organisations listed. */
    public static final int MOST_CANDIDATES = 20;

    /** Most look-ups listed for an organisation. */
    public static final int MOST_SUPPORT = 50;

    /** Two organisations are told apart when one is so many times likelier. */
    public static final double BOUND = 20;

    /** What an attribution comes to. */
    public enum Answer {
        /** One organisation stands out. */
        ONE_SOURCE,
        /** Two do, each for a part of the sample. */
        TWO_SOURCES,
        /** It came through one of several, and these people do not tell which. */
        CANNOT_SEPARATE,
        /** No organisation explains the sample better than chance does. */
        NONE,
        /** Neither a source nor their absence is likely enough. */
        CANNOT_TELL,
        /** Nobody of the sample was looked up at all. */
        NOBODY_KNOWN,
        /** The sample was most likely tokenised with a key that is not the topic's. */
        WRONG_KEY
    }

    /** Whether a source stands out. */
    public boolean found() {
        return answer == Answer.ONE_SOURCE || answer == Answer.TWO_SOURCES;
    }
}
