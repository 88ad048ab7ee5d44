// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * From scores to alerts. An alert of an organisation lasts until 24 hours pass without an hour in alarm; the threshold of a
 * method is the lowest that keeps within the budget on honest traffic.
 */
final class Calibration {
    static final int QUIET_HOURS = 24;

    private Calibration() {}

    /** Alerts in one organisation's hourly scores. */
    static int alerts(float[] scores, float threshold) {
        int alerts = 0;
        int last = -QUIET_HOURS - 1;
        for (int hour = 0; hour < scores.length; hour++) {
            if (scores[hour] >= threshold) {
                alerts += hour - last > QUIET_HOURS ? 1 : 0;
                last = hour;
            }
        }
        return alerts;
    }

    /**
     * The lowest threshold from which on upwards there are never more alerts than allowed.
     *
     * @param scores hourly, one array an organisation
     * @param allowed alerts in all of them together
     */
    static float threshold(List<float[]> scores, double allowed) {
        List<Hour> hours = worstFirst(scores);
        Map<Integer, NavigableSet<Integer>> alarms = new HashMap<>();
        int alerts = 0;
        for (int from = 0; from < hours.size(); ) {
            float score = hours.get(from).score();
            int until = from;
            for (; until < hours.size() && hours.get(until).score() == score; until++) {
                Hour hour = hours.get(until);
                alerts += change(alarms.computeIfAbsent(hour.series(), any -> new TreeSet<>()), hour.hour());
            }
            if (alerts > allowed) {
                return Math.nextUp(score);
            }
            from = until;
        }
        return Float.MIN_VALUE;
    }

    /** One more hour in alarm: a new alert, a longer one, or two that become one. */
    private static int change(NavigableSet<Integer> alarms, int hour) {
        Integer before = alarms.lower(hour);
        Integer after = alarms.higher(hour);
        alarms.add(hour);
        boolean joinsBefore = before != null && hour - before <= QUIET_HOURS;
        boolean joinsAfter = after != null && after - hour <= QUIET_HOURS;
        if (joinsBefore && joinsAfter) {
            return after - before > QUIET_HOURS ? -1 : 0;
        }
        return joinsBefore || joinsAfter ? 0 : 1;
    }

    private static List<Hour> worstFirst(List<float[]> scores) {
        List<Hour> hours = new ArrayList<>();
        for (int series = 0; series < scores.size(); series++) {
            float[] of = scores.get(series);
            for (int hour = 0; hour < of.length; hour++) {
                if (of[hour] > 0) {
                    hours.add(new Hour(of[hour], series, hour));
                }
            }
        }
        hours.sort((a, b) -> Float.compare(b.score(), a.score()));
        return hours;
    }

    private record Hour(float score, int series, int hour) {}
}
