// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nidwatch.alert.AlertSettings;
import org.nidwatch.alert.Mode;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.Scope;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.detect.Finding;
import org.nidwatch.detect.Shape;
import org.nidwatch.policy.Canary;
import org.nidwatch.policy.Disposition;
import org.nidwatch.policy.Organisation;
import org.nidwatch.policy.Policy;

class FederationTest {
    private static final int ORGANISATIONS = 60;
    private static final int ATTACKED = 20;
    private static final double PER_TICK = 8;
    /** After four days of honest work. */
    private static final int ATTACK_HOUR = 4 * 24 + 6;

    private static final Partners.Change HONEST = (tick, chance) -> {};

    /** What a federation said. */
    private static final class Recorded implements FederationOutput {
        final List<ScrapingAlert> alerts = new ArrayList<>();
        final List<String> commonCauses = new ArrayList<>();
        int late;

        @Override
        public void alert(ScrapingAlert alert) {
            alerts.add(alert);
        }

        @Override
        public void commonCause(String detector) {
            commonCauses.add(detector);
        }

        @Override
        public void late() {
            late++;
        }

        ScrapingAlert last() {
            return alerts.get(alerts.size() - 1);
        }
    }

    private static final Policy SECTORS = new Policy() {
        @Override
        public Organisation organisation(String id) {
            return new Organisation(id, "", id.substring(0, id.indexOf('-')), null, null, List.of());
        }

        @Override
        public @Nullable Canary canary(long high, long low) {
            return null;
        }
    };

    private static Federation federation(FederationOutput output) {
        return new Federation(FederationSettings.DEFAULTS, AlertSettings.DEFAULTS, SECTORS, Mode.LIVE, output);
    }

    private static Recorded run(List<OrganisationDigest> digests) {
        Recorded recorded = new Recorded();
        Federation federation = federation(recorded);
        Partners.oneSource(digests).forEach(federation::observe);
        federation.finish();
        return recorded;
    }

    private static List<OrganisationDigest> partners(long seed, int hours, Partners.Change change) {
        return new Partners(ORGANISATIONS, PER_TICK, seed).hours(hours, change);
    }

    private static Set<String> attacked() {
        return IntStream.range(0, ATTACKED).mapToObj(Partners::id).collect(Collectors.toSet());
    }

    private static Partners.Change attack(int hours, Partners.Change change) {
        return (tick, chance) -> {
            boolean during = tick.hour() >= ATTACK_HOUR && tick.hour() < ATTACK_HOUR + hours;
            if (during && tick.organisation < ATTACKED) {
                change.to(tick, chance);
            }
        };
    }

    /** Each organisation walks a twentieth of a block, up to 24 numbers: 25 would be its own alarm. */
    private static final Partners.Change WALK =
            attack(12, (tick, chance) -> tick.walkHits = Math.min(24, 2 + 4 * (tick.hour() - ATTACK_HOUR)));

    private static final Partners.Change GUESSING = attack(24, (tick, chance) -> tick.missShare += 0.1);

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void honestWorkRaisesNoAlert(long seed) {
        Recorded recorded = run(partners(seed, 10 * 24, HONEST));

        assertThat(recorded.alerts).extracting(ScrapingAlert::summary).isEmpty();
        assertThat(recorded.late).isZero();
    }

    @Test
    void aWalkSplitOverOrganisationsIsOneAlertThatNamesThemAll() {
        Recorded recorded = run(partners(1, ATTACK_HOUR + 36, WALK));

        assertThat(recorded.alerts)
                .extracting(ScrapingAlert::alertId)
                .containsOnly(recorded.last().alertId());
        ScrapingAlert opened = recorded.alerts.get(0);
        assertThat(opened.phase()).isEqualTo(Phase.OPENED);
        assertThat(opened.scope()).isEqualTo(Scope.FEDERATION);
        assertThat(opened.organisationId()).isEqualTo("*");
        assertThat(opened.shape()).isEqualTo(Shape.ENUMERATION);
        assertThat(opened.detectedAt() - millis(ATTACK_HOUR)).isLessThan(3_600_000);
        assertThat(recorded.last().phase()).isEqualTo(Phase.CLOSED);
        assertThat(recorded.last().memberOrganisations()).containsAll(attacked());
        assertThat(recorded.last().summary())
                .contains("and ")
                .contains(" more)")
                .contains("has ended");
        assertThat(recorded.last().recordsExposed()).isBetween(100L, 24L * ATTACKED + 100);
        assertThat(opened.findings().get(0).sentence()).contains("one walk is split over them");
    }

