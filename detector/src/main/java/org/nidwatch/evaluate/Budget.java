// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.nidwatch.profile.Signal;
import org.nidwatch.profile.Thresholds;

/**
 * Fits thresholds to an alert budget. Every signal gets an equal part of it: its threshold is where so many of its peaks
 * on honest traffic would have alarmed, a peak being the highest sum of an organisation with less than a day between two
 * windows. One factor on the parts is then found so that all signals together keep the budget, alerts of one
 * organisation within a day counting once.
 */
public final class Budget {
    private static final long DAY_MILLIS = 86_400_000L;
    private static final double FLOOR = 5;

    /** Peaks of one signal, for organisations with peers or for those without. */
    private final Map<Signal, List<Peak>> withPeers = new EnumMap<>(Signal.class);

    private final Map<Signal, List<Peak>> alone = new EnumMap<>(Signal.class);
    private double days;

    /** A closed window of an organisation that stood high. */
    private record Peak(int organisation, long time, double height) {}

    /** One organisation's windows as they close; a recorder may be used by one thread. */
    public final class Listener implements org.nidwatch.profile.Recorder {
        private final int organisation;
        private final long from;
        private final Map<Signal, List<Peak>> peers = new EnumMap<>(Signal.class);
        private final Map<Signal, List<Peak>> solitary = new EnumMap<>(Signal.class);

        private Listener(int organisation, long from) {
            this.organisation = organisation;
            this.from = from;
        }

        @Override
        public void closed(Signal signal, boolean isAlone, long time, double sum) {
            if (time < from || sum < FLOOR) {
                return;
            }
            List<Peak> peaks = (isAlone ? solitary : peers).computeIfAbsent(signal, any -> new ArrayList<>());
            Peak last = peaks.isEmpty() ? null : peaks.get(peaks.size() - 1);
            long day = Math.floorDiv(time, DAY_MILLIS);
            if (last != null && Math.floorDiv(last.time, DAY_MILLIS) == day) {
                if (sum > last.height) {
                    peaks.set(peaks.size() - 1, new Peak(organisation, time, sum));
                }
            } else {
                peaks.add(new Peak(organisation, time, sum));
            }
        }

        /** Hands over what was heard. */
        public void done() {
            synchronized (Budget.this) {
                peers.forEach((signal, peaks) -> withPeers.computeIfAbsent(signal, any -> new ArrayList<>()).addAll(peaks));
                solitary.forEach((signal, peaks) -> alone.computeIfAbsent(signal, any -> new ArrayList<>()).addAll(peaks));
            }
        }
    }

    /**
     * A listener for one organisation.
     *
     * @param organisation any number that no other listener has
     * @param from windows that close earlier are not judged, milliseconds
     */
    public Listener listener(int organisation, long from) {
        return new Listener(organisation, from);
    }

    /** Adds days over which all organisations were heard. */
    public synchronized void days(double more) {
        days += more;
    }

    /** Days heard. */
    public double days() {
        return days;
    }

    /** Thresholds at which honest traffic would have raised so many alerts a day. */
    public Thresholds fit(double alertsPerDay) {
        double low = 0;
        double high = 4;
        for (int i = 0; i < 30; i++) {
            double middle = (low + high) / 2;
            if (alertsPerDayAt(thresholds(middle * alertsPerDay)) > alertsPerDay) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return thresholds(low * alertsPerDay);
    }

    private Thresholds thresholds(double perSignal) {
        Thresholds thresholds = new Thresholds();
        for (Signal signal : Signal.values()) {
            thresholds.with(
                    signal,
                    height(withPeers.getOrDefault(signal, List.of()), perSignal * 0.1),
                    height(alone.getOrDefault(signal, List.of()), perSignal * 0.05));
        }
        return thresholds;
    }

    // The height that the peaks of independent days of one organisation exceed so often.
    private double height(List<Peak> peaks, double perDay) {
        List<Peak> sorted = new ArrayList<>(peaks);
        sorted.sort(java.util.Comparator.comparingDouble((Peak peak) -> -peak.height));
        double allowed = perDay * days;
        List<Peak> counted = new ArrayList<>();
        for (Peak peak : sorted) {
            if (counted.stream().noneMatch(other -> near(peak, other))) {
                counted.add(peak);
                if (counted.size() > allowed) {
                    return Math.max(FLOOR, 1.02 * peak.height);
                }
            }
        }
        return FLOOR;
    }

    private static boolean near(Peak one, Peak other) {
        return one.organisation == other.organisation && Math.abs(one.time - other.time) < 2 * DAY_MILLIS;
    }

    /** Alerts a day that these thresholds would have raised. */
    double alertsPerDayAt(Thresholds thresholds) {
        List<Peak> all = new ArrayList<>();
        collect(withPeers, thresholds, false, all);
        collect(alone, thresholds, true, all);
        all.sort(java.util.Comparator.comparingInt(Peak::organisation).thenComparingLong(Peak::time));
        int alerts = 0;
        Peak last = null;
        for (Peak peak : all) {
            if (last == null || last.organisation != peak.organisation || peak.time - last.time > DAY_MILLIS) {
                alerts++;
                last = peak;
            }
        }
        return alerts / days;
    }

    private static void collect(
            Map<Signal, List<Peak>> from, Thresholds thresholds, boolean isAlone, List<Peak> into) {
        from.forEach((signal, peaks) -> peaks.stream()
                .filter(peak -> peak.height >= thresholds.of(signal, isAlone))
                .forEach(into::add));
    }
}
