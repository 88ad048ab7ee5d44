// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.nidwatch.alert.Mode;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.federation.OrganisationDigest;
import org.nidwatch.federation.SourceReport;
import org.nidwatch.intake.Checks;
import org.nidwatch.intake.IntakeSettings;
import org.nidwatch.intake.Query;
import org.nidwatch.intake.RejectReason;
import org.nidwatch.intake.Verdict;
import org.nidwatch.policy.AuditRecord;
import org.nidwatch.policy.Policy;
import org.nidwatch.watch.OpenAlert;
import org.nidwatch.watch.OrganisationActivity;
import org.nidwatch.watch.Watch;
import org.nidwatch.watch.WatchOutput;
import org.nidwatch.watch.WatchSettings;
import org.nidwatch.window.Timeliness;
import org.nidwatch.wire.QueryReader;
import org.nidwatch.wire.UnreadableException;
import org.nidwatch.wire.Wire;

/**
 * One detector as the topology runs it: reads, checks, counts and watches, keeps state, offsets and what it says together at a
 * commit, and has nothing else after a crash.
 */
final class Node implements WatchOutput {
    /** What became of the records of one organisation. */
    static final class Counts {
        long received;
        long rejected;
        long onTime;
        long late;
        long inMinutes;
        long lateInMinutes;

        Counts copy() {
            Counts copy = new Counts();
            copy.received = received;
            copy.rejected = rejected;
            copy.onTime = onTime;
            copy.late = late;
            copy.inMinutes = inMinutes;
            copy.lateInMinutes = lateInMinutes;
            return copy;
        }
    }

    private final Wire wire;
    private final Policy policy;
    private final Random shuffle;
    private WatchSettings settings;

    // Gone in a crash.
    private Watch watch;
    private QueryReader reader;
    private Checks checks;
    private List<ScrapingAlert> alertsSince = new ArrayList<>();
    private List<OrganisationActivity> minutesSince = new ArrayList<>();
    private List<SourceReport> reportsSince = new ArrayList<>();
    private List<AuditRecord> auditSince = new ArrayList<>();
    private Map<String, Counts> counts = new TreeMap<>();

    // What a commit keeps.
    final Map<Key, byte[]> store = new HashMap<>();
    final Set<Key> changed = new HashSet<>();
    final Map<String, List<ScrapingAlert>> alerts = new TreeMap<>();
    List<OrganisationActivity> minutes = List.of();
    List<SourceReport> reports = List.of();
    final Map<String, List<AuditRecord>> audit = new TreeMap<>();
    final Book book = new Book();
    private Map<String, Counts> committedCounts = new TreeMap<>();
    long restores;

    /** A key of state, by its content. */
    record Key(byte[] bytes) {
        private static final int CREDENTIAL = 10;

        /**
         * Windows of credentials move on when they are looked at, which is no change worth writing: until the next
         * look their bytes may stand at another hour, and say the same.
         */
        boolean movesWhenRead() {
            return bytes[end() + 1] == CREDENTIAL;
        }

        private int end() {
            int end = 0;
            while (bytes[end] != 0) {
                end++;
            }
            return end;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Arrays.equals(bytes, key.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            int end = end();
            return new String(bytes, 0, end, java.nio.charset.StandardCharsets.UTF_8) + " kind " + bytes[end + 1]
                    + " index " + java.nio.ByteBuffer.wrap(bytes, end + 2, 8).getLong();
        }
    }

    Node(Wire wire, Policy policy, WatchSettings settings, long seed) {
        this.wire = wire;
        this.policy = policy;
        this.settings = settings;
        this.shuffle = new Random(seed);
        begin();
    }

    private void begin() {
        watch = new Watch(settings, policy, Mode.LIVE, "nid.queries", this);
        reader = wire.newQueryReader();
        checks = new Checks(IntakeSettings.DEFAULTS);
    }

