// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.alert.Severity;
import org.nidwatch.wire.ReadAlert;

/**
 * The queue of open alerts: the severest first, of equals the one through which more records went out, then the older. The
 * alerts that an alert about several organisations names stand beneath it: they are one case.
 */
final class OpenAlerts {
    /** Told in full; the others in a line each. */
    private static final int IN_FULL = 5;

    private static final Comparator<ScrapingAlert> WORST_FIRST = Comparator.comparing(ScrapingAlert::severity)
            .thenComparingLong(ScrapingAlert::recordsExposed)
            .reversed()
            .thenComparingLong(ScrapingAlert::episodeStart)
            .thenComparing(ScrapingAlert::alertId);

    /**
     * One of the queue.
     *
     * @param beneath whether it is part of the case above it
     */
    record Entry(ReadAlert read, boolean beneath) {}

    private final List<Entry> queue = new ArrayList<>();

    /** The queue of what is not closed among these. */
    OpenAlerts(Collection<ReadAlert> current) {
        Map<UUID, ReadAlert> open = new LinkedHashMap<>();
        current.stream()
                .filter(each -> each.alert().phase() != Phase.CLOSED)
                .sorted(Comparator.comparing(ReadAlert::alert, WORST_FIRST))
                .forEach(each -> open.put(each.alert().alertId(), each));
        Set<UUID> members = new HashSet<>();
        open.values().forEach(each -> members.addAll(each.alert().memberAlerts()));
        for (ReadAlert each : open.values()) {
            if (!members.contains(each.alert().alertId())) {
                queue.add(new Entry(each, false));
                Set<UUID> own = new HashSet<>(each.alert().memberAlerts());
                open.values().stream()
                        .filter(other -> own.contains(other.alert().alertId()))
                        .forEach(other -> queue.add(new Entry(other, true)));
            }
        }
    }

    /** In the order in which they are to be worked on. */
    List<Entry> queue() {
        return List.copyOf(queue);
    }

    /** At most so many of the queue for a person, as texts. */
    List<String> texts(AlertText text, long most) {
        List<String> texts = new ArrayList<>();
        int cases = 0;
        for (Entry each : queue.subList(0, (int) Math.min(most, queue.size()))) {
            ScrapingAlert alert = each.read().alert();
            if (each.beneath()) {
                texts.add("  + " + text.line(alert));
            } else {
                texts.add(cases++ < IN_FULL ? text.block(alert) : text.line(alert));
            }
        }
        return texts;
    }

    /** How many are open, by severity. */
    String summary() {
        if (queue.isEmpty()) {
            return "No alert is open.";
        }
        Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
        queue.forEach(each -> counts.merge(each.read().alert().severity(), 1, Integer::sum));
        List<String> parts = new ArrayList<>();
        for (int i = Severity.values().length - 1; i >= 0; i--) {
            Integer count = counts.get(Severity.values()[i]);
            if (count != null) {
                parts.add(count + " " + Severity.values()[i]);
            }
        }
        return queue.size() + " open: " + String.join(", ", parts) + ".";
    }
}
