// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private record Peak(int organisation, long time, double height) {
        /** The organisation and the day: what one alert would be about. */
        long event() {
            return (long) organisation << 32 | Math.floorDiv(time, DAY_MILLIS);
        }
    }

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
     * Thresholds at which honest traffic would have raised so many alerts a day. All begin where nothing alarms; then the
     * one that stands highest above its reference is lowered by a twentieth, again and again, as long as the budget
     * lasts; one whose step would break the budget stays where it is. So all stand about as high above their references as
     * each other, and those lower whose steps cost nothing.
     */
    public Thresholds fit(double alertsPerDay, Thresholds reference) {
        List<Knob> knobs = new ArrayList<>();
        for (Signal signal : Signal.values()) {
            knobs.add(new Knob(signal, withPeers.getOrDefault(signal, List.of()), reference.of(signal, false)));
            knobs.add(new Knob(signal, alone.getOrDefault(signal, List.of()), reference.of(signal, true)));
        }
        Set<Long> alarmed = new HashSet<>();
        double allowed = alertsPerDay * days;
        while (true) {
            Knob highest = null;
            for (Knob knob : knobs) {
                if (knob.threshold > FLOOR
                        && (highest == null || knob.height() > highest.height())
                        && alarmed.size() + knob.cost(alarmed) <= allowed) {
                    highest = knob;
                }
            }
            if (highest == null) {
                break;
            }
            highest.lower(alarmed);
        }
        Thresholds thresholds = new Thresholds();
        for (int i = 0; i < knobs.size(); i += 2) {
            thresholds.with(knobs.get(i).signal, knobs.get(i).threshold, knobs.get(i + 1).threshold);
        }
        return thresholds;
    }

    /** One threshold on its way down. */
    private static final class Knob {
        private static final double STEP = 0.95;

        final Signal signal;
        private final List<Peak> peaks;
        private final double reference;
        double threshold;
        private int next;

        Knob(Signal signal, List<Peak> heard, double reference) {
            this.signal = signal;
            this.reference = reference;
            peaks = new ArrayList<>(heard);
            peaks.sort(Comparator.comparingDouble((Peak peak) -> -peak.height));
            // Where nothing was heard nothing is known: the reference stands.
            threshold = peaks.isEmpty() ? reference : Math.max(reference, 1.05 * peaks.get(0).height);
        }

        double height() {
            return threshold / reference;
        }

        int cost(Set<Long> alarmed) {
            Set<Long> more = new HashSet<>();
            double lower = Math.max(FLOOR, threshold * STEP);
            for (int i = next; i < peaks.size() && peaks.get(i).height >= lower; i++) {
                long event = peaks.get(i).event();
                if (!alarmed.contains(event)) {
                    more.add(event);
                }
            }
            return more.size();
        }

        void lower(Set<Long> alarmed) {
            threshold = Math.max(FLOOR, threshold * STEP);
            while (next < peaks.size() && peaks.get(next).height >= threshold) {
                alarmed.add(peaks.get(next++).event());
            }
        }
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
