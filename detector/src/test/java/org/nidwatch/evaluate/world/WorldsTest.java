// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorldsTest {
    private static final World WORLD = Worlds.of(Worlds.Kind.ORDINARY, 3, 60, 14, 14, 4);

    @Test
    void theSameSeedGivesTheSameTrafficInAnyOrderAndOnAnyThread() {
        List<Counts> forward =
                IntStream.range(0, 20).mapToObj(i -> WORLD.traffic(i).counts()).toList();
        World again = Worlds.of(Worlds.Kind.ORDINARY, 3, 60, 14, 14, 4);
        assertThat(again.tenants()).isEqualTo(WORLD.tenants());
        assertThat(again.attacks()).isEqualTo(WORLD.attacks());
        IntStream.range(0, 20).parallel().map(i -> 19 - i).forEach(i -> {
            Traffic traffic = again.traffic(i);
            assertThat(Arrays.deepEquals(
                            traffic.counts().queries(), forward.get(i).queries()))
                    .as("tenant %d", i)
                    .isTrue();
            assertThat(Arrays.deepEquals(
                            traffic.counts().repeats(), forward.get(i).repeats()))
                    .as("tenant %d", i)
                    .isTrue();
        });
    }

    @Test
    void anotherSeedOrKindIsAnotherWorld() {
        World other = Worlds.of(Worlds.Kind.ORDINARY, 4, 60, 14, 14, 4);
        assertThat(other.tenants()).isNotEqualTo(WORLD.tenants());
        assertThat(other.name()).isNotEqualTo(WORLD.name());
        assertThat(Arrays.deepEquals(
                        other.traffic(0).counts().queries(),
                        WORLD.traffic(0).counts().queries()))
                .isFalse();
        assertThat(Worlds.of(Worlds.Kind.BURSTY, 3, 60, 14, 14, 4).name()).isEqualTo("bursty-3");
    }

    @Test
    void moreOrganisationsLeaveTheFirstOnesAlone() {
        World more = Worlds.of(Worlds.Kind.ORDINARY, 3, 70, 14, 14, 4);
        assertThat(more.tenants().subList(0, 60)).isEqualTo(WORLD.tenants());
    }

    @Test
    void partsNeverExceedTheWhole() {
        for (World world : List.of(WORLD, Worlds.of(Worlds.Kind.BURSTY, 5, 20, 14, 14, 0))) {
            for (Tenant tenant : world.tenants()) {
                Counts counts = world.traffic(tenant.index()).counts();
                assertThat(counts.firstTick()).isZero();
                assertThat(counts.ticks()).isEqualTo(28 * World.TICKS_A_DAY);
                assertThat(counts.credentials()).isEqualTo(tenant.credentials().size());
                assertThat(Grid.firstFault(counts)).as(tenant.id()).isEqualTo("none");
            }
        }
    }

    /** The means are those of the very law the counts came from: without bias, and as wide as the shape says. */
    @Test
    void countsFollowTheirLaw() {
        double found = 0;
        double expected = 0;
        double squares = 0;
        double variances = 0;
        double missed = 0;
        double expectedMissed = 0;
        for (int i = 0; i < 16; i++) {
            Traffic traffic = WORLD.traffic(i);
            for (int credential = 0; credential < traffic.counts().credentials(); credential++) {
                for (int tick = 0; tick < traffic.counts().ticks(); tick++) {
                    double mean = traffic.meanFresh()[credential][tick];
                    double scale = mean + mean * mean / traffic.shape();
                    double off = traffic.counts().fresh()[credential][tick] - mean;
                    found += traffic.counts().fresh()[credential][tick];
                    expected += mean;
                    squares += scale > 0.5 ? off * off / scale : 0;
                    variances += scale > 0.5 ? 1 : 0;
                    missed += traffic.counts().missed()[credential][tick];
                    expectedMissed += traffic.meanMissed()[credential][tick];
                }
            }
        }
        assertThat(found / expected).isCloseTo(1, within(0.01));
        assertThat(missed / expectedMissed).isCloseTo(1, within(0.03));
        assertThat(squares / variances).isCloseTo(1, within(0.05));
    }

    @Test
    void sizesAreThoseOfTheFederation() {
        World world = Worlds.of(Worlds.Kind.ORDINARY, 1, 174, 35, 35, 0);
        double[] sizes = world.tenants().stream()
                .mapToDouble(Tenant::meanPerDay)
                .sorted()
                .toArray();
        assertThat(sizes[0]).isBetween(4.0, 20.0);
        assertThat(sizes[87]).isBetween(900.0, 1_900.0);
        assertThat(sizes[173]).isBetween(300_000.0, 660_000.0);
        assertThat(Arrays.stream(sizes).sum()).isBetween(2.2e6, 4.2e6);
        assertThat(world.tenants())
                .allSatisfy(tenant -> assertThat((double) tenant.declaredPerDay())
                        .isGreaterThanOrEqualTo(1.3 * tenant.meanPerDay() * 0.99));
        long few = world.tenants().stream()
                .filter(tenant -> tenant.credentials().size() < 3)
                .count();
        assertThat(few).isBetween(15L, 50L);
    }

    @Test
    void volumeIsAsStated() {
        double ratios = 0;
        int seen = 0;
        for (Tenant tenant : WORLD.tenants()) {
            if (tenant.credentials().get(0).bornTick() <= 0) {
                ratios += Math.log(Math.max(
                                1,
                                Grid.sum(WORLD.traffic(tenant.index()).counts().queries()))
                        / 28.0
                        / tenant.meanPerDay());
                seen++;
            }
        }
        // Drives, batches and Eid move a world as a whole; no more than this.
        assertThat(Math.exp(ratios / seen)).isBetween(0.75, 1.35);
    }

    @Test
    void officesWorkByDayAndRestOnFriday() {
        double[] byHour = new double[24];
        double[] byDay = new double[7];
        for (Tenant tenant : WORLD.tenants()) {
            if (!List.of("BANK", "INSURER", "MINISTRY", "CITY").contains(tenant.sector())
                    || tenant.meanPerDay() < 100) {
                continue;
            }
            int[][] queries = WORLD.traffic(tenant.index()).counts().queries();
            for (int[] row : queries) {
                for (int tick = 0; tick < row.length; tick++) {
                    byHour[tick % World.TICKS_A_DAY / 12] += row[tick] / tenant.meanPerDay();
                    byDay[tick / World.TICKS_A_DAY % 7] += row[tick] / tenant.meanPerDay();
                }
            }
        }
        assertThat(byHour[11]).isGreaterThan(5 * byHour[3]);
        assertThat(byDay[2]).isGreaterThan(2 * byDay[5]);
    }

    @Test
    void nobodyIsKnownOnTheFirstDay() {
        double first = 0;
        double last = 0;
        for (int i = 0; i < 60; i++) {
            Traffic traffic = WORLD.traffic(i);
            first += Grid.part(traffic.counts().asked(), traffic.counts().queries(), 0, World.TICKS_A_DAY);
            last += Grid.part(
                    traffic.counts().asked(),
                    traffic.counts().queries(),
                    21 * World.TICKS_A_DAY,
                    28 * World.TICKS_A_DAY);
        }
        assertThat(first / 60).isGreaterThan(last / 60 + 0.07);
    }

    @Test
    void credentialsLiveFromBirthToDormancy() {
        World world = Worlds.of(Worlds.Kind.ORDINARY, 8, 60, 20, 20, 0);
        int born = 0;
        int dormant = 0;
        for (Tenant tenant : world.tenants()) {
            boolean special = tenant.credentials().stream()
                    .anyMatch(login -> login.bornTick() > 0 || login.dormantFromTick() < Integer.MAX_VALUE);
            int[][] queries = special ? world.traffic(tenant.index()).counts().queries() : new int[0][0];
            for (int i = 0; i < queries.length; i++) {
                Tenant.Login login = tenant.credentials().get(i);
                born += login.bornTick() > 0 ? 1 : 0;
                dormant += login.dormantFromTick() < Integer.MAX_VALUE ? 1 : 0;
                for (int tick = 0; tick < queries[i].length; tick++) {
                    if (tick < login.bornTick() || tick >= login.dormantFromTick()) {
                        assertThat(queries[i][tick]).as("%s at %d", login, tick).isZero();
                    }
                }
            }
        }
        assertThat(born).isPositive();
        assertThat(dormant).isPositive();
    }

    @Test
    void burstyTenantsAreSilentMostOfTheTimeAndThenSpike() {
        World world = Worlds.of(Worlds.Kind.BURSTY, 11, 60, 14, 14, 0);
        double[] silent = new double[60];
        double[] spikes = new double[60];
        for (Tenant tenant : world.tenants()) {
            int[] hours = Grid.hours(world.traffic(tenant.index()).counts().queries());
            int[] busy = Arrays.stream(hours).filter(n -> n > 0).sorted().toArray();
            silent[tenant.index()] = 1 - busy.length / (double) hours.length;
            spikes[tenant.index()] = busy.length == 0 ? 0 : busy[busy.length - 1] / (double) busy[busy.length / 2];
        }
        Arrays.sort(silent);
        Arrays.sort(spikes);
        assertThat(silent[10]).isGreaterThan(0.6);
        assertThat(spikes[30]).isBetween(30.0, 300.0);
        assertThat(spikes[50]).isGreaterThan(100);
        assertThat(world.tenants().stream()
                                .mapToInt(tenant -> tenant.credentials().size())
                                .sum()
                        / 60.0)
                .isLessThan(3);
    }

    @Test
    void makesSeventyDaysOfAnOrganisationInMilliseconds() {
        World world = Worlds.of(Worlds.Kind.ORDINARY, 2, 60, 35, 35, 0);
        IntStream.range(0, 10).forEach(world::traffic);
        long from = System.nanoTime();
        IntStream.range(10, 30).forEach(world::traffic);
        // Five times what it takes on a busy machine: a guard against a slow sampler, not a benchmark.
        assertThat((System.nanoTime() - from) / 1e6 / 20).as("ms").isLessThan(400);
    }

    @Test
    void refusesWhatNoWorldCanBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Worlds.of(Worlds.Kind.ORDINARY, 1, 0, 1, 1))
                .withMessage("organisations of a world: 0; must be from 1 to 10000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Worlds.of(Worlds.Kind.ORDINARY, 1, 1, 900, 101))
                .withMessage("judged days of a world: 101; must be from 1 to 100");
    }
}
