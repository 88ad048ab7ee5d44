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
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

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
    private final Set<String> gauged = ConcurrentHashMap.newKeySet();
    private final DistributionSummary exposed;
    private final Timer latency;
    private final AlertBudget budget;

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
        count("nidwatch.queries.received", "Records read from the queries topic: counted + rejected", received);
        count(
                "nidwatch.queries.late",
                "Queries counted, but more than ten minutes older than their organisation's newest",
                late);
        count("nidwatch.queries.misplaced", "Queries found on another partition than their organisation's", misplaced);
        count(
                "nidwatch.federation.digests.late",
                "Digests of organisations that came after the federation had decided their 5 minutes",
                lateDigests);
        exposed = DistributionSummary.builder("nidwatch.records.exposed.before.alert")
                .description("Distinct citizens whose record went out between the start of the abuse and the alert")
                .register(registry);
        latency = Timer.builder("nidwatch.detection.latency")
                .description("From the broker's timestamp of the query to the alert that it caused")
                .serviceLevelObjectives(objectives())
                .register(registry);
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
        Counter.builder("nidwatch.federation.common.cause")
                .description("Hours in which all organisations, or all of a sector, rose so that it is no alert")
                .tag("detector", detector)
                .register(registry)
                .increment();
    }

    /** A record of a policy topic was skipped: it cannot be read, or its key does not fit. */
    public void policyRejected(String topic) {
        Counter.builder("nidwatch.policy.rejected")
                .description("Records of the policy topics that were skipped as unreadable")
                .tag("topic", topic)
                .register(registry)
                .increment();
    }

    /** An alert was opened, and so many distinct citizens' records had gone out by then. */
    public void alertOpened(UUID alert, Enum<?> severity, Enum<?> shape, long recordsExposedBefore) {
        Counter.builder("nidwatch.alerts")
                .description("Alerts opened, by their severity and shape at that moment")
                .tag("severity", severity.name())
                .tag("shape", shape.name())
                .register(registry)
                .increment();
        exposed.record((double) recordsExposedBefore);
        alertOpen(alert, severity);
    }

    /** Besides {@link #alertOpened}: it was a learned detector that opened it, which the budget is for. */
    public void learnedAlertOpened() {
        budget.opened();
    }

    /** An alert is open, with this severity from now on. */
    public void alertOpen(UUID alert, Enum<?> severity) {
        String name = severity.name();
        open.put(alert, name);
        if (!gauged.add(name)) {
            return;
        }
        Gauge.builder("nidwatch.alerts.open", open, alerts -> count(alerts, name))
                .description("Alerts open now, of the organisations that this process watches")
                .tag("severity", name)
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
        FunctionCounter.builder("nidwatch.queries", adder, LongAdder::sum)
                .description("Queries counted")
                .tag("organisation", organisation)
                .tag("outcome", outcome)
                .register(registry);
        return adder;
    }

    LongAdder rejected(Enum<?> reason) {
        return rejected.computeIfAbsent(reason.name(), name -> {
            LongAdder adder = new LongAdder();
            FunctionCounter.builder("nidwatch.queries.rejected", adder, LongAdder::sum)
                    .description("Records not counted, told in the rejected topic")
                    .tag("reason", name)
                    .register(registry);
            return adder;
        });
    }

    private void count(String name, String description, LongAdder adder) {
        FunctionCounter.builder(name, adder, LongAdder::sum)
                .description(description)
                .register(registry);
    }

    private static double count(Map<UUID, String> alerts, String severity) {
        return alerts.values().stream().filter(severity::equals).count();
    }
}
