// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;

class HonestTrafficTest {
    private static World world;
    private static List<SimulatedQuery> week;

    @BeforeAll
    static void drawAWeek() {
        world = Worlds.calm(11, 60, 0.1);
        week = Worlds.queries(world, Duration.ofDays(7));
    }

    @Test
    void volumeIsWhatTheWorldPromises() {
        assertThat(week.size() / 7.0).isCloseTo(world.queriesPerDay(), within(0.15 * world.queriesPerDay()));
    }

    @Test
    void officesRestOnFridayAndSaturday() {
        Set<String> offices = ids(p -> p.sector.hours == Sector.Hours.OFFICE);
        double[] days = perDay(q -> offices.contains(q.organisationId()));
        double working = DoubleStream.of(days).limit(5).average().orElseThrow();

        assertThat(days[5]).isLessThan(0.2 * working);
        assertThat(days[6]).isLessThan(0.75 * working);
    }

    @Test
    void hospitalsAndPaymentsDoNotRest() {
        Set<String> always = ids(p -> p.sector.hours == Sector.Hours.ALWAYS);
        double[] days = perDay(q -> always.contains(q.organisationId()));
        double nights = week.stream()
                .filter(q -> always.contains(q.organisationId()) && hour(q) < 6)
                .count();

        assertThat(days[5]).isGreaterThan(0.5 * days[0]);
        assertThat(nights / DoubleStream.of(days).sum()).isBetween(0.05, 0.25);
    }

    @Test
    void countsSpreadMoreThanPoisson() {
        Partner large = world.partners().stream()
                .max((a, b) -> Double.compare(a.meanPerDay, b.meanPerDay))
                .orElseThrow();
        // The hour before noon of the working days, in five-minute counts: the weekly shape is flat there.
        Map<Long, Integer> ticks = new HashMap<>();
        for (SimulatedQuery query : week) {
            if (query.organisationId().equals(large.id) && hour(query) == 11 && day(query) < 5) {
                ticks.merge(DhakaTime.tick(query.occurredAt()), 1, Integer::sum);
            }
        }
        double mean = ticks.values().stream().mapToInt(i -> i).average().orElseThrow();
        double variance = ticks.values().stream()
                        .mapToDouble(i -> (i - mean) * (i - mean))
                        .sum()
                / (ticks.size() - 1);

        assertThat(ticks).hasSize(60);
        assertThat(mean).isGreaterThan(50);
        // Poisson would give 1; with 60 counts it stays below 1.45 in 99 of 100 worlds.
        assertThat(variance / mean).isGreaterThan(1.8);
    }

    @Test
    void credentialsKeepTheirShares() {
        for (Partner partner : world.partners()) {
            if (partner.meanPerDay < 5_000) {
                continue;
            }
            Map<String, Long> counts = week.stream()
                    .filter(q -> q.organisationId().equals(partner.id))
                    .collect(Collectors.groupingBy(SimulatedQuery::credentialId, Collectors.counting()));
            double total = counts.values().stream().mapToLong(i -> i).sum();
            for (Credential credential : partner.credentials) {
                double share = counts.getOrDefault(credential.id(), 0L) / total;
                assertThat(share).isCloseTo(credential.share(), within(0.03 + 0.25 * credential.share()));
            }
        }
    }

    @Test
    void honestPeopleMistypeButRarely() {
        double missed = week.stream().filter(q -> q.outcome().missed()).count() / (double) week.size();
        double denied = week.stream().filter(q -> q.outcome() == Outcome.DENIED).count() / (double) week.size();
        long failed = week.stream().filter(q -> q.outcome() == Outcome.ERROR).count();

        assertThat(missed).isBetween(0.01, 0.08);
        assertThat(denied).isBetween(0.0005, 0.01);
        assertThat(failed).isPositive();
    }

    @Test
    void answersFitTheRegister() {
        for (SimulatedQuery query : week) {
            boolean exists = query.number() != 0 && world.register().exists(query.number());
            switch (query.outcome()) {
                case DISCLOSED ->
                    assertThat(exists || query.operation() == Operation.SEARCH).isTrue();
                case MATCHED, MISMATCHED -> assertThat(exists).isTrue();
                case NOT_FOUND -> assertThat(exists).isFalse();
                default -> assertThat(query.fieldsReturned()).isZero();
            }
            assertThat(query.fieldsReturned() > 0).isEqualTo(query.outcome() == Outcome.DISCLOSED);
        }
    }

    @Test
    void somePeopleAreAskedAboutAgain() {
        Set<Long> met = new HashSet<>();
        long again = week.stream()
                .filter(q -> q.number() != 0 && !met.add(q.number()))
                .count();

        assertThat(again / (double) week.size()).isBetween(0.02, 0.3);
    }

    @Test
    void seventeenDigitsAreABirthYearAndThirteen() {
        assertThat(week.stream().filter(q -> q.birthYear() != 0))
                .isNotEmpty()
                .allSatisfy(q ->
                        assertThat(q.nid()).matches("(19[4-9]|200)[0-9]\\d{13}").endsWith(Long.toString(q.number())));
    }

