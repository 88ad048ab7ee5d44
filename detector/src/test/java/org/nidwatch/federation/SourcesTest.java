// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nidwatch.alert.AlertSettings;
import org.nidwatch.alert.Mode;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.policy.Policy;

/** The same digests, told by partitions that are read at any speed beside each other, give the same alerts. */
class SourcesTest {
    private static final int SOURCES = 7;
    private static final int HOURS = 4 * 24 + 24;

    /** What was said, and how often something came late. */
    private static final class Said implements FederationOutput {
        final List<ScrapingAlert> alerts = new ArrayList<>();
        int late;

        @Override
        public void alert(ScrapingAlert alert) {
            alerts.add(alert);
        }

        @Override
        public void late() {
            late++;
        }
    }

    private static List<OrganisationDigest> attacked(long seed) {
        return new Partners(40, 8, seed).hours(HOURS, (tick, chance) -> {
            double hour = tick.hour() - (4 * 24 + 6);
            if (tick.organisation < 20 && hour >= 0 && hour < 12) {
                tick.walkHits = Math.min(24, 2 + 4 * hour);
                tick.missShare += 0.1;
            }
        });
    }

    private static Federation federation(Mode mode, FederationOutput output) {
        return new Federation(FederationSettings.DEFAULTS, AlertSettings.DEFAULTS, Policy.NONE, mode, output);
    }

    private static List<ScrapingAlert> asOneSource(List<OrganisationDigest> digests, Mode mode) {
        Said said = new Said();
        Federation federation = federation(mode, said);
        Partners.oneSource(digests).forEach(federation::observe);
        federation.finish();
        return said.alerts;
    }

    /** Stretches of any length from one partition and another; who is at the end says so; perhaps with crashes in between. */
    private static Said read(List<List<SourceReport>> sources, Mode mode, long seed, boolean crashes) {
        Random chance = new Random(seed);
        Said said = new Said();
        Federation federation = federation(mode, said);
        Map<String, byte[]> store = new TreeMap<>();
        int[] next = new int[sources.size()];
        List<Integer> left = new ArrayList<>();
        for (int source = 0; source < sources.size(); source++) {
            left.add(source);
        }
        while (!left.isEmpty()) {
            int source = left.get(chance.nextInt(left.size()));
            List<SourceReport> reports = sources.get(source);
            int stretch = (int) Math.exp(chance.nextDouble() * 9);
            for (int i = 0; i < stretch && next[source] < reports.size(); i++) {
                federation.observe(reports.get(next[source]++));
            }
            for (int other = 0; other < sources.size(); other++) {
                if (next[other] == sources.get(other).size()) {
                    left.remove(Integer.valueOf(other));
                    federation.observe(SourceReport.caughtUp(other, sources.size(), SourceClock.NONE));
                }
            }
            if (crashes && chance.nextInt(12) == 0) {
                write(federation, store);
                federation = federation(mode, said);
                List<String> keys = new ArrayList<>(store.keySet());
                Collections.shuffle(keys, chance);
                for (String key : keys) {
                    federation.restore(HexFormat.of().parseHex(key), store.get(key));
                }
            }
        }
        federation.finish();
        return said;
    }

