// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.federation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nidwatch.detect.Finding;
import org.nidwatch.detect.Shape;
import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;

/**
 * One list worked through by several: the same people fetched for the first time by three or more organisations within a
 * day. Counted among the sampled people (the same sample everywhere); how many of those honest work shares is learned. When
 * most organisations share people (a programme that all work through), that is a common cause.
 */
final class SharedSubjects {
    static final String ID = "shared-subjects";

    private static final int WARM_UP_HOURS = 24;
    private static final int TOGETHER = 3;
    /** People that an organisation must share to be named. */
    private static final int SHARED = 3;

    private final FederationSettings settings;
    private long hours;
    private double ordinary;

    SharedSubjects(FederationSettings settings) {
        this.settings = settings;
    }

    @Nullable
    Reading examine(long hour, List<MemberHour> members, boolean frozen, FederationOutput output) {
        long tick = (hour + 1) * Member.TICKS_PER_HOUR - 1;
        Map<Long, List<String>> fetched = new HashMap<>();
        int sampled = 0;
        for (MemberHour each : members) {
            long[] sample = each.member().daySample(tick);
            sampled += sample.length > 0 ? 1 : 0;
            for (long hash : sample) {
                fetched.computeIfAbsent(hash, key -> new ArrayList<>(1))
                        .add(each.member().id());
            }
        }
        Map<String, Double> sharing = new TreeMap<>();
        int shared = 0;
        for (List<String> by : fetched.values()) {
            if (by.size() >= TOGETHER) {
                shared++;
                by.forEach(id -> sharing.merge(id, 1.0, Double::sum));
            }
        }
        sharing.values().removeIf(people -> people < SHARED);
        hours++;
        double alarm = Math.max(settings.sharedMinimum(), ordinary + 6 * Math.sqrt(ordinary + 1));
        boolean found = hours > WARM_UP_HOURS
                && shared >= alarm
                && sharing.size() >= Math.max(TOGETHER, settings.members())
                && working(members, sharing);
        boolean common = found && 2 * sharing.size() > sampled && sampled > CommonCause.FEWEST;
        if (common) {
            output.commonCause(ID);
        }
        Reading reading = found && !common ? reading(hour, shared, alarm, sharing) : null;
        if (!frozen) {
            double most = hours > WARM_UP_HOURS ? ordinary + 3 * Math.sqrt(ordinary + 1) : shared;
            ordinary += Math.max(0.01, 1.0 / hours) * (Math.min(shared, most) - ordinary);
        }
        return reading;
    }

    /** Whether some of them still fetched people in this hour: the sample is of a day, and the list may be done. */
    private static boolean working(List<MemberHour> members, Map<String, Double> sharing) {
        return members.stream()
                        .filter(each -> sharing.containsKey(each.member().id()))
                        .filter(each -> each.exposed() > 0)
                        .count()
                >= 2;
    }

    private Reading reading(long hour, int shared, double alarm, Map<String, Double> sharing) {
        String sentence = "Of the people in the sample, " + Words.number(shared)
                + " were fetched for the first time by three or more organisations within a day, by " + sharing.size()
                + " organisations that share several of them; honest work shares " + Words.number(ordinary)
                + ", and the alarm is at " + Words.number(Math.ceil(alarm)) + ": one list is worked through by them.";
        return new Reading(
                new Finding(
                        ID, shared, ordinary, alarm, shared / alarm, "sampled people", Duration.ofDays(1), sentence),
                Shape.HARVEST,
                (hour + 1) * Member.TICKS_PER_HOUR - Member.DAY,
                sharing,
                Long.MAX_VALUE);
    }

    void write(StateWriter writer) {
        writer.count(hours).real(ordinary);
    }

    void restore(StateReader reader) {
        hours = reader.count();
        ordinary = reader.real();
    }
}