    @Test
    void portalsHaveOperatorsAndMachinesDoNot() {
        assertThat(week.stream().filter(q -> q.operatorId() != null)).isNotEmpty();
        assertThat(week.stream().filter(q -> q.operatorId() == null)).isNotEmpty();
        assertThat(week).allSatisfy(q -> assertThat(q.sourceAddress()).startsWith("10."));
    }

    @Test
    void holidaysCloseOffices() {
        long from = LocalDate.of(2025, 3, 24)
                .atStartOfDay(ZoneOffset.ofHours(6))
                .toInstant()
                .toEpochMilli();
        World closed = new World(new WorldSettings(11, 60, 0.1, EnumSet.of(WorldEvent.HOLIDAY)));
        Set<String> offices = ids(p -> p.sector.hours == Sector.Hours.OFFICE);
        double[] days = new double[4];
        closed.traffic(from, from + Duration.ofDays(4).toMillis(), List.of()).forEachRemaining(q -> {
            if (offices.contains(q.organisationId())) {
                days[(int) ((q.occurredAt() - from) / DhakaTime.DAY)]++;
            }
        });

        // Wednesday the 26th of March is Independence Day.
        assertThat(days[2]).isLessThan(0.15 * days[1]);
        assertThat(days[3]).isGreaterThan(0.5 * days[1]);
    }

    @Test
    void anOutageIsSilentAndIsCaughtUpWith() {
        Happenings happenings = new Happenings(1, EnumSet.of(WorldEvent.OUTAGE));
        long ticks = 400L * DhakaTime.TICKS_A_DAY;
        long silent = 0;
        long busy = 0;
        for (long tick = 0; tick < ticks; tick++) {
            double factor = happenings.tick(77, tick);
            silent += factor == 0 ? 1 : 0;
            busy += factor > 1 ? 1 : 0;
        }

        assertThat(silent).isBetween(6L, 1_000L);
        assertThat(busy).isBetween(6L, silent);
    }

    @Test
    void nightBatchesAskAboutKnownCustomers() {
        List<SimulatedQuery> runs = runs(Job.Kind.BATCH, Duration.ofDays(14));

        assertThat(runs).hasSizeGreaterThan(100).allSatisfy(q -> {
            assertThat(q.purpose()).isEqualTo("RE-KYC");
            assertThat(hour(q)).isLessThan(9);
        });
    }

    @Test
    void beneficiaryListsAreSortedByNumber() {
        List<SimulatedQuery> found = runs(Job.Kind.LIST, Duration.ofDays(400)).stream()
                .filter(q -> q.outcome() == Outcome.MATCHED)
                .toList();
        long climbs = 0;
        for (int i = 1; i < found.size(); i++) {
            long step = found.get(i).number() - found.get(i - 1).number();
            climbs += step > 0 && step < 1000 ? 1 : 0;
        }

        assertThat(found).hasSizeGreaterThan(100);
        assertThat(climbs / (double) found.size()).isGreaterThan(0.9);
    }

    @Test
    void scheduledJobsFireAtTheSameMinuteEachDay() {
        List<SimulatedQuery> runs = runs(Job.Kind.CRON, Duration.ofDays(5));
        Set<Long> minutes = runs.stream()
                .map(q -> (q.occurredAt() - Worlds.SUNDAY) % DhakaTime.DAY / (5 * DhakaTime.MINUTE))
                .collect(Collectors.toSet());

        assertThat(runs).hasSizeGreaterThan(20);
        assertThat(minutes).hasSizeLessThanOrEqualTo(2);
    }

    /** All runs of the first partner that has such a job. */
    private static List<SimulatedQuery> runs(Job.Kind kind, Duration length) {
        World busy = Worlds.eventful(3, 120, 1);
        Partner partner = busy.partners().stream()
                .filter(p -> Job.has(p, kind) && p.meanPerDay > 500 && p.meanPerDay < 20_000)
                .findFirst()
                .orElseThrow();
        Customers customers = new Customers(busy.register(), partner, Worlds.SUNDAY);
        return Worlds.list(new Traffic(List.of(
                new JobSource(partner, kind, customers, busy.register(), Worlds.SUNDAY, Worlds.after(length)))));
    }

    private static Set<String> ids(Predicate<Partner> wanted) {
        return world.partners().stream().filter(wanted).map(p -> p.id).collect(Collectors.toSet());
    }

    private static double[] perDay(Predicate<SimulatedQuery> wanted) {
        double[] days = new double[7];
        week.stream().filter(wanted).forEach(q -> days[day(q)]++);
        return days;
    }

    private static int day(SimulatedQuery query) {
        return (int) ((query.occurredAt() - Worlds.SUNDAY) / DhakaTime.DAY);
    }

    private static int hour(SimulatedQuery query) {
        return Instant.ofEpochMilli(query.occurredAt())
                .atOffset(ZoneOffset.ofHours(6))
                .getHour();
    }
}