    private static void write(Federation federation, Map<String, byte[]> store) {
        federation.writeChanges((key, value) -> {
            String name = HexFormat.of().formatHex(key);
            if (value == null) {
                store.remove(name);
            } else {
                store.put(name, value);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theSpeedOfThePartitionsChangesNoAlert(long seed) {
        List<OrganisationDigest> digests = attacked(seed);
        List<List<SourceReport>> sources = Partners.sources(digests, SOURCES);
        for (Mode mode : Mode.values()) {
            List<ScrapingAlert> expected = asOneSource(digests, mode);
            assertThat(expected).hasSizeGreaterThan(3);
            for (int run = 0; run < 3; run++) {
                Said said = read(sources, mode, 100 * seed + run, run % 2 == 1);

                assertThat(said.alerts)
                        .as("%s, seed %d, run %d", mode, seed, run)
                        .isEqualTo(expected);
                assertThat(said.late).isZero();
            }
        }
    }

    @Test
    void whoIsLateBehindItsOwnPartitionCountsAtTheSameMoment() {
        List<OrganisationDigest> digests = attacked(4);
        String slow = Partners.id(3);
        TreeMap<Long, List<OrganisationDigest>> order = new TreeMap<>();
        for (OrganisationDigest digest : digests) {
            long arrives = digest.tick() + (digest.organisationId().equals(slow) ? 12 : 0);
            order.computeIfAbsent(arrives, tick -> new ArrayList<>()).add(digest);
        }
        List<OrganisationDigest> late =
                order.values().stream().flatMap(List::stream).toList();
        List<List<SourceReport>> sources = Partners.sources(late, SOURCES);
        Said first = read(sources, Mode.LIVE, 1, false);

        assertThat(first.alerts).hasSizeGreaterThan(3);
        assertThat(first.late).isPositive();
        for (int run = 2; run < 5; run++) {
            Said said = read(sources, Mode.LIVE, run, true);

            assertThat(said.alerts).as("run %d", run).isEqualTo(first.alerts);
            assertThat(said.late).isEqualTo(first.late);
        }
    }

    @Test
    void aPartitionThatDoesNotSpeakHoldsTheOthersUntilItHasReadAll() {
        Sources sources = new Sources(false);
        sources.heard(SourceReport.reached(0, 3, 100));
        sources.heard(SourceReport.reached(1, 3, 90));
        assertThat(sources.time()).isEqualTo(SourceClock.NONE);
        assertThat(sources.slowest()).isEqualTo(2);

        sources.heard(SourceReport.caughtUp(2, 3, SourceClock.NONE));
        assertThat(sources.time()).isEqualTo(90 * OrganisationDigest.TICK_MILLIS);

        sources.heard(SourceReport.reached(1, 3, 120));
        assertThat(sources.time())
                .as("it has to say so again to go on")
                .isEqualTo(100 * OrganisationDigest.TICK_MILLIS);
    }

    @Test
    void timeGoesOnWhileAllSayThatTheyHaveReadAll() {
        Sources sources = new Sources(false);
        sources.advance(0);
        sources.heard(SourceReport.caughtUp(0, 2, 100));
        sources.advance(20_000);
        assertThat(sources.time()).isEqualTo(SourceClock.NONE);

        sources.heard(SourceReport.caughtUp(1, 2, SourceClock.NONE));
        sources.advance(30_000);
        assertThat(sources.time()).isEqualTo(100 * OrganisationDigest.TICK_MILLIS + 10_000);

        sources.advance(60_000);
        assertThat(sources.time())
                .as("the first has not spoken for longer than its word holds")
                .isEqualTo(100 * OrganisationDigest.TICK_MILLIS);
    }

    @Test
    void newPartitionsAreWaitedForAndLostOnesNot() {
        Sources sources = new Sources(false);
        sources.heard(SourceReport.reached(0, 1, 100));
        assertThat(sources.time()).isEqualTo(100 * OrganisationDigest.TICK_MILLIS);

        sources.heard(SourceReport.reached(0, 2, 101));
        assertThat(sources.time()).isEqualTo(SourceClock.NONE);
        sources.heard(SourceReport.reached(1, 2, 99));
        assertThat(sources.time()).isEqualTo(99 * OrganisationDigest.TICK_MILLIS);

        sources.heard(SourceReport.reached(0, 1, 102));
        assertThat(sources.time()).isEqualTo(102 * OrganisationDigest.TICK_MILLIS);
    }

    @Test
    void whatWaitsForAPartitionIsBounded() {
        Said said = new Said();
        Federation federation = federation(Mode.LIVE, said);
        List<Long> sample = Collections.nCopies(OrganisationDigest.SAMPLE, 1L);
        long tick = Partners.FIRST;
        for (int i = 0; i < 250_000; i++) {
            tick += i % 1_000 == 0 ? 1 : 0;
            OrganisationDigest digest = new OrganisationDigest(
                    "o-" + i % 1_000,
                    tick,
                    1,
                    1,
                    0,
                    1,
                    0,
                    OrganisationDigest.Strength.NONE,
                    List.of(),
                    0,
                    sample,
                    List.of());
            federation.observe(SourceReport.of(0, 2, tick, digest));
        }
        assertThat(federation.organisations()).as("the oldest were decided").isEqualTo(1_000);

        OrganisationDigest old = new OrganisationDigest(
                "behind",
                Partners.FIRST + 1,
                1,
                1,
                0,
                1,
                0,
                OrganisationDigest.Strength.NONE,
                List.of(),
                0,
                List.of(),
                List.of());
        assertThat(said.late).isZero();
        federation.observe(SourceReport.of(1, 2, Partners.FIRST + 1, old));
        assertThat(said.late).isEqualTo(1);
    }

    @Test
    void stateOfTheEarlierVersionIsTakenOver() {
        OrganisationDigest waiting =
                new Partners(1, 40, 1).hours(12, (tick, chance) -> {}).get(0);
        byte[] key = Federation.key(waiting.organisationId(), FederationState.WAITING, waiting.tick());
        byte[] head = new org.nidwatch.window.StateWriter()
                .start(1)
                .number(waiting.tick() - 9)
                .number(waiting.tick() - 3)
                .text("bank-1")
                .number(waiting.tick())
                .number(waiting.tick())
                .toBytes();
        Federation federation = federation(Mode.LIVE, new Said());
        federation.restore(Federation.key("", FederationState.HEAD, 0), head);
        federation.restore(key, waiting.toBytes(new org.nidwatch.window.StateWriter()));
        federation.observe(SourceReport.reached(0, 1, waiting.tick() + 3));

        assertThat(federation.organisations()).isEqualTo(1);
        Map<String, byte[]> store = new TreeMap<>(Map.of(HexFormat.of().formatHex(key), new byte[] {1}));
        write(federation, store);
        assertThat(store).doesNotContainKey(HexFormat.of().formatHex(key));
    }
}