    @Test
    void guessingSplitOverOrganisationsIsOneAlertThatNamesThemAll() {
        Recorded recorded = run(partners(2, ATTACK_HOUR + 48, GUESSING));

        assertThat(recorded.alerts)
                .extracting(ScrapingAlert::alertId)
                .containsOnly(recorded.last().alertId());
        ScrapingAlert opened = recorded.alerts.get(0);
        assertThat(opened.findings().get(0).detector()).isEqualTo("split-guessing");
        assertThat(opened.detectedAt() - millis(ATTACK_HOUR)).isLessThanOrEqualTo(5 * 3_600_000);
        assertThat(recorded.last().phase()).isEqualTo(Phase.CLOSED);
        assertThat(recorded.last().memberOrganisations()).containsExactlyInAnyOrderElementsOf(attacked());
    }

    @Test
    void aHarvestSpreadOverOrganisationsIsAnAlert() {
        Recorded recorded = run(partners(
                3, ATTACK_HOUR + 72, attack(48, (tick, chance) -> tick.strength = 0.75 + 0.1 * chance.nextDouble())));

        ScrapingAlert opened = recorded.alerts.get(0);
        assertThat(opened.shape()).isEqualTo(Shape.HARVEST);
        assertThat(opened.findings().get(0).detector()).isEqualTo("spread-harvest");
        assertThat(recorded.last().memberOrganisations()).containsAll(attacked());
        assertThat(recorded.alerts).extracting(ScrapingAlert::alertId).containsOnly(opened.alertId());
    }

