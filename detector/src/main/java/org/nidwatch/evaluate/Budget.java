// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.nidwatch.profile.Signal;
import org.nidwatch.profile.Thresholds;

/**
 * Fits thresholds to an alert budget: from the sums at which honest windows closed, alerts of one organisation within a
 * day counting once.
 */
public final class Budget {
    private static final long DAY_MILLIS = 86_400_000L;
    private static final double FLOOR = 5;
    private static final double LEAST_FACTOR = 0.3;
    private static final double MOST_FACTOR = 30;

    /** Peaks of one signal, for organisations with peers or for those without. */
    private final Map<Signal, List<Peak>> withPeers = new EnumMap<>(Signal.class);

    private final Map<Signal, List<Peak>> alone = new EnumMap<>(Signal.class);
    private double days;

    /** A closed window of an organisation that stood high. */
    private record Peak(int organisation, long time, double height) {}

    /** One organisation's windows as they close; a recorder may be used by one thread. */
    public final class Listener implements org.nidwatch.profile.Recorder {
        private final int organisation;
        private final int warmDays;
        private long first = Long.MIN_VALUE;
        private final Map<Signal, List<Peak>> peers = new EnumMap<>(Signal.class);
        private final Map<Signal, List<Peak>> solitary = new EnumMap<>(Signal.class);

        private Listener(int organisation, int warmDays) {
            this.organisation = organisation;
            this.warmDays = warmDays;
        }

        @Override
        public void closed(Signal signal, boolean isAlone, long time, double sum) {
            if (first == Long.MIN_VALUE) {
                first = time;
            }
            if (time < first + warmDays * DAY_MILLIS || sum < FLOOR) {
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
                peers.forEach((signal, peaks) -> withPeers
                        .computeIfAbsent(signal, any -> new ArrayList<>())
                        .addAll(peaks));
                solitary.forEach((signal, peaks) ->
                        alone.computeIfAbsent(signal, any -> new ArrayList<>()).addAll(peaks));
            }
        }
    }

    /**
     * A listener for one organisation.
     *
     * @param organisation any number that no other listener has
     * @param warmDays days after its first window that are not judged
     */
    public Listener listener(int organisation, int warmDays) {
        return new Listener(organisation, warmDays);
    }

    /** Adds days over which all organisations were heard. */
    public synchronized void days(double more) {
        days += more;
    }

    /** Days heard. */
    public double days() {
        return days;
    }

    /**
     * The references, all raised or lowered by one factor so that honest traffic would have raised so many alerts a day, and
     * no more. One factor, because a few weeks hold too few alerts to fit forty numbers to: those would keep the budget
     * here and nowhere else. The factor is a multiple of 1 % from 0.3 to 30; no threshold goes below 5.
     */
    public Thresholds fit(double alertsPerDay, Thresholds reference) {
        double low = StrictMath.log(LEAST_FACTOR);
        double high = StrictMath.log(MOST_FACTOR);
        for (int i = 0; i < 40; i++) {
            double middle = (low + high) / 2;
            if (alertsPerDayAt(scaled(reference, StrictMath.exp(middle))) > alertsPerDay) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return scaled(reference, Math.ceil(100 * StrictMath.exp(high)) / 100);
    }

    private static Thresholds scaled(Thresholds reference, double factor) {
        Thresholds thresholds = new Thresholds();
        for (Signal signal : Signal.values()) {
            thresholds.with(
                    signal,
                    Math.max(FLOOR, factor * reference.of(signal, false)),
                    Math.max(FLOOR, factor * reference.of(signal, true)));
        }
        return thresholds;
    }

    /** Alerts a day that these thresholds would have raised. */
    double alertsPerDayAt(Thresholds thresholds) {
        List<Peak> all = new ArrayList<>();
        collect(withPeers, thresholds, false, all);
        collect(alone, thresholds, true, all);
        all.sort(Comparator.comparingInt(Peak::organisation).thenComparingLong(Peak::time));
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

    private static void collect(Map<Signal, List<Peak>> from, Thresholds thresholds, boolean isAlone, List<Peak> into) {
        from.forEach((signal, peaks) -> peaks.stream()
                .filter(peak -> peak.height >= thresholds.of(signal, isAlone))
                .forEach(into::add));
    }
}
