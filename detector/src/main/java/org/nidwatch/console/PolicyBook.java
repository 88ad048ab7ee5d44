// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.detect.Detectors;
import org.nidwatch.detect.Shape;
import org.nidwatch.policy.Canary;
import org.nidwatch.policy.Disposition;
import org.nidwatch.policy.Probe;
import org.nidwatch.policy.Silence;

/** What people decided: silences, dispositions, decoys, probes. Not thread-safe. */
final class PolicyBook {
    /** Silences and probes kept, each. */
    static final int MOST = 2_000;

    /** Decided alerts kept. */
    static final int MOST_DECIDED = 10_000;

    /** Decisions of one alert kept. */
    static final int DECISIONS = 16;

    private static final int MOST_CANARIES = 10_000;

    private final long defaultCeiling;
    private final Map<String, Silence> silences = new TreeMap<>();
    private final Map<UUID, Deque<Disposition>> dispositions = new LinkedHashMap<>();
    private final Map<String, Probe> probes = new HashMap<>();
    private final Map<String, Canary> canaries = new LinkedHashMap<>();
    private long silencesDropped;
    private long probesDropped;
    private int canariesDropped;

    PolicyBook(long defaultCeiling) {
        this.defaultCeiling = defaultCeiling;
    }

    /** Answers whether that was news. */
    boolean silence(String id, @Nullable Silence silence) {
        if (silence == null) {
            return silences.remove(id) != null;
        }
        boolean news = !silence.equals(silences.put(id, silence));
        if (silences.size() > MOST) {
            silences.values().remove(first(silences.values(), Comparator.comparingLong(Silence::until)));
            silencesDropped++;
        }
        return news;
    }

    private static <T> T first(Iterable<T> all, Comparator<T> order) {
        T first = all.iterator().next();
        for (T each : all) {
            first = order.compare(each, first) < 0 ? each : first;
        }
        return first;
    }

    @Nullable
    Silence silence(String id) {
        return silences.get(id);
    }

    /** All, those that end last first. */
    List<Silence> silences() {
        List<Silence> all = new ArrayList<>(silences.values());
        all.sort(Comparator.comparingLong(Silence::until).reversed().thenComparing(Silence::id));
        return all;
    }

    long silencesDropped() {
        return silencesDropped;
    }

    /** Silences in force, by organisation. */
    Map<String, Integer> inForce(long now) {
        Map<String, Integer> counts = new HashMap<>();
        for (Silence each : silences.values()) {
            if (each.holds(now)) {
                counts.merge(each.organisationId(), 1, Integer::sum);
            }
        }
        return counts;
    }

    /** Silences in force that hold the next emissions of this alert back, as the detector reckons. */
    List<Silence> hiding(AlertEntry alert, long now) {
        ScrapingAlert newest = alert.newest();
        if (!alert.open() || newest.shape() == Shape.CANARY || newest.shape() == Shape.PROBE) {
            return List.of();
        }
        List<Silence> hiding = new ArrayList<>();
        for (Silence each : silences.values()) {
            Long ceiling = each.ceiling();
            if (each.organisationId().equals(newest.organisationId())
                    && each.holds(now)
                    && covers(each, newest)
                    && newest.recordsExposed() <= (ceiling == null ? defaultCeiling : ceiling)) {
                hiding.add(each);
            }
        }
        return hiding;
    }

    private static boolean covers(Silence silence, ScrapingAlert alert) {
        return alert.findings().stream()
                .allMatch(each -> silence.covers(each.detector()) || Detectors.evidenceOnly(each.detector()));
    }

    /** Answers whether that was news. */
    boolean disposition(UUID alertId, @Nullable Disposition disposition) {
        if (disposition == null) {
            return dispositions.remove(alertId) != null;
        }
        Deque<Disposition> known = dispositions.computeIfAbsent(alertId, id -> new ArrayDeque<>());
        if (known.contains(disposition)) {
            return false;
        }
        known.addFirst(disposition);
        if (known.size() > DECISIONS) {
            known.removeLast();
        }
        if (dispositions.size() > MOST_DECIDED) {
            UUID oldest = dispositions.keySet().iterator().next();
            dispositions.remove(oldest);
        }
        return true;
    }

    /** What was decided about an alert, newest first. */
    List<Disposition> dispositions(UUID alertId) {
        Deque<Disposition> known = dispositions.get(alertId);
        return known == null ? List.of() : List.copyOf(known);
    }

    void probe(String id, @Nullable Probe probe) {
        if (probe == null) {
            probes.remove(id);
            return;
        }
        probes.put(id, probe);
        if (probes.size() > MOST) {
            probes.values().remove(first(probes.values(), Comparator.comparingLong(Probe::askedAt)));
            probesDropped++;
        }
    }

    /** All, newest first. */
    List<Probe> probes() {
        List<Probe> all = new ArrayList<>(probes.values());
        all.sort(Comparator.comparingLong(Probe::askedAt).reversed().thenComparing(Probe::id));
        return all;
    }

    long probesDropped() {
        return probesDropped;
    }

    void canary(String token, @Nullable Canary canary) {
        if (canary == null) {
            canaries.remove(token);
        } else if (canaries.containsKey(token) || canaries.size() < MOST_CANARIES) {
            canaries.put(token, canary);
        } else {
            canariesDropped++;
        }
    }

    /** All, by label. */
    List<Canary> canaries() {
        List<Canary> all = new ArrayList<>(canaries.values());
        all.sort(Comparator.comparing(Canary::label)
                .thenComparing(each -> each.token().hex()));
        return all;
    }

    int canariesDropped() {
        return canariesDropped;
    }
}
