// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.nidwatch.alert.Severity;
import org.nidwatch.detect.Shape;
import org.nidwatch.intake.RejectReason;
import org.nidwatch.watch.Coverage;

/**
 * Every meter of ours. Names and tags are public: dashboards and alert rules are built on them.
 *
 * <p>Law: received = counted + rejected, and counted = on time + late, at every moment that no thread is between the two additions. Counters count
 * the work of this process: after a crash a query that is read a second time is counted a second time here (and only
 * here; state and alerts are exact).
 */
public final class Meters {
    /** Value of the tag {@code organisation} for those beyond the cap. */
    public static final String OTHER = "other";

    final LongAdder received = new LongAdder();
    private final MeterRegistry registry;
    private final int namedOrganisations;
    final LongAdder late = new LongAdder();
    private final LongAdder misplaced = new LongAdder();
    private final LongAdder lateDigests = new LongAdder();
    private final Map<String, OrganisationCounts> organisations = new ConcurrentHashMap<>();
    private final OrganisationCounts others = new OrganisationCounts(this, OTHER, false);
    private final Map<String, LongAdder> rejected = new ConcurrentHashMap<>();
    private final Map<UUID, String> open = new ConcurrentHashMap<>();
    private final DistributionSummary exposed;
    private final Timer latency;
    private final Timer eventLag;
    private final OrganisationGauges organisationGauges;
    private final AlertBudget budget;
    private final Map<Coverage.Cause, Blind> blinds = new ConcurrentHashMap<>();

    private record Blind(LongAdder millis, AtomicLong until) {}

    /**
     * Meters of a process that is measured, not watched: its budget is one alert a day.
     *
     * @param namedOrganisations as in the other constructor
     */
    public Meters(MeterRegistry registry, int namedOrganisations) {
        this(registry, namedOrganisations, 1, Clock.systemUTC());
    }

    /**
     * Meters in the given registry.
     *
     * @param namedOrganisations how many organisations are told apart in tags, at least 0; those seen later share the
     *     tag value {@code other}
     * @param alertsPerDay the budget of all organisations, above 0
     * @param clock wall clock
     */
    public Meters(MeterRegistry registry, int namedOrganisations, double alertsPerDay, Clock clock) {
        if (namedOrganisations < 0) {
            throw new IllegalArgumentException(
                    "metrics.organisations = " + namedOrganisations + ": must be at least 0");
        }
        this.registry = registry;
        this.namedOrganisations = namedOrganisations;
        count(Figure.QUERIES_RECEIVED, received);
        count(Figure.QUERIES_LATE, late);
        count(Figure.QUERIES_MISPLACED, misplaced);
        count(Figure.DIGESTS_LATE, lateDigests);
        exposed = DistributionSummary.builder(Figure.RECORDS_EXPOSED.meter())
                .description(Figure.RECORDS_EXPOSED.help())
                .register(registry);
        latency = Timer.builder(Figure.DETECTION_LATENCY.meter())
                .description(Figure.DETECTION_LATENCY.help())
                .serviceLevelObjectives(objectives())
                .register(registry);
        eventLag = Timer.builder(Figure.EVENT_LAG.meter())
                .description(Figure.EVENT_LAG.help())
                .register(registry);
        for (Coverage.Cause cause : Coverage.Cause.values()) {
            // From the start, at 0: what appears with its first rise cannot be seen to rise.
            blinds.put(cause, newBlind(cause));
        }
        for (RejectReason reason : RejectReason.values()) {
            rejected(reason);
        }
        for (Severity severity : Severity.values()) {
            gaugeOpen(severity.name());
            for (Shape shape : Shape.values()) {
                opened(severity, shape);
            }
        }
        organisationGauges = new OrganisationGauges(registry, namedOrganisations, clock);
        budget = new AlertBudget(registry, alertsPerDay, clock);
    }

