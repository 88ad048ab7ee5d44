// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nidwatch.policy.Organisation;

class WorldTest {
    private static final Duration HOURS = Duration.ofHours(12);

    @Test
    void theSameSeedGivesTheSameBytesOnEveryMachine() throws IOException {
        World world = Worlds.eventful(42, 30, 0.05);
        Attack attack = Worlds.attack(world, "enumeration@10h+1h", Duration.ofDays(1));

        assertThat(fingerprint(world, attack)).isEqualTo(fingerprint(world, attack));
        // When this changes, every published seed gives another world: say so in the release notes.
        assertThat(fingerprint(world, attack)).isEqualTo("6ba65b7ea137f960558314ad2781e200");
    }

    @Test
    void anotherSeedGivesAnotherWorld() {
        assertThat(Worlds.queries(Worlds.calm(1, 10, 0.1), HOURS))
                .isNotEqualTo(Worlds.queries(Worlds.calm(2, 10, 0.1), HOURS));
    }

    @Test
    void oneMoreOrganisationLeavesTheOthersAsTheyWere() {
        World small = Worlds.eventful(5, 20, 0.05);
        World large = Worlds.eventful(5, 21, 0.05);
        String added = large.partners().get(20).id;

        List<SimulatedQuery> without = Worlds.queries(large, HOURS).stream()
                .filter(q -> !q.organisationId().equals(added))
                .toList();

        assertThat(without).isEqualTo(Worlds.queries(small, HOURS)).isNotEmpty();
    }

    @Test
    void anAttackIsAddedToTrafficThatStaysTheSame() {
        World world = Worlds.eventful(5, 20, 0.05);
        Attack attack = Worlds.attack(world, "burst@2h+2h", HOURS);

        List<SimulatedQuery> attacked = Worlds.queries(world, HOURS, attack);

        assertThat(attacked.stream().filter(q -> q.attack() != null)).isNotEmpty();
        assertThat(attacked.stream().filter(q -> q.attack() == null).toList()).isEqualTo(Worlds.queries(world, HOURS));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void sizesAreHeavyTailedAndAddUp(long seed) {
        World world = new World(WorldSettings.of(seed));
        double[] sizes = world.partners().stream()
                .mapToDouble(p -> p.meanPerDay)
                .sorted()
                .toArray();

        assertThat(sizes).hasSize(180);
        assertThat(sizes[0]).isLessThan(30);
        assertThat(sizes[179]).isBetween(250_000.0, 450_000.0);
        assertThat(sizes[90]).isBetween(700.0, 2_500.0);
        assertThat(world.queriesPerDay()).isCloseTo(3e6, within(0.6e6));
        double largestTen = 0;
        for (int i = 170; i < 180; i++) {
            largestTen += sizes[i];
        }
        assertThat(largestTen / world.queriesPerDay()).isGreaterThan(0.5);
    }

    @Test
    void queriesPerDayScaleTheWorld() {
        World world = new World(WorldSettings.perDay(1, 180, 30_000, Worlds.NOTHING_HAPPENS));

        assertThat(world.queriesPerDay()).isCloseTo(30_000, within(6_000.0));
    }

    @Test
    void organisationsAreNamedBySectorAndDeclareMoreThanTheyUse() {
        World world = new World(WorldSettings.of(9));

        List<Organisation> organisations = world.organisations();

        assertThat(organisations).extracting(Organisation::id).doesNotHaveDuplicates();
        assertThat(organisations)
                .extracting(Organisation::id)
                .allSatisfy(id -> assertThat(id).matches("[a-z]+-[0-9]{3}"));
        for (int i = 0; i < organisations.size(); i++) {
            double used = world.partners().get(i).meanPerDay;
            assertThat(organisations.get(i).declaredQuotaPerDay().doubleValue()).isBetween(used * 1.19, used * 3.3 + 1);
        }
        assertThat(organisations).extracting(Organisation::sector).contains("bank", "insurer", "ministry", "mfs");
    }

    @Test
    void credentialsAreOneToSixtyWithUnequalShares() {
        World world = new World(WorldSettings.of(9));

        for (Partner partner : world.partners()) {
            assertThat(partner.credentials).hasSizeBetween(1, 60);
            assertThat(partner.credentials.stream()
                            .mapToDouble(Credential::share)
                            .sum())
                    .isCloseTo(1, within(1e-9));
            assertThat(partner.credentials).extracting(Credential::id).doesNotHaveDuplicates();
        }
        assertThat(world.partners()).anySatisfy(p -> assertThat(p.credentials).hasSize(1));
        assertThat(world.partners()).anySatisfy(p -> assertThat(p.credentials).hasSizeGreaterThan(30));
    }

    @Test
    void queriesComeInOrderOfTimeWithinTheirBounds() {
        long[] times = Worlds.queries(Worlds.eventful(3, 30, 0.1), HOURS).stream()
                .mapToLong(SimulatedQuery::occurredAt)
                .toArray();

        assertThat(times).isSorted();
        assertThat(LongStream.of(times).summaryStatistics().getMin()).isGreaterThanOrEqualTo(Worlds.SUNDAY);
        assertThat(LongStream.of(times).summaryStatistics().getMax()).isLessThan(Worlds.after(HOURS));
    }

    @Test
    void eventIdsAreUniqueUuids() {
        List<SimulatedQuery> queries = Worlds.queries(Worlds.eventful(3, 30, 0.1), HOURS);

        assertThat(queries.stream().map(SimulatedQuery::eventId).distinct()).hasSameSizeAs(queries);
        assertThat(queries.get(0).eventId())
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }

    @Test
    void saysWhatSizesAreAllowed() {
        assertThatThrownBy(() -> new WorldSettings(1, 0, 1, Worlds.NOTHING_HAPPENS))
                .hasMessage("organisations = 0: must be within [1, 20000]");
        assertThatThrownBy(() -> WorldSettings.perDay(1, 10, 0, Worlds.NOTHING_HAPPENS))
                .hasMessageContaining("must be above 0");
        assertThatThrownBy(() -> WorldSettings.perDay(1, 10, 1e11, Worlds.NOTHING_HAPPENS))
                .hasMessageContaining("up to 1e10");
    }

    @Test
    void aQueryNeverShowsItsNumberInAMessage() {
        SimulatedQuery query = Worlds.queries(Worlds.calm(1, 5, 1), Duration.ofHours(14)).stream()
                .filter(q -> q.nid() != null)
                .findFirst()
                .orElseThrow();

        assertThat(query.toString()).doesNotContain(Long.toString(query.number()));
    }

    private static String fingerprint(World world, Attack attack) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (LogFile log = LogFile.open(LogFormat.JSONL, bytes, null)) {
            for (SimulatedQuery query : Worlds.queries(world, Duration.ofDays(1), attack)) {
                log.write(query);
            }
        }
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()))
                    .substring(0, 32);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
