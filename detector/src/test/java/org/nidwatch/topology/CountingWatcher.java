// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.nidwatch.alert.Mode;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.Scope;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.alert.Severity;
import org.nidwatch.detect.Shape;
import org.nidwatch.intake.Query;
import org.nidwatch.policy.Policy;
import org.nidwatch.watch.OpenAlert;
import org.nidwatch.watch.OrganisationActivity;
import org.nidwatch.watch.Watch;
import org.nidwatch.watch.WatchOutput;
import org.nidwatch.window.Timeliness;

/** Stands in for the watch where only the way of the records is tested: counts, and alerts at every hundredth query. */
final class CountingWatcher implements Watcher {
    static final int ALERT_EVERY = 100;

    final Map<String, Long> counts = new TreeMap<>();
    final List<String> seen = new ArrayList<>();
    long advanced = Long.MIN_VALUE;
    private final Policy policy;
    private final WatchOutput output;
    private final Set<String> changed = new TreeSet<>();
    private final Set<String> heard = new TreeSet<>();

    CountingWatcher(Policy policy, WatchOutput output) {
        this.policy = policy;
        this.output = output;
    }

    @Override
    public Timeliness observe(Query query, int partition, long offset) {
        String organisation = query.organisationId();
        if (seen.size() < 1_000) {
            seen.add(partition + "/" + offset);
        }
        long count = counts.merge(organisation, 1L, Long::sum);
        changed.add(organisation);
        heard.add(organisation);
        boolean canary = policy.canary(query.subjectHigh(), query.subjectLow()) != null;
        if (canary || count % ALERT_EVERY == 0) {
            output.alert(alert(organisation, count, query.occurredAt(), canary));
        }
        return Timeliness.ON_TIME;
    }

    private ScrapingAlert alert(String organisation, long count, long time, boolean canary) {
        return new ScrapingAlert(
                UUID.nameUUIDFromBytes((organisation + count).getBytes(StandardCharsets.UTF_8)),
                1,
                Phase.OPENED,
                organisation,
                Scope.ORGANISATION,
                null,
                canary ? Severity.CRITICAL : Severity.MEDIUM,
                1,
                canary ? Shape.CANARY : Shape.HARVEST,
                time,
                null,
                time,
                time,
                time,
                Mode.LIVE,
                count,
                count,
                0,
                count,
                count,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                0,
                "1",
                organisation + " at " + count,
                "runbook",
                List.of(),
                List.of());
    }

    @Override
    public void advance(long nowMillis) {
        advanced = nowMillis;
        for (String organisation : heard) {
            output.activity(new OrganisationActivity(
                    organisation,
                    nowMillis,
                    counts.get(organisation),
                    null,
                    0,
                    0,
                    0,
                    0,
                    0,
                    1,
                    0,
                    0,
                    List.of(),
                    null,
                    null,
                    null,
                    null));
        }
        heard.clear();
    }

    @Override
    public void restore(byte[] key, byte[] value) {
        counts.put(new String(key, StandardCharsets.UTF_8), count(value));
    }

    @Override
    public void writeChanges(Watch.ChunkWriter writer) {
        for (String organisation : changed) {
            byte[] value = ByteBuffer.allocate(1 + Long.BYTES)
                    .put((byte) 1)
                    .putLong(counts.get(organisation))
                    .array();
            writer.put(organisation.getBytes(StandardCharsets.UTF_8), value);
        }
        changed.clear();
    }

    @Override
    public Collection<OpenAlert> openAlerts() {
        return List.of();
    }

    /** What a chunk of the store says. */
    static long count(byte[] value) {
        return ByteBuffer.wrap(value, 1, Long.BYTES).getLong();
    }
}
