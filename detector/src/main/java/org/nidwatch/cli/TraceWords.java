// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.nidwatch.trace.Attribution;
import org.nidwatch.trace.Candidate;
import org.nidwatch.trace.TraceSettings;

/** What an attribution comes to, in sentences. */
final class TraceWords {
    private TraceWords() {}

    static List<String> of(Attribution said, TraceSettings settings) {
        List<String> words = new ArrayList<>();
        switch (said.answer()) {
            case ONE_SOURCE -> words.add(oneSource(said));
            case TWO_SOURCES -> words.add(twoSources(said));
            case CANNOT_SEPARATE -> words.add(cannotSeparate(said));
            case NONE ->
                words.add("None of them: no organisation explains these people better than chance does (probability "
                        + percent(said.none()) + "). A dump from elsewhere looks like this.");
            case CANNOT_TELL -> words.add(cannotTell(said));
            case NOBODY_KNOWN -> words.add(nobody(said));
            case WRONG_KEY -> words.add(wrongKey(said));
        }
        if (!said.candidates().isEmpty()) {
            words.add("Reckoned with " + String.format(Locale.ROOT, "%,d", said.register())
                    + " citizens (trace.register.size)"
                    + ", clocks that differ by at most "
                    + settings.clockTolerance().toSeconds()
                    + " s, and a prior of " + percent(settings.none()) + " for none of them. These are likelihoods, no"
                    + " accusation: who leaked, and whether knowingly, is for people to find out.");
        }
        return words;
    }

    private static Candidate top(Attribution said) {
        return said.candidates().get(0);
    }

    private static String oneSource(Attribution said) {
        Candidate top = top(said);
        return top.organisation() + " stands out (probability " + percent(top.probability()) + "): it looked up "
                + top.hits() + " of " + said.people() + " before they leaked; chance would explain "
                + String.format(Locale.ROOT, top.expected() < 0.1 ? "%.3f" : "%.1f", top.expected())
                + ". If it is the source, about " + percent(top.share()) + " of the sample came through it.";
    }

    private static String twoSources(Attribution said) {
        Candidate next = said.candidates().get(1);
        return "Two sources stand out, " + top(said).organisation() + " ("
                + percent(top(said).probability()) + ") and "
                + next.organisation() + " (" + percent(next.probability())
                + "): each explains people that the other did not"
                + " look up.";
    }

    private static String cannotSeparate(Attribution said) {
        return "It most likely came through one of them, and these people do not tell which: "
                + top(said).organisation()
                + " cannot be separated from " + String.join(", ", said.inseparable())
                + " (neither is " + (int) Attribution.BOUND + " times likelier). " + more(said);
    }

    private static String cannotTell(Attribution said) {
        String rivals = said.inseparable().isEmpty() ? "" : ", " + String.join(", ", said.inseparable());
        return "Cannot tell: none of them is " + percent(said.none()) + " likely, "
                + top(said).organisation() + " " + percent(top(said).probability())
                + rivals.replaceFirst(", ", ", not separable from ") + ". " + more(said);
    }

    private static String more(Attribution said) {
        if (said.morePeople() < 0) {
            return "More than 10,000 further people of the same leak would be needed: ask the bot for people of your own"
                    + " instead (a probe).";
        }
        return "About " + Math.max(1, said.morePeople()) + " more people of the same leak would most likely decide it.";
    }

    private static String nobody(Attribution said) {
        return "Nobody of the sample was looked up in this span"
                + (said.counted() == 0
                        ? ": it holds no look-ups at all."
                        : String.format(
                                Locale.ROOT,
                                "; by chance %.1f of %d would have been. Either they leaked before it, or from elsewhere, or through"
                                        + " queries that are not in the topic. %s",
                                said.expectedKnown(),
                                said.people(),
                                said.keyProven()
                                        ? "The tokenisation key is right: neighbours of their numbers were looked up."
                                        : "Whether the tokenisation key is the topic's could not be checked."));
    }

    private static String wrongKey(Attribution said) {
        String ids = said.keys().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .map(each -> each.getKey() + " (" + Counted.of(each.getValue(), "look-up") + ")")
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "Most likely the wrong tokenisation key: nobody of %d is known, where chance alone would know %.0f, and no"
                        + " neighbour of their numbers either. The look-ups were tokenised with key id %s. Name the key that"
                        + " ingest had in that span: --key-file ID=FILE, several where it was changed.",
                said.people(),
                said.expectedKnown(),
                ids);
    }

    static String percent(double part) {
        double hundred = 100 * part;
        if (hundred > 99.99) {
            return ">99.99 %"; // The model itself is not surer than that.
        }
        if (hundred > 99) {
            return String.format(Locale.ROOT, "%.2f %%", hundred);
        }
        return hundred < 0.01
                ? (hundred == 0 ? "0 %" : "<0.01 %")
                : String.format(Locale.ROOT, hundred < 1 ? "%.2f %%" : "%.1f %%", hundred);
    }
}
