// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.federation;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nidwatch.detect.Finding;
import org.nidwatch.detect.Shape;
import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;

/**
 * One buyer served by several: alerts of their own that more organisations open within a day, or within three, than chance
 * brings together, each about one credential through which a little more goes out than should. An alert that opens while
 * all rise is the common cause's, and does not count.
 *
 * <p>Honest alerts of this kind come one by one, at a rate r a day over all organisations that is learned (half a day's alert
 * each day on simulated worlds at the default budget). So many within T days that include a given one have the chance
 * P(Poisson(r T) >= n - 1); n is the least number for which r times that chance is at most {@link #CHANCE_A_DAY}. With r = 0.5:
 * 5 within a day (0.0009 a day) or 8 within three (0.0005); with r = 1: 7 (0.0006) or 12 (0.0003). So chance alone makes an alert
 * of the federation less than once in 500 days. Looks from the second day on.
 */
final class JoinedAlerts {
    static final String ID = "joined-alerts";

    /** Alerts of the federation a day, for each of the two spans. */
    static final double CHANCE_A_DAY = 1e-3;

    private static final int[] SPANS = {1, 3};
    private static final int LONGEST = 3;
    private static final int WARM_UP_HOURS = 24;
    private static final int FEWEST = 4;

    /** Before anything is known: one such alert a day, worth a week. */
    private static final double PRIOR_A_DAY = 1;

    private static final double PRIOR_DAYS = 7;
    private static final double KEPT_A_DAY = StrictMath.exp(-1.0 / 28);
    private static final double LEAST_A_DAY = 0.3;
    private static final int FROZEN = -1;

    private final FederationSettings settings;
    /** Tick in which an organisation's newest alert of this kind opened. */
    private final TreeMap<String, Long> opened = new TreeMap<>();

    private final TreeMap<String, Long> unjudged = new TreeMap<>();
    /** Alerts of today and the days before that are not learned from yet: a group must not become ordinary while it grows. */
    private final int[] waiting = new int[LONGEST + 1];

    private double alerts = PRIOR_A_DAY * PRIOR_DAYS;
    private double days = PRIOR_DAYS;
    private long hours;
    private boolean joined;

    JoinedAlerts(FederationSettings settings) {
        this.settings = settings;
    }

    /** Notes an alert that an organisation opened in the digest's tick. */
    void take(OrganisationDigest digest) {
        if (digest.trickles() > 0) {
            unjudged.put(digest.organisationId(), digest.tick());
        }
    }

    @Nullable
    Reading examine(long hour, List<MemberHour> members, boolean frozen, FederationOutput output) {
        long end = (hour + 1) * Member.TICKS_PER_HOUR - 1;
        opened.values().removeIf(tick -> tick <= end - LONGEST * Member.DAY);
        int common = judge(end, members, frozen);
        hours++;
        if (hours % 24 == 0) {
            learn();
        }
        double rate = rate();
        boolean known = hours > WARM_UP_HOURS;
        if (known && !joined && common > 0 && joins(end, rate, common) && !joins(end, rate, 0)) {
            output.commonCause(ID);
        }
        // Once they have joined, they stay so until hardly any is left.
        joined = known && (joins(end, rate, 0) || joined && within(end, LONGEST) >= least(rate, SPANS[0]));
        if (joined) {
            Arrays.fill(waiting, FROZEN);
        }
        return joined ? reading(rate) : null;
    }

    // Those of the hour that have no common cause count; returns how many have one.
    private int judge(long end, List<MemberHour> members, boolean frozen) {
        CommonCause volume = new CommonCause();
        for (MemberHour each : members) {
            if (each.rise() >= 0) {
                volume.add(each.sector(), each.rise());
            }
        }
        Map<String, String> sectors =
                members.stream().collect(Collectors.toMap(each -> each.member().id(), MemberHour::sector));
        int common = 0;
        for (var each = unjudged.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<String, Long> alert = each.next();
            if (alert.getValue() > end) {
                continue;
            }
            if (volume.median(sectors.getOrDefault(alert.getKey(), ""), 1) > settings.commonCause()) {
                common++;
            } else {
                opened.put(alert.getKey(), alert.getValue());
                waiting[0] = frozen || waiting[0] == FROZEN ? FROZEN : waiting[0] + 1;
            }
            each.remove();
        }
        return common;
    }

    // Takes the day that was three days ago; one with more than is likely counts as if it had little more.
    private void learn() {
        int past = waiting[LONGEST];
        if (past != FROZEN && hours > LONGEST * 24L) {
            double most = 2 * rate() + 1;
            alerts = KEPT_A_DAY * alerts + Math.min(most, past);
            days = KEPT_A_DAY * days + 1;
        }
        System.arraycopy(waiting, 0, waiting, 1, LONGEST);
        waiting[0] = 0;
    }

    private double rate() {
        return Math.max(LEAST_A_DAY, alerts / days);
    }

    private boolean joins(long end, double rate, int more) {
        return Arrays.stream(SPANS).anyMatch(span -> within(end, span) + more >= least(rate, span));
    }

    private long within(long end, int span) {
        return opened.values().stream()
                .filter(tick -> tick > end - (long) span * Member.DAY)
                .count();
    }

    private int least(double rate, int span) {
        int least = Math.max(FEWEST, settings.members());
        while (rate * tail(least - 1, rate * span) > CHANCE_A_DAY) {
            least++;
        }
        return least;
    }

    /** The chance of so many or more when the mean is expected: Poisson. */
    static double tail(int least, double mean) {
        double chance = StrictMath.exp(-mean);
        double below = 0;
        for (int n = 0; n < least; n++) {
            below += chance;
            chance *= mean / (n + 1);
        }
        return Math.max(0, 1 - below);
    }

    private Reading reading(double rate) {
        int least = least(rate, SPANS[0]);
        long start = opened.values().stream().mapToLong(Long::longValue).min().orElseThrow();
        Map<String, Double> members = new TreeMap<>();
        opened.forEach((id, tick) -> members.put(id, 1.0));
        double score = (double) members.size() / least;
        String sentence = members.size()
                + " organisations opened alerts of their own within three days, each about one credential"
                + " through which more goes out than should, and nothing that all share explains it; of such alerts, "
                + Words.number(rate) + " a day come by chance over all organisations, and " + least
                + " within a day less than once in a thousand days: it looks like one buyer served by all of them.";
        return new Reading(
                new Finding(
                        ID, members.size(), rate, least, score, "organisations", Duration.ofDays(LONGEST), sentence),
                Shape.RESALE,
                start,
                members,
                Long.MAX_VALUE);
    }

    void write(StateWriter writer) {
        writer.count(hours).real(alerts).real(days).raw(joined ? 1 : 0);
        for (int day : waiting) {
            writer.number(day);
        }
        write(writer, opened);
        write(writer, unjudged);
    }

    private static void write(StateWriter writer, Map<String, Long> ticks) {
        writer.count(ticks.size());
        ticks.forEach((id, tick) -> writer.text(id).number(tick));
    }

    void restore(StateReader reader) {
        hours = reader.count();
        alerts = reader.real();
        days = reader.real();
        joined = reader.raw() == 1;
        for (int day = 0; day < waiting.length; day++) {
            waiting[day] = (int) reader.number();
        }
        restore(reader, opened);
        restore(reader, unjudged);
    }

    private static void restore(StateReader reader, Map<String, Long> ticks) {
        for (int i = reader.size(); i > 0; i--) {
            ticks.put(reader.text(), reader.number());
        }
    }
}
