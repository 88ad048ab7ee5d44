// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.Mode;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.alert.Severity;

/** The newest {@link #MOST} alerts; the one that closed first goes first. Not thread-safe. */
final class AlertBook {
    /** Alerts kept. */
    static final int MOST = 5_000;

    private static final Comparator<AlertEntry> BY_AGE =
            Comparator.comparingLong(AlertEntry::emittedAt).thenComparing(AlertEntry::id);

    private final int most;
    private final Map<UUID, AlertEntry> byId = new HashMap<>();
    private final TreeSet<AlertEntry> closed = new TreeSet<>(BY_AGE);

    /** Closed alerts that were let go: an older emission, heard later, must not bring them back as open. */
    private final Set<UUID> forgotten = new LinkedHashSet<>();

    private long dropped;
    private long revision;

    AlertBook(int most) {
        this.most = most;
    }

    /** What an emission changed. */
    enum News {
        NOTHING,
        OPENED,
        CHANGED
    }

    /** Hears an emission. Alerts of a replay are not for the queue. */
    News hear(ScrapingAlert alert, long emittedAt) {
        if (alert.mode() != Mode.LIVE || forgotten.contains(alert.alertId())) {
            return News.NOTHING;
        }
        AlertEntry known = byId.get(alert.alertId());
        if (known == null) {
            AlertEntry entry = new AlertEntry(alert, emittedAt, ++revision);
            byId.put(entry.id(), entry);
            keepInOrder(entry);
            makeRoom();
            return News.OPENED;
        }
        closed.remove(known);
        boolean news = known.hear(alert, emittedAt, revision + 1);
        keepInOrder(known);
        if (news) {
            revision++;
        }
        return news ? News.CHANGED : News.NOTHING;
    }

    private void keepInOrder(AlertEntry entry) {
        if (!entry.open()) {
            closed.add(entry);
        }
    }

    private void makeRoom() {
        if (byId.size() <= most) {
            return;
        }
        dropped++;
        AlertEntry gone = closed.pollFirst();
        if (gone == null) {
            // All are open: the one silent for longest comes back with its next emission.
            byId.remove(byId.values().stream().min(BY_AGE).orElseThrow().id());
            return;
        }
        byId.remove(gone.id());
        forgotten.add(gone.id());
        if (forgotten.size() > most) {
            UUID first = forgotten.iterator().next();
            forgotten.remove(first);
        }
    }

    @Nullable
    AlertEntry find(UUID id) {
        return byId.get(id);
    }

    Collection<AlertEntry> all() {
        return byId.values();
    }

    /** Grows with every change. */
    long revision() {
        return revision;
    }

    View.Kept kept() {
        return new View.Kept(byId.size(), most, dropped);
    }

    long dropped() {
        return dropped;
    }

    /** Open alerts of one organisation. */
    record Open(int alerts, Severity worst) {
        Open and(Open other) {
            return new Open(alerts + other.alerts, worst.compareTo(other.worst) < 0 ? other.worst : worst);
        }
    }

    /** Open alerts by organisation; those of several together count for each. */
    Map<String, Open> openByOrganisation() {
        Map<String, Open> open = new HashMap<>();
        for (AlertEntry each : byId.values()) {
            if (each.open()) {
                ScrapingAlert alert = each.newest();
                Open one = new Open(1, alert.severity());
                open.merge(alert.organisationId(), one, Open::and);
                for (String member : new HashSet<>(alert.memberOrganisations())) {
                    open.merge(member, one, Open::and);
                }
            }
        }
        return open;
    }

    View.SeverityCounts openBySeverity() {
        int[] counts = new int[Severity.values().length];
        for (AlertEntry each : byId.values()) {
            if (each.open()) {
                counts[each.newest().severity().ordinal()]++;
            }
        }
        return new View.SeverityCounts(
                counts[Severity.CRITICAL.ordinal()],
                counts[Severity.HIGH.ordinal()],
                counts[Severity.MEDIUM.ordinal()],
                counts[Severity.LOW.ordinal()]);
    }

    /** Alerts whose threshold was crossed at that time or later. */
    int detectedSince(long time) {
        return (int)
                byId.values().stream().filter(each -> each.detectedAt() >= time).count();
    }

    /** The organisation's alerts, several together included: open ones first, then the newest. */
    List<AlertEntry> of(String organisationId, int atMost) {
        List<AlertEntry> found = new ArrayList<>();
        for (AlertEntry each : byId.values()) {
            if (each.newest().organisationId().equals(organisationId)
                    || each.newest().memberOrganisations().contains(organisationId)) {
                found.add(each);
            }
        }
        found.sort(Comparator.comparing(AlertEntry::open)
                .thenComparingLong(AlertEntry::detectedAt)
                .reversed()
                .thenComparing(AlertEntry::id));
        return found.subList(0, Math.min(atMost, found.size()));
    }
}
