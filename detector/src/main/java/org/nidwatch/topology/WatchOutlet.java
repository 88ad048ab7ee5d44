// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.detect.Detectors;
import org.nidwatch.federation.OrganisationDigest;
import org.nidwatch.federation.SourceReport;
import org.nidwatch.ops.Meters;
import org.nidwatch.ops.OrganisationReadings;
import org.nidwatch.policy.AuditRecord;
import org.nidwatch.watch.Coverage;
import org.nidwatch.watch.OpenAlert;
import org.nidwatch.watch.OrganisationActivity;
import org.nidwatch.watch.WatchOutput;

/** Sends on what one task's watch says, at once, and counts it. */
final class WatchOutlet implements WatchOutput {
    /** An alert about queries older than this is one of history being caught up with, and waits for the next commit. */
    private static final long PRESENT_MILLIS = 10_000;

    private static final long NONE = Long.MIN_VALUE;

    private final Meters meters;
    private final Clock clock;
    private final OrganisationReadings organisations;
    private final Set<UUID> open = new HashSet<>();
    private @Nullable ProcessorContext<String, Emission> context;
    private long cause = NONE;
    private final int sources;
    private int source;
    private boolean transactional;

    /** @param sources partitions of the queries topic; 0 when it speaks for none of them */
    WatchOutlet(Meters meters, Clock clock, int sources) {
        this.meters = meters;
        this.clock = clock;
        this.sources = sources;
        organisations = meters.newOrganisationReadings();
    }

    void open(ProcessorContext<String, Emission> downstream) {
        context = downstream;
        source = downstream.taskId().partition();
        Object guarantee = downstream.appConfigs().get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG);
        transactional = !StreamsConfig.AT_LEAST_ONCE.equals(guarantee);
    }

    /** What the state that was brought back holds open. */
    void restored(Collection<OpenAlert> alerts) {
        for (OpenAlert alert : alerts) {
            open.add(alert.alertId());
            meters.alertOpen(alert.alertId(), alert.severity());
        }
    }

    /** When the query at work was written, for the latency of what follows from it; milliseconds since the epoch. */
    void cause(long timestamp) {
        cause = timestamp;
    }

    /** Queries up to this event time were judged; {@link EventClock#UNKNOWN} = none yet. */
    void read(long now, long newest) {
        if (newest != EventClock.UNKNOWN) {
            meters.eventLag(now - newest);
        }
    }

    /** No query is at work: what follows comes of itself, with time. */
    void noCause() {
        cause = NONE;
    }

    @Override
    public void alert(ScrapingAlert alert) {
        long now = clock.millis();
        Emission emission = new Emission.AlertEmitted(alert, now);
        context().forward(new Record<>(alert.organisationId(), emission, now));
        if (transactional && (cause == NONE || now - cause < PRESENT_MILLIS)) {
            // Readers of committed records see the alert when the transaction ends: do not let it wait its turn.
            context().commit();
        }
        count(alert, now);
    }

    @Override
    public void activity(OrganisationActivity activity) {
        Emission emission = new Emission.ActivityEmitted(activity);
        context().forward(new Record<>(activity.organisationId(), emission, clock.millis()));
        organisations.told(activity);
    }

    @Override
    public void silenced(String organisationId) {
        meters.silenced(organisationId);
    }

    @Override
    public void audit(AuditRecord audit) {
        Emission emission = new Emission.AuditEmitted(audit);
        context().forward(new Record<>(audit.organisationId(), emission, clock.millis()));
    }

    @Override
    public void digest(OrganisationDigest digest, long reached) {
        report(SourceReport.of(source, sources, reached, digest));
    }

    @Override
    public void reached(long tick) {
        report(SourceReport.reached(source, sources, tick));
    }

    /** The task has read all there is of its partition, whose queries had come to a tick. */
    void caughtUp(long tick) {
        report(SourceReport.caughtUp(source, sources, tick));
    }

    private void report(SourceReport report) {
        context().forward(new Record<>("", new Emission.ReportEmitted(report), clock.millis()));
    }

    void coverage(Coverage coverage) {
        Emission.CoverageEmitted emission = new Emission.CoverageEmitted(coverage);
        context().forward(new Record<>(emission.key(), emission, clock.millis()));
    }

    // A rejected record without a key is a fact here, but the constructor's parameters are not annotated.
    @SuppressWarnings("NullAway")
    void rejected(Emission.QueryRejected rejected) {
        Record<String, Emission> record = new Record<>(rejected.organisationId(), rejected, clock.millis());
        RejectHeaders.add(record.headers(), rejected);
        context().forward(record);
    }

    private void count(ScrapingAlert alert, long now) {
        UUID id = alert.alertId();
        if (alert.phase() == Phase.CLOSED) {
            open.remove(id);
            meters.alertGone(id);
            return;
        }
        open.add(id);
        if (alert.phase() == Phase.OPENED) {
            meters.alertOpened(id, alert.severity(), alert.shape(), alert.recordsExposedBeforeAlert());
            if (!alert.findings().isEmpty()
                    && Detectors.learned(alert.findings().get(0).detector())) {
                meters.learnedAlertOpened();
            }
            if (cause != NONE) {
                meters.detectionLatency(Duration.ofMillis(now - cause));
            }
        } else {
            meters.alertOpen(id, alert.severity());
        }
    }

    /** The task goes elsewhere, and its open alerts with it. */
    void close() {
        open.forEach(meters::alertGone);
        open.clear();
        organisations.close();
        context = null;
    }

    private ProcessorContext<String, Emission> context() {
        if (context == null) {
            throw new IllegalStateException("the watch spoke before it was given a context");
        }
        return context;
    }
}
