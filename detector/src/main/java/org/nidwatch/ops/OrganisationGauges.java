// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.nidwatch.watch.OrganisationActivity;

/**
 * Rate, expectation and risk of each organisation that this process watches. Beyond the cap organisations are one reading,
 * {@code other}: the newest of theirs that has the highest risk in its minute. Thread-safe.
 */
final class OrganisationGauges {
    private static final long STALE_MILLIS = Duration.ofMinutes(3).toMillis();
    private static final double SECONDS = 60;

    private record Reading(double rate, double expected, double risk, long toldAt) {}

    private record Gauged(Reading[] newest, List<Meter> meters) {}

    private final MeterRegistry registry;
    private final int named;
    private final Clock clock;
    private final Map<String, Gauged> gauged = new ConcurrentHashMap<>();

    OrganisationGauges(MeterRegistry registry, int named, Clock clock) {
        this.registry = registry;
        this.named = named;
        this.clock = clock;
    }

    /** False when the organisation has no gauges of its own. */
    boolean told(OrganisationActivity activity) {
        Double expected = activity.expected();
        Reading reading = new Reading(
                activity.queries() / SECONDS,
                expected == null ? Double.NaN : expected / SECONDS,
                activity.risk(),
                clock.millis());
        String id = activity.organisationId();
        Gauged own = gauged.get(id);
        if (own == null) {
            own = add(id);
        }
        if (own != null) {
            own.newest[0] = reading;
            return true;
        }
        Gauged others = others();
        Reading before = others.newest[0];
        boolean fresh = reading.toldAt - before.toldAt < SECONDS * 1000;
        if (!fresh || reading.risk >= before.risk) {
            others.newest[0] = reading;
        }
        return false;
    }

    private synchronized @Nullable Gauged add(String id) {
        Gauged there = gauged.get(id);
        if (there != null || gauged.size() - (gauged.containsKey(Meters.OTHER) ? 1 : 0) >= named) {
            return there;
        }
        Gauged made = gauges(id);
        gauged.put(id, made);
        return made;
    }

    private synchronized Gauged others() {
        return gauged.computeIfAbsent(Meters.OTHER, this::gauges);
    }

    private Gauged gauges(String id) {
        Reading[] newest = {new Reading(0, Double.NaN, 0, 0)};
        return new Gauged(
                newest,
                List.of(
                        gauge(Figure.ORGANISATION_RATE, id, newest, reading -> fresh(reading) ? reading.rate : 0),
                        gauge(
                                Figure.ORGANISATION_EXPECTED,
                                id,
                                newest,
                                reading -> fresh(reading) ? reading.expected : Double.NaN),
                        gauge(Figure.ORGANISATION_RISK, id, newest, reading -> fresh(reading) ? reading.risk : 0)));
    }

    private Meter gauge(Figure figure, String id, Reading[] newest, ToDoubleFunction<Reading> value) {
        return Gauge.builder(figure.meter(), newest, held -> value.applyAsDouble(held[0]))
                .description(figure.help())
                .tag("organisation", id)
                .strongReference(true)
                .register(registry);
    }

    private boolean fresh(Reading reading) {
        return clock.millis() - reading.toldAt < STALE_MILLIS;
    }

    void gone(String id) {
        Gauged left = gauged.remove(id);
        if (left != null) {
            left.meters.forEach(registry::remove);
        }
    }
}