    @Test
    void aListWorkedThroughBySeveralIsAnAlert() {
        Random list = new Random(9);
        List<Long> people = list.longs(4_000).boxed().toList();
        Partners.Change change = (tick, chance) -> {
            double hour = tick.hour() - ATTACK_HOUR;
            if (tick.organisation < 5 && hour >= 0 && hour < 20) {
                int at = (int) (hour * 12) * 16;
                tick.people = people.subList(at, Math.min(people.size(), at + 16));
            }
        };

        Recorded recorded = run(partners(4, ATTACK_HOUR + 48, change));

        assertThat(recorded.alerts.get(0).findings().get(0).detector()).isEqualTo("shared-subjects");
        assertThat(recorded.alerts.get(0).memberOrganisations())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 5).mapToObj(Partners::id).toList());
    }

    // Decides about the first alert as soon as it is there; others come back from the state that was written then.
    private static Recorded decided(Disposition.Verdict verdict, Partners.Change change, boolean restarted) {
        Map<UUID, Disposition> board = new TreeMap<>();
        Policy policy = new Policy() {
            @Override
            public @Nullable Organisation organisation(String id) {
                return SECTORS.organisation(id);
            }

            @Override
            public @Nullable Canary canary(long high, long low) {
                return null;
            }

            @Override
            public @Nullable Disposition disposition(UUID alertId) {
                return board.get(alertId);
            }
        };
        Recorded recorded = new Recorded();
        Map<String, byte[]> store = new TreeMap<>();
        Federation federation = policed(policy, recorded);
        for (SourceReport report : Partners.oneSource(partners(6, ATTACK_HOUR + 40, change))) {
            federation.observe(report);
            if (board.isEmpty() && !recorded.alerts.isEmpty()) {
                UUID id = recorded.alerts.get(0).alertId();
                board.put(id, new Disposition(id, verdict, "amina", "", ScrapingAlert.FEDERATION, 0));
                federation.advance(0);
                if (restarted) {
                    write(federation, store);
                    Federation back = policed(policy, recorded);
                    store.forEach((key, value) -> back.restore(HexFormat.of().parseHex(key), value));
                    federation = back;
                }
            }
        }
        federation.finish();
        return recorded;
    }

    private static Federation policed(Policy policy, FederationOutput output) {
        return new Federation(FederationSettings.DEFAULTS, AlertSettings.DEFAULTS, policy, Mode.LIVE, output);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aVerdictClosesTheAlertAndWhatItExplainsOpensNoOther(boolean restarted) {
        Recorded recorded = decided(Disposition.Verdict.BENIGN, GUESSING, restarted);

        ScrapingAlert closed = recorded.alerts.stream()
                .filter(alert -> alert.phase() == Phase.CLOSED)
                .findFirst()
                .orElseThrow();
        assertThat(closed.alertId()).isEqualTo(recorded.alerts.get(0).alertId());
        assertThat(closed.sequence()).isEqualTo(1);
        assertThat(closed.summary()).contains("together, found benign by amina; ");
        assertThat(recorded.alerts)
                .filteredOn(alert ->
                        alert.phase() == Phase.OPENED && alert.detectedAt() < closed.episodeEnd() + 6 * 3_600_000L)
                .hasSize(1);
    }

    @Test
    void aConfirmedAlertStaysOpenUntilItIsQuietAndThenSaysSo() {
        Recorded recorded = decided(Disposition.Verdict.TRUE_POSITIVE, GUESSING, false);

        assertThat(recorded.alerts.stream().filter(alert -> alert.phase() == Phase.OPENED))
                .hasSize(1);
        assertThat(recorded.last().phase()).isEqualTo(Phase.CLOSED);
        assertThat(recorded.last().summary()).contains("together, confirmed by amina; ");
        assertThat(recorded.last().sequence()).isGreaterThan(1);
    }

    /** Each opens one alert of its own, one after the other within 30 hours. */
    private static final Partners.Change OWN_ALERTS = attack(40, (tick, chance) -> {
        long opens = Partners.FIRST + 12L * ATTACK_HOUR + tick.organisation * 18L;
        tick.opensAlert = tick.tick == opens;
        tick.people = tick.opensAlert ? List.of(chance.nextLong()) : List.of();
        tick.alert = tick.tick >= opens ? new UUID(5, tick.organisation) : null;
    });

    @Test
    void alertsOfOneKindInMoreOrganisationsThanChanceBringsTogetherAreOneAlert() {
        Recorded recorded = run(partners(3, ATTACK_HOUR + 110, OWN_ALERTS));

        List<ScrapingAlert> opened = recorded.alerts.stream()
                .filter(alert -> alert.phase() == Phase.OPENED)
                .toList();
        assertThat(opened).hasSize(1);
        ScrapingAlert first = opened.get(0);
        assertThat(first.findings()).extracting(Finding::detector).containsExactly(JoinedAlerts.ID);
        assertThat(first.shape()).isEqualTo(Shape.RESALE);
        assertThat(first.memberOrganisations()).hasSizeBetween(5, 9);
        ScrapingAlert grown = recorded.alerts.stream()
                .filter(alert -> alert.memberAlerts().size() == ATTACKED
                        || alert.memberOrganisations().size() == ATTACKED)
                .findFirst()
                .orElseThrow();
        assertThat(Set.copyOf(grown.memberOrganisations())).isEqualTo(attacked());
        assertThat(grown.memberAlerts()).isNotEmpty().allMatch(id -> id.getMostSignificantBits() == 5);
        assertThat(recorded.last().phase()).isEqualTo(Phase.CLOSED);
    }

    @Test
    void alertsThatOpenWhileAllRiseAreNoGroup() {
        Recorded recorded = run(partners(4, ATTACK_HOUR + 48, (tick, chance) -> {
            if (tick.hour() >= ATTACK_HOUR - 1 && tick.hour() < ATTACK_HOUR + 10) {
                tick.volume = 1.8;
            }
            tick.opensAlert = tick.organisation < 12 && tick.tick == Partners.FIRST + 12L * ATTACK_HOUR + 6;
        }));
        assertThat(recorded.alerts).isEmpty();
        assertThat(recorded.commonCauses).contains(JoinedAlerts.ID);
    }

    @Test
    void groupsTheMembersOwnAlerts() {
        UUID own = new UUID(7, 8);
        Recorded recorded = run(partners(1, ATTACK_HOUR + 6, (tick, chance) -> {
            WALK.to(tick, chance);
            if (tick.organisation == 3) {
                tick.alert = own;
            }
            if (tick.organisation == 50) {
                tick.alert = new UUID(9, 9);
            }
        }));

        assertThat(recorded.last().memberAlerts()).containsExactly(own);
    }

    @Test
    void aNationalCampaignRaisesNone() {
        Recorded recorded = run(partners(5, ATTACK_HOUR + 72, campaign(tick -> true)));

        assertThat(recorded.alerts).extracting(ScrapingAlert::summary).isEmpty();
        assertThat(recorded.commonCauses).contains("spread-harvest");
    }

    @Test
    void aSectorsCampaignRaisesNone() {
        Recorded recorded = run(partners(6, ATTACK_HOUR + 72, campaign(tick -> tick.sector.equals("bank"))));

        assertThat(recorded.alerts).extracting(ScrapingAlert::summary).isEmpty();
        assertThat(recorded.commonCauses).contains("spread-harvest");
    }

    private static Partners.Change campaign(java.util.function.Predicate<Partners.Tick> concerned) {
        return (tick, chance) -> {
            double hour = tick.hour() - ATTACK_HOUR;
            if (hour >= 0 && hour < 48 && concerned.test(tick)) {
                double factor = 1.5 + new Random(tick.organisation).nextDouble();
                tick.volume = factor;
                tick.strength *= factor;
            }
        };
    }

    @Test
    void anOutageMadeUpForRaisesNone() {
        Recorded recorded = run(partners(7, ATTACK_HOUR + 72, (tick, chance) -> {
            double hour = tick.hour() - ATTACK_HOUR;
            tick.dead = hour >= 0 && hour < 6;
            // Every third has no queue: its customers come again another day.
            if (hour >= 6 && hour < 12 && tick.organisation % 3 != 0) {
                tick.volume = 2;
                tick.strength *= 2;
            }
        }));

        assertThat(recorded.alerts).extracting(ScrapingAlert::summary).isEmpty();
    }

    @Test
    void aServerInTroubleRaisesNone() {
        Recorded recorded = run(partners(8, ATTACK_HOUR + 48, (tick, chance) -> {
            double hour = tick.hour() - ATTACK_HOUR;
            if (hour >= 0 && hour < 24) {
                tick.missShare *= 3 + 2 * new Random(tick.organisation).nextDouble();
            }
        }));

        assertThat(recorded.alerts).extracting(ScrapingAlert::summary).isEmpty();
        assertThat(recorded.commonCauses).contains("split-guessing");
    }

    @Test
    void twoOrganisationsAreNoFederation() {
        Recorded recorded = run(partners(1, ATTACK_HOUR + 12, (tick, chance) -> {
            if (tick.organisation < 2) {
                WALK.to(tick, chance);
                GUESSING.to(tick, chance);
                tick.walkHits *= 3;
            }
        }));

        assertThat(recorded.alerts).extracting(ScrapingAlert::summary).isEmpty();
    }

    @Test
    void theOrderOfDigestsDoesNotMatter() {
        List<OrganisationDigest> digests = partners(9, ATTACK_HOUR + 36, (tick, chance) -> {
            WALK.to(tick, chance);
            GUESSING.to(tick, chance);
        });
        Recorded inOrder = run(digests);

        assertThat(inOrder.alerts).isNotEmpty();
        for (long seed = 0; seed < 3; seed++) {
            Recorded shaken = run(Partners.shaken(digests, seed));
            assertThat(shaken.alerts).isEqualTo(inOrder.alerts);
            assertThat(shaken.late).isZero();
        }
    }

    @Test
    void aDigestInPartsIsTheSameDigest() {
        List<OrganisationDigest> whole = partners(9, ATTACK_HOUR + 6, WALK);
        List<OrganisationDigest> parts = new ArrayList<>();
        for (OrganisationDigest digest : whole) {
            parts.add(new OrganisationDigest(
                    digest.organisationId(),
                    digest.tick(),
                    digest.queries(),
                    0,
                    0,
                    0,
                    0,
                    digest.strength(),
                    digest.openAlerts(),
                    digest.trickles(),
                    List.of(),
                    List.of()));
            parts.add(new OrganisationDigest(
                    digest.organisationId(),
                    digest.tick(),
                    0,
                    digest.newSubjects(),
                    digest.newMissed(),
                    digest.newExposed(),
                    digest.blockRepeats(),
                    OrganisationDigest.Strength.NONE,
                    List.of(),
                    0,
                    digest.sample(),
                    digest.blocks()));
        }

        assertThat(run(parts).alerts).isEqualTo(run(whole).alerts).isNotEmpty();
    }

    @Test
    void comesBackFromItsStateAsItWas() {
        List<OrganisationDigest> all = partners(10, ATTACK_HOUR + 48, (tick, chance) -> {
            WALK.to(tick, chance);
            GUESSING.to(tick, chance);
            OWN_ALERTS.to(tick, chance);
        });
        Recorded calm = run(all);
        List<SourceReport> digests = Partners.oneSource(all);
        Recorded shaken = new Recorded();
        Map<String, byte[]> store = new TreeMap<>();
        Random chance = new Random(1);
        Federation federation = federation(shaken);
        for (int i = 0; i < digests.size(); i++) {
            federation.observe(digests.get(i));
            if (chance.nextInt(300) == 0) {
                write(federation, store);
                if (chance.nextInt(5) == 0) {
                    federation = restored(store, shaken, chance);
                }
            }
        }
        federation.finish();

        assertThat(calm.alerts).hasSizeGreaterThan(3);
        assertThat(shaken.alerts).isEqualTo(calm.alerts);
    }

    private static void write(Federation federation, Map<String, byte[]> store) {
        federation.writeChanges((key, value) -> {
            if (value == null) {
                store.remove(HexFormat.of().formatHex(key));
            } else {
                store.put(HexFormat.of().formatHex(key), value);
            }
        });
    }

    private static Federation restored(Map<String, byte[]> store, FederationOutput output, Random chance) {
        Federation federation = federation(output);
        List<String> keys = new ArrayList<>(store.keySet());
        java.util.Collections.shuffle(keys, chance);
        keys.forEach(key -> federation.restore(HexFormat.of().parseHex(key), store.get(key)));
        return federation;
    }

    @Test
    void oneWrongClockDoesNotMoveTheOthers() {
        List<OrganisationDigest> digests = new ArrayList<>(partners(1, ATTACK_HOUR + 36, WALK));
        OrganisationDigest some = digests.get(digests.size() / 3);
        digests.add(
                digests.size() / 3,
                new OrganisationDigest(
                        "wrong-clock",
                        some.tick() + 700,
                        1,
                        1,
                        0,
                        1,
                        0,
                        OrganisationDigest.Strength.NONE,
                        List.of(),
                        0,
                        List.of(1L),
                        List.of()));
        Recorded recorded = run(digests);

        assertThat(recorded.alerts).isNotEmpty();
        assertThat(recorded.late).isEqualTo(1);
    }

    @Test
    void closesWhenTheFederationFallsSilent() {
        Recorded recorded = new Recorded();
        Federation federation = federation(recorded);
        Partners.oneSource(partners(1, ATTACK_HOUR + 4, WALK)).forEach(federation::observe);
        long now = millis(ATTACK_HOUR + 4);
        federation.advance(now);
        federation.advance(now + 6 * 3_600_000);
        assertThat(recorded.last().phase())
                .as("silence of who may have more to tell")
                .isNotEqualTo(Phase.CLOSED);
        assertThat(federation.openAlert()).isNotNull();

        for (long second = 0; second < 6 * 3_600; second += 10) {
            federation.observe(SourceReport.caughtUp(0, 1, SourceClock.NONE));
            federation.advance(now + (6 * 3_600 + second) * 1_000);
        }

        assertThat(recorded.last().phase()).isEqualTo(Phase.CLOSED);
        assertThat(federation.openAlert()).isNull();
    }

    @Test
    void stateOfTwoThousandOrganisationsIsBounded() {
        Recorded recorded = new Recorded();
        Federation federation = federation(recorded);
        Partners.oneSource(new Partners(2_000, 4, 1).hours(27, HONEST)).forEach(federation::observe);
        Map<String, byte[]> store = new TreeMap<>();
        write(federation, store);
        long bytes = store.values().stream().mapToLong(value -> value.length).sum();

        assertThat(federation.organisations()).isEqualTo(2_000);
        assertThat(bytes / 2_000).as("state of an organisation").isLessThan(8_000);
    }

    @Test
    void theLongestUnseenMakesRoom() {
        Recorded recorded = new Recorded();
        Federation federation = federation(recorded);
        Map<String, byte[]> store = new TreeMap<>();
        for (int i = 0; i < Federation.ORGANISATIONS + 500; i++) {
            federation.observe(SourceReport.of(
                    0,
                    1,
                    Partners.FIRST + i / 10,
                    new OrganisationDigest(
                            "o-" + i,
                            Partners.FIRST + i / 10,
                            1,
                            1,
                            0,
                            1,
                            0,
                            OrganisationDigest.Strength.NONE,
                            List.of(),
                            0,
                            List.of((long) i),
                            List.of())));
            if (i % 100 == 0) {
                write(federation, store);
            }
        }
        federation.finish();
        write(federation, store);

        assertThat(federation.organisations()).isEqualTo(Federation.ORGANISATIONS);
        assertThat(store.keySet().stream()
                        .map(key -> key.substring(0, key.indexOf("00")))
                        .distinct()
                        .count())
                .isLessThanOrEqualTo(Federation.ORGANISATIONS + 1);
    }

    private static long millis(int hour) {
        return (Partners.FIRST + hour * 12L) * OrganisationDigest.TICK_MILLIS;
    }
}
