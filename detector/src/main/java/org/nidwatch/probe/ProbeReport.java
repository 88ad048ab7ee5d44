// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.probe;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.nidwatch.policy.Probe;

/**
 * What several probes say together.
 *
 * @param probes those combined, in the order they were asked
 * @param answers the first query of each credential that answered each
 * @param suspects who answered, most hits first
 * @param register people in the register
 * @param queries queries looked at
 * @param queriesADay their pace
 * @param windowMillis the longest window, clock tolerance included
 */
public record ProbeReport(
        List<Probe> probes,
        List<Answer> answers,
        List<Suspect> suspects,
        long register,
        long queries,
        double queriesADay,
        long windowMillis) {
    /** So many probes in common, and two that answer alike are both called. */
    private static final int TOGETHER = 3;

    /** What it comes to. */
    public enum Verdict {
        /** Nobody asked for any of them. */
        NO_QUERY,
        /** Chance explains what was seen. */
        CHANCE,
        /** One organisation answers. */
        NAMED,
        /** Two or more answered alike, and cannot be told apart yet. */
        UNDECIDED,
        /** Two or more answer, again and again. */
        SEVERAL
    }

    /** What it comes to. */
    public Verdict verdict() {
        if (suspects.isEmpty()) {
            return Verdict.NO_QUERY;
        }
        List<Suspect> remaining = remaining();
        if (remaining.isEmpty()) {
            return Verdict.CHANCE;
        }
        if (remaining.size() == 1) {
            return Verdict.NAMED;
        }
        return remaining.get(0).hits() >= TOGETHER ? Verdict.SEVERAL : Verdict.UNDECIDED;
    }

    /** Those that answered most, where chance does not explain it. */
    public List<Suspect> remaining() {
        List<Suspect> beyond =
                suspects.stream().filter(each -> each.anybody() <= Chance.ALPHA).toList();
        int most = beyond.stream().mapToInt(Suspect::hits).max().orElse(0);
        return beyond.stream().filter(each -> each.hits() == most).toList();
    }

    /** How many more to ask; 0 when it is decided. */
    public int more() {
        return switch (verdict()) {
            case NO_QUERY, NAMED, SEVERAL -> 0;
            case UNDECIDED -> TOGETHER - remaining().get(0).hits();
            case CHANCE -> moreAgainstChance();
        };
    }

    // As if each further probe were answered like the likeliest so far.
    private int moreAgainstChance() {
        double likeliest = suspects.stream().mapToDouble(Suspect::anybody).min().orElse(1);
        double one = Math.pow(likeliest, 1.0 / suspects.get(0).hits());
        double more = one >= 1 ? 1 : Math.log(Chance.ALPHA / likeliest) / Math.log(one);
        return (int) Math.max(1, Math.ceil(more));
    }

    /** How many probes name an organisation, when all are answered, at the pace seen and for a person asked for so often. */
    public int needed(double lookupsADay) {
        return Chance.needed(queriesADay, register, lookupsADay, windowMillis);
    }

    /** The verdict in a sentence or two. */
    public String sentence() {
        int asked = probes.size();
        return switch (verdict()) {
            case NO_QUERY ->
                "No query seen for " + (asked == 1 ? "this probe" : "any of these " + asked + " probes")
                        + ": the bot serves a dump, or asks through a way that does not reach the queries topic.";
            case CHANCE ->
                names(suspects) + " asked, but chance explains that: ask " + more()
                        + " more, and about people whom nobody else asks for.";
            case NAMED -> named(remaining().get(0), asked);
            case UNDECIDED -> "Cannot separate " + names(remaining()) + ": ask " + more() + " more.";
            case SEVERAL ->
                names(remaining()) + " each answered " + remaining().get(0).hits() + " of " + asked
                        + " probes: the bot asks through all of them, or one of them asks another.";
        };
    }

    private static String named(Suspect suspect, int asked) {
        return suspect.organisationId() + " answered " + suspect.hits() + " of " + asked
                + (asked == 1 ? " probe" : " probes")
                + ". Chance lets any organisation do so " + odds(suspect.anybody())
                + ". That its access was used is likely; whether with its knowledge, this does not say.";
    }

    private static String names(List<Suspect> suspects) {
        List<String> ids =
                suspects.stream().map(Suspect::organisationId).sorted().toList();
        return ids.size() == 1
                ? ids.get(0)
                : ids.stream().limit(ids.size() - 1L).collect(Collectors.joining(", ")) + " and "
                        + ids.get(ids.size() - 1);
    }

    /** A chance as people say it. */
    public static String odds(double chance) {
        if (chance >= 0.1) {
            return "with a chance of " + Math.round(100 * chance) + " %";
        }
        double one = 1 / chance;
        return one >= 1e9 ? "less than once in a billion" : String.format(Locale.ROOT, "once in %,d", Math.round(one));
    }
}