    private static Duration[] objectives() {
        return new Duration[] {
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofMillis(250),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5)
        };
    }

    /** A way to count queries for one thread. */
    public QueryMeter newQueryMeter() {
        return new QueryMeter(this);
    }

    /** Gauges of one task's organisations. */
    public OrganisationReadings newOrganisationReadings() {
        return new OrganisationReadings(organisationGauges);
    }

    /**
     * Meters of a webhook.
     *
     * @param clock wall clock
     * @param reasons every reason of a failed try
     */
    public WebhookMeter newWebhookMeter(Clock clock, Enum<?>... reasons) {
        return new WebhookMeter(registry, clock, reasons);
    }

    /** The state of the process, read at each scrape. */
    public void watch(ProcessState state) {
        gauge(Figure.READY, () -> state.health().ready() ? 1 : 0);
        gauge(Figure.LAG_RECORDS, state::lagRecords);
        gauge(Figure.HIDDEN_RECORDS, state::hiddenRecords);
        gauge(Figure.LAG_LIMIT, state::lagLimit);
        gauge(Figure.PARTITIONS, state::partitions);
        gauge(Figure.PARTITIONS_WATCHED, state::partitionsWatched);
        gauge(Figure.REGISTRY_WAITING, state::registryWaiting);
    }

    private void gauge(Figure figure, Supplier<Number> value) {
        Gauge.builder(figure.meter(), value).description(figure.help()).register(registry);
    }

    /** Somebody was not watched for so long. */
    public void blind(Coverage coverage) {
        Blind blind = blinds.computeIfAbsent(coverage.cause(), this::newBlind);
        blind.millis.add(coverage.to() - coverage.from());
        blind.until.accumulateAndGet(coverage.to(), Math::max);
    }

    private Blind newBlind(Coverage.Cause cause) {
        Blind blind = new Blind(new LongAdder(), new AtomicLong());
        FunctionCounter.builder(Figure.COVERAGE_BLIND.meter(), blind.millis, millis -> millis.sum() / 1000.0)
                .description(Figure.COVERAGE_BLIND.help())
                .baseUnit("seconds")
                .tag("cause", cause.name())
                .register(registry);
        Gauge.builder(Figure.COVERAGE_BLIND_UNTIL.meter(), blind.until, until -> until.get() / 1000.0)
                .description(Figure.COVERAGE_BLIND_UNTIL.help())
                .baseUnit("seconds")
                .tag("cause", cause.name())
                .register(registry);
        return blind;
    }

    /** The newest query of a partition was so many milliseconds old when it was counted. */
    public void eventLag(long millis) {
        eventLag.record(Math.max(0, millis), TimeUnit.MILLISECONDS);
    }

    /** One query was found on a partition where it does not belong. */
    public void misplaced() {
        misplaced.increment();
    }

    /** A digest came after its tick was decided. */
    public void digestLate() {
        lateDigests.increment();
    }

    /** Organisations rose together, and it was told from a spread attack: no alert follows. */
    public void commonCause(String detector) {
        Counter.builder(Figure.COMMON_CAUSE.meter())
                .description(Figure.COMMON_CAUSE.help())
                .tag("detector", detector)
                .register(registry)
                .increment();
    }

    /** A record of a policy topic was skipped: it cannot be read, or its key does not fit. */
    public void policyRejected(String topic) {
        policy(topic).increment();
    }

    /** A policy topic is read from now on: its count stands at 0, so that the first skipped record is seen to raise it. */
    public void policyRead(String topic) {
        policy(topic);
    }

    private Counter policy(String topic) {
        return Counter.builder(Figure.POLICY_REJECTED.meter())
                .description(Figure.POLICY_REJECTED.help())
                .tag("topic", topic)
                .register(registry);
    }

    /** A silence of this organisation began to hold an alert back. */
    public void silenced(String organisation) {
        Counter.builder(Figure.SILENCED.meter())
                .description(Figure.SILENCED.help())
                .tag("organisation", organisation(organisation).named() ? organisation : OTHER)
                .register(registry)
                .increment();
    }

    /** An alert was opened, and so many distinct citizens' records had gone out by then. */
    public void alertOpened(UUID alert, Enum<?> severity, Enum<?> shape, long recordsExposedBefore) {
        opened(severity, shape).increment();
        exposed.record((double) recordsExposedBefore);
        alertOpen(alert, severity);
    }

    private Counter opened(Enum<?> severity, Enum<?> shape) {
        return Counter.builder(Figure.ALERTS.meter())
                .description(Figure.ALERTS.help())
                .tag("severity", severity.name())
                .tag("shape", shape.name())
                .register(registry);
    }

    /** Besides {@link #alertOpened}: it was a learned detector that opened it, which the budget is for. */
    public void learnedAlertOpened() {
        budget.opened();
    }

    /** An alert is open, with this severity from now on. */
    public void alertOpen(UUID alert, Enum<?> severity) {
        open.put(alert, severity.name());
    }

    private void gaugeOpen(String severity) {
        Gauge.builder(Figure.ALERTS_OPEN.meter(), open, alerts -> count(alerts, severity))
                .description(Figure.ALERTS_OPEN.help())
                .tag("severity", severity)
                .register(registry);
    }

    /** An alert was closed, or is somebody else's to watch from now on. */
    public void alertGone(UUID alert) {
        open.remove(alert);
    }

    /** An alert left so long after the broker had stamped the query that caused it. */
    public void detectionLatency(Duration sinceQuery) {
        latency.record(sinceQuery.isNegative() ? Duration.ZERO : sinceQuery);
    }

    OrganisationCounts organisation(String id) {
        OrganisationCounts counts = organisations.get(id);
        return counts == null ? newOrganisation(id) : counts;
    }

    private synchronized OrganisationCounts newOrganisation(String id) {
        if (organisations.size() >= namedOrganisations) {
            return organisations.getOrDefault(id, others);
        }
        return organisations.computeIfAbsent(id, tag -> new OrganisationCounts(this, tag, true));
    }

    LongAdder countQueries(String organisation, String outcome) {
        LongAdder adder = new LongAdder();
        FunctionCounter.builder(Figure.QUERIES.meter(), adder, LongAdder::sum)
                .description(Figure.QUERIES.help())
                .tag("organisation", organisation)
                .tag("outcome", outcome)
                .register(registry);
        return adder;
    }

    LongAdder rejected(Enum<?> reason) {
        return rejected.computeIfAbsent(reason.name(), name -> {
            LongAdder adder = new LongAdder();
            FunctionCounter.builder(Figure.QUERIES_REJECTED.meter(), adder, LongAdder::sum)
                    .description(Figure.QUERIES_REJECTED.help())
                    .tag("reason", name)
                    .register(registry);
            return adder;
        });
    }

    private void count(Figure figure, LongAdder adder) {
        FunctionCounter.builder(figure.meter(), adder, LongAdder::sum)
                .description(figure.help())
                .register(registry);
    }

    private static double count(Map<UUID, String> alerts, String severity) {
        return alerts.values().stream().filter(severity::equals).count();
    }
}
