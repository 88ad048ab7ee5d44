// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.federation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nidwatch.detect.Finding;
import org.nidwatch.detect.Shape;
import org.nidwatch.federation.Member.Field;
import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;

/**
 * A harvest spread over organisations: many of them stand nearer to their own alarms than usual, none at it. An organisation's
 * nearness is the mean of max(0, min(score, 1.5) - 0.4) over its ticks (SUM-shrinkage); what it rises above its usual
 * nearness is added up over all organisations and taken as a mean of the day. A rise that all have in common is taken off first: the factor by
 * which the median organisation's volume rose divides the scores, and the median rise of nearness is subtracted. Who makes up
 * for an outage does not count. Looks from the second day on, when it knows what is usual.
 */
final class SpreadHarvest {
    static final String ID = "spread-harvest";

    private static final double SHRINK = 0.4;
    private static final double CLIP = 1.5;
    private static final int WARM_UP_HOURS = 24;
    /** Two organisations with alerts of their own and one near it are chance; a spread harvest needs some more. */
    private static final int FEWEST = 5;

    /** An hour's weight in what is ordinary: two weeks. */
    private static final double LEARNING = 0.003;

    private static final double MEMBER_RISE = 0.02;

    private final FederationSettings settings;
    private long hours;
    private double ordinary;
    private double variance;

    SpreadHarvest(FederationSettings settings) {
        this.settings = settings;
    }

    @Nullable
    Reading examine(long hour, List<MemberHour> members, boolean frozen, FederationOutput output) {
        CommonCause volume = new CommonCause();
        for (MemberHour each : members) {
            if (each.rise() >= 0) {
                volume.add(each.sector(), each.rise());
            }
        }
        CommonCause rises = new CommonCause();
        double raw = 0;
        for (MemberHour each : members) {
            rises.add(each.sector(), rise(hour, each, factor(volume, each)));
            raw += Math.max(0, rise(hour, each, 1));
        }
        double sum = 0;
        for (MemberHour each : members) {
            double factor = factor(volume, each);
            double above = rise(hour, each, factor) - Math.max(0, rises.median(each.sector(), 0));
            if (factor > 1 || rises.median(each.sector(), 0) > MEMBER_RISE) {
                // All rise, but not all alike: what lies within the peers' spread is common, too.
                above -= 2 * rises.spread(each.sector());
            }
            above = Math.max(0, above);
            each.member().usual().noteNearer(hour, above);
            sum += above;
        }
        hours++;
        double day = members.stream()
                .mapToDouble(each -> each.member().usual().nearerInDay(hour))
                .sum();
        double alarm = ordinary + Math.max(settings.harvestThreshold(), 4 * Math.sqrt(variance));
        if (hours > WARM_UP_HOURS && raw >= alarm && sum < raw / 2 && sum < settings.harvestThreshold()) {
            output.commonCause(ID);
        }
        learn(day, frozen);
        boolean now = sum >= alarm / 2;
        return hours > WARM_UP_HOURS && day >= alarm && now ? reading(hour, members, day, alarm) : null;
    }

    private double factor(CommonCause volume, MemberHour each) {
        double median = volume.median(each.sector(), 1);
        return median > settings.commonCause() ? median : 1;
    }

    private static double rise(long hour, MemberHour each, double factor) {
        if (factor > 1 && each.member().usual().catchesUp(hour, each.asked())) {
            return 0;
        }
        return nearness(hour, each.member(), factor) - each.member().usual().nearness();
    }

    /** Mean of the shrunken scores over the hour's ticks. */
    static double nearness(long hour, Member member, double factor) {
        double sum = 0;
        for (int i = 0; i < Member.TICKS_PER_HOUR; i++) {
            long tick = hour * Member.TICKS_PER_HOUR + i;
            double score = Math.max(member.count(Field.HARVEST, tick), member.count(Field.RESALE, tick)) / 100.0;
            sum += Math.max(0, Math.min(score / factor, CLIP) - SHRINK);
        }
        return sum / Member.TICKS_PER_HOUR;
    }

    // Slow and clipped: a harvest of days must not become ordinary before it is seen.
    private void learn(double day, boolean frozen) {
        if (!frozen) {
            double rate = Math.max(LEARNING, 1.0 / hours);
            double most = hours > WARM_UP_HOURS ? ordinary + 2 * Math.sqrt(variance) + 0.1 : day;
            double clipped = Math.min(day, most);
            variance += rate * (Math.pow(clipped - ordinary, 2) - variance);
            ordinary += rate * (clipped - ordinary);
        }
    }

    private @Nullable Reading reading(long hour, List<MemberHour> hourOf, double day, double alarm) {
        Map<String, Double> members = new TreeMap<>();
        double harvest = 0;
        double resale = 0;
        for (MemberHour each : hourOf) {
            double nearer = each.member().usual().nearerInDay(hour);
            if (nearer >= MEMBER_RISE) {
                members.put(each.member().id(), nearer);
                long end = (hour + 1) * Member.TICKS_PER_HOUR - 1;
                harvest += each.member().sum(Field.HARVEST, end - Member.DAY, end);
                resale += each.member().sum(Field.RESALE, end - Member.DAY, end);
            }
        }
        if (members.size() < Math.max(FEWEST, settings.members())) {
            return null;
        }
        String sentence =
                members.size() + " organisations have stood nearer to their own alarms for bulk fetching than is usual"
                        + " for each of them, all within a day, and no campaign or outage that all share explains it: their scores above"
                        + " the usual add up to " + Words.number(day) + ", ordinary days make " + Words.number(ordinary)
                        + ", and the alarm is at " + Words.number(alarm) + ".";
        return new Reading(
                new Finding(ID, day, ordinary, alarm, day / alarm, "scores above usual", Duration.ofDays(1), sentence),
                resale > harvest ? Shape.RESALE : Shape.HARVEST,
                (hour + 1) * Member.TICKS_PER_HOUR - Member.DAY,
                members,
                Long.MAX_VALUE);
    }

    void write(StateWriter writer) {
        writer.count(hours).real(ordinary).real(variance);
    }

    void restore(StateReader reader) {
        hours = reader.count();
        ordinary = reader.real();
        variance = reader.real();
    }
}
