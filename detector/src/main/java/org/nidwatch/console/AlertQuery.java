// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.alert.Severity;
import org.nidwatch.detect.Shape;

/**
 * Which alerts, in which order, and from where on. Pages after the first see severity and openness as they were at the first, so
 * that an alert that rises or closes meanwhile is neither missed nor told twice.
 *
 * @param severities empty = all
 * @param shapes empty = all
 * @param organisation empty = all
 * @param text in lower case; empty = all
 * @param place where the page before ended; null = the first page
 */
record AlertQuery(
        Phases phase,
        Set<Severity> severities,
        Set<Shape> shapes,
        String organisation,
        String text,
        Order order,
        int limit,
        Cursors.@Nullable Place place) {
    enum Phases {
        OPEN,
        CLOSED,
        ALL
    }

    enum Order {
        SEVERITY,
        NEWEST,
        OLDEST
    }

    /** Changes when anything but limit and place does. */
    int filters() {
        return String.join(
                        "\n",
                        phase.name(),
                        severities.stream().sorted().toList().toString(),
                        shapes.stream().sorted().toList().toString(),
                        organisation,
                        text,
                        order.name())
                .hashCode();
    }

    /** One page. */
    record Page(List<AlertEntry> entries, @Nullable String next, int total) {}

    Page page(AlertBook book, UnaryOperator<String> names, Cursors cursors) {
        long revision = place == null ? book.revision() : place.revision();
        Comparator<AlertEntry> sorting = sorting(revision);
        List<AlertEntry> found = new ArrayList<>();
        for (AlertEntry each : book.all()) {
            if (lets(each, revision, names)) {
                found.add(each);
            }
        }
        found.sort(sorting);
        int from = place == null ? 0 : after(found, place, revision);
        int until = Math.min(found.size(), from + limit);
        List<AlertEntry> entries = List.copyOf(found.subList(from, until));
        if (until == found.size() || entries.isEmpty()) {
            return new Page(entries, null, found.size());
        }
        AlertEntry last = entries.get(entries.size() - 1);
        String next = cursors.text(
                new Cursors.Place(revision, filters(), last.severityAt(revision), last.detectedAt(), last.id()));
        return new Page(entries, next, found.size());
    }

    private boolean lets(AlertEntry entry, long revision, UnaryOperator<String> names) {
        ScrapingAlert alert = entry.newest();
        return entry.knownAt(revision)
                && switch (phase) {
                    case OPEN -> entry.openAt(revision);
                    case CLOSED -> !entry.openAt(revision);
                    case ALL -> true;
                }
                && (severities.isEmpty() || severities.contains(entry.severityAt(revision)))
                && (shapes.isEmpty() || shapes.contains(alert.shape()))
                && (organisation.isEmpty() || alert.organisationId().equals(organisation))
                && (text.isEmpty() || mentions(alert, names.apply(alert.organisationId())));
    }

    private boolean mentions(ScrapingAlert alert, String name) {
        String credential = alert.credentialId();
        return holds(alert.organisationId())
                || holds(name)
                || holds(alert.summary())
                || holds(alert.alertId().toString())
                || credential != null && holds(credential)
                || alert.findings().stream().anyMatch(each -> holds(each.detector()));
    }

    private boolean holds(String where) {
        return where.toLowerCase(Locale.ROOT).contains(text);
    }

    private Comparator<AlertEntry> sorting(long revision) {
        Comparator<AlertEntry> byAge = Comparator.comparingLong(AlertEntry::detectedAt);
        Comparator<AlertEntry> first = switch (order) {
            case SEVERITY ->
                Comparator.<AlertEntry, Severity>comparing(each -> each.severityAt(revision))
                        .reversed()
                        .thenComparing(byAge);
            case NEWEST -> byAge.reversed();
            case OLDEST -> byAge;
        };
        return first.thenComparing(AlertEntry::id);
    }

    /** How many of the sorted ones lie before the place or at it; the alert at the place may be gone. */
    private int after(List<AlertEntry> sorted, Cursors.Place at, long revision) {
        int count = 0;
        for (AlertEntry each : sorted) {
            if (beyond(each, at, revision)) {
                break;
            }
            count++;
        }
        return count;
    }

    private boolean beyond(AlertEntry entry, Cursors.Place at, long revision) {
        int severity = at.severity().compareTo(entry.severityAt(revision));
        int age = Long.compare(entry.detectedAt(), at.detectedAt());
        int bySorting = switch (order) {
            case SEVERITY -> severity != 0 ? severity : age;
            case NEWEST -> -age;
            case OLDEST -> age;
        };
        return bySorting != 0 ? bySorting > 0 : entry.id().compareTo(at.id()) > 0;
    }
}