    /** Takes one record of the log, as the topology does; null when it was counted. */
    RejectReason take(byte[] value, long offset, long now) {
        Query query;
        try {
            query = reader.read(value);
        } catch (UnreadableException e) {
            rejected("");
            return e.reason();
        }
        if (checks.check(query, now) instanceof Verdict.Rejected refused) {
            rejected(query.organisationId());
            return refused.reason();
        }
        Counts of = counts.computeIfAbsent(query.organisationId(), id -> new Counts());
        of.received++;
        if (watch.observe(query, 0, offset) == Timeliness.LATE) {
            of.late++;
        } else {
            of.onTime++;
        }
        return null;
    }

    private void rejected(String organisation) {
        Counts of = counts.computeIfAbsent(organisation, id -> new Counts());
        of.received++;
        of.rejected++;
    }

    void tick(long now) {
        watch.advance(now);
    }

    /** Writes what changed, and lets what was said be read. */
    void commit() {
        changed.clear();
        watch.writeChanges(this::keep);
        for (ScrapingAlert alert : alertsSince) {
            alerts.computeIfAbsent(alert.organisationId(), id -> new ArrayList<>())
                    .add(alert);
        }
        for (AuditRecord each : auditSince) {
            audit.computeIfAbsent(each.organisationId(), id -> new ArrayList<>())
                    .add(each);
        }
        minutes = minutesSince;
        reports = reportsSince;
        alertsSince = new ArrayList<>();
        minutesSince = new ArrayList<>();
        reportsSince = new ArrayList<>();
        auditSince = new ArrayList<>();
        committedCounts = new TreeMap<>();
        counts.forEach((id, each) -> committedCounts.put(id, each.copy()));
        book.commit();
    }

    private void keep(byte[] key, byte[] value) {
        Key at = new Key(key);
        changed.add(at);
        if (value == null) {
            store.remove(at);
        } else {
            store.put(at, value);
        }
    }

    /** The process is gone; another one starts from what the last commit kept, pieces in any order. */
    void crash() {
        restores++;
        alertsSince = new ArrayList<>();
        minutesSince = new ArrayList<>();
        reportsSince = new ArrayList<>();
        auditSince = new ArrayList<>();
        counts = new TreeMap<>();
        committedCounts.forEach((id, each) -> counts.put(id, each.copy()));
        book.crash();
        begin();
        List<Map.Entry<Key, byte[]>> pieces = new ArrayList<>(store.entrySet());
        Collections.shuffle(pieces, shuffle);
        // Copies: a program that writes into what it was given would damage the changelog's own bytes.
        pieces.forEach(piece ->
                watch.restore(piece.getKey().bytes().clone(), piece.getValue().clone()));
        Set<UUID> open = openAlerts();
        if (!open.equals(book.open())) {
            throw new Broken("restored with open alerts " + open + ", told were " + book.open());
        }
        watch.writeChanges((key, value) -> {
            byte[] kept = store.get(new Key(key));
            if (value == null ? kept != null : !Arrays.equals(kept, value)) {
                throw new Broken("restored state is written otherwise than it was read: " + new Key(key));
            }
        });
    }

    /** Stops in good order and starts with other settings. */
    void upgrade(WatchSettings next) {
        commit();
        settings = next;
        crash();
    }

    Set<UUID> openAlerts() {
        Set<UUID> open = new HashSet<>();
        for (OpenAlert each : watch.openAlerts()) {
            open.add(each.alertId());
        }
        return open;
    }

    Map<String, Counts> counts() {
        return counts;
    }

    @Override
    public void alert(ScrapingAlert alert) {
        book.take(alert);
        alertsSince.add(alert);
    }

    @Override
    public void activity(OrganisationActivity minute) {
        Counts of = counts.get(minute.organisationId());
        of.inMinutes += minute.queries();
        of.lateInMinutes += minute.late();
        minutesSince.add(minute);
    }

    @Override
    public void digest(OrganisationDigest digest, long reached) {
        reportsSince.add(SourceReport.of(0, 1, reached, digest));
    }

    @Override
    public void reached(long tick) {
        reportsSince.add(SourceReport.reached(0, 1, tick));
    }

    @Override
    public void audit(AuditRecord record) {
        auditSince.add(record);
    }
}
