// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.federation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nidwatch.detect.Finding;
import org.nidwatch.detect.Shape;
import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;

/**
 * Guessing spread over organisations: each has a few more wrong guesses than is usual for it. Every hour each organisation's
 * excess in standard deviations is clipped at both ends and added up (SUM-shrinkage; Mei 2010, Biometrika 97:419): what is
 * ordinary adds nothing, and no organisation can raise the sum alone. The sums pile up in a CUSUM. Where the median
 * organisation errs more than usual (server trouble), its factor is taken off everybody.
 */
final class SplitGuessing {
    static final String ID = "split-guessing";

    private static final double SHRINK = 1;
    private static final double CLIP = 3;
    /** Mean and standard deviation of max(0, min(z, 3) - 1) for a standard normal z. */
    private static final double MEAN = 0.083;

    private static final double DEVIATION = 0.258;
    /** No single hour piles up more than this, in standard deviations. */
    private static final double HOUR_MOST = 6;

    private static final double MEMBER_DEVIATIONS = 2;
    private static final double FEWEST_MISSED = 20;

    private final FederationSettings settings;
    private double pile;
    private long since = Long.MIN_VALUE;
    private double ordinary;
    private double variance = 1;

    SplitGuessing(FederationSettings settings) {
        this.settings = settings;
    }

    @Nullable
    Reading examine(long hour, List<MemberHour> hours, boolean frozen, FederationOutput output) {
        CommonCause errors = new CommonCause();
        for (MemberHour each : hours) {
            if (each.asked() > 0) {
                double usual = each.asked() * each.member().usual().missedShare();
                errors.add(each.sector(), (each.missed() + 1) / (usual + 1));
            }
        }
        CommonCause deviations = new CommonCause();
        for (MemberHour each : hours) {
            if (each.asked() > 0) {
                deviations.add(each.sector(), deviation(each, factor(errors, each)));
            }
        }
        double raw = 0;
        double sum = 0;
        int asking = 0;
        for (MemberHour each : hours) {
            double factor = factor(errors, each);
            double z = each.asked() == 0 ? 0 : deviation(each, factor);
            if (factor > 1) {
                // Nobody errs by exactly the common factor: compare with how the peers differ.
                z /= Math.max(1, deviations.spread(each.sector()));
            }
            asking += each.asked() > 0 ? 1 : 0;
            raw += each.asked() == 0 ? 0 : shrunk(deviation(each, 1));
            sum += shrunk(z);
            note(hour, each, factor);
        }
        if (asking < settings.members()) {
            pile = Math.max(0, pile - 1);
            return null;
        }
        double step = pileUp(hour, standardised(sum, asking), frozen);
        if (standardised(raw, asking) >= HOUR_MOST && step <= 0) {
            output.commonCause(ID);
        }
        return pile >= settings.guessingThreshold() && step > 0 ? reading(hour, hours) : null;
    }

    private double factor(CommonCause errors, MemberHour each) {
        double median = errors.median(each.sector(), 1);
        return median > settings.commonCause() ? 1.1 * median : 1;
    }

    private static double deviation(MemberHour each, double factor) {
        Usual usual = each.member().usual();
        double share = Math.min(0.9, factor * usual.missedShare());
        return (each.missed() - each.asked() * share) / Math.sqrt(usual.missedVariance(each.asked(), share));
    }

    private static double shrunk(double z) {
        return Math.max(0, Math.min(z, CLIP) - SHRINK);
    }

    private static double standardised(double sum, int organisations) {
        return (sum - MEAN * organisations) / (DEVIATION * Math.sqrt(organisations));
    }

    private static void note(long hour, MemberHour each, double factor) {
        Usual usual = each.member().usual();
        double share = Math.min(0.9, factor * usual.missedShare());
        usual.noteMissed(hour, each.missed() - each.asked() * share, usual.missedVariance(each.asked(), share));
    }

    private double pileUp(long hour, double deviations, boolean frozen) {
        double step = (deviations - ordinary) / Math.sqrt(variance) - 1;
        if (pile == 0) {
            since = hour;
        }
        pile = Math.max(0, Math.min(pile + Math.min(step, HOUR_MOST), 1.5 * settings.guessingThreshold()));
        if (!frozen) {
            double clipped = Math.max(-3, Math.min(deviations, 3));
            variance = Math.max(1, Math.min(25, variance + 0.02 * (Math.pow(clipped - ordinary, 2) - variance)));
            ordinary = Math.max(0, Math.min(5, ordinary + 0.02 * (clipped - ordinary)));
        }
        return step;
    }

    private @Nullable Reading reading(long hour, List<MemberHour> hours) {
        long length = Math.min(24, hour - since + 1);
        Map<String, Double> members = new TreeMap<>();
        double above = 0;
        double missed = 0;
        for (MemberHour each : hours) {
            double excess = each.member().usual().missedAbove(hour, length);
            double deviation = Math.sqrt(Math.max(1e-9, each.member().usual().missedVariance(hour, length)));
            if (excess >= 2 && excess / deviation >= MEMBER_DEVIATIONS) {
                members.put(each.member().id(), excess);
                above += excess;
                missed += each.member()
                        .sum(
                                Member.Field.NEW_MISSED,
                                (hour + 1 - length) * Member.TICKS_PER_HOUR - 1,
                                (hour + 1) * Member.TICKS_PER_HOUR - 1);
            }
        }
        if (members.size() < settings.members() || above < FEWEST_MISSED) {
            return null;
        }
        double score = pile / settings.guessingThreshold();
        double usual = Math.max(0, missed - above);
        double alarm = usual + above / score;
        String sentence = members.size()
                + " organisations asked about numbers that do not exist, or with wrong details, "
                + Words.number(missed) + " times within " + (length == 1 ? "an hour" : length + " hours")
                + ", each only a little more often than is usual for it; together " + Words.number(Math.rint(usual))
                + " would have been usual, and the alarm is at " + Words.number(Math.ceil(alarm))
                + ": guessing is spread over them.";
        return new Reading(
                new Finding(ID, missed, usual, alarm, score, "wrong guesses", Duration.ofHours(length), sentence),
                Shape.ENUMERATION,
                (hour + 1 - length) * Member.TICKS_PER_HOUR,
                members,
                // Whoever guesses is wrong more often than right.
                Math.round(above));
    }

    void write(StateWriter writer) {
        writer.real(pile).number(since).real(ordinary).real(variance);
    }

    void restore(StateReader reader) {
        pile = reader.real();
        since = reader.number();
        ordinary = reader.real();
        variance = reader.real();
    }
}
