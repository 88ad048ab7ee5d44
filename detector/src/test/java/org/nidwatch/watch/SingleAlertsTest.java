// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nidwatch.alert.Mode;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.Scope;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.alert.Severity;
import org.nidwatch.detect.Shape;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Outcome;
import org.nidwatch.policy.Canary;
import org.nidwatch.policy.Organisation;
import org.nidwatch.policy.Policy;
import org.nidwatch.policy.Probe;
import org.nidwatch.policy.ProbeTable;
import org.nidwatch.policy.TokenTable;

class SingleAlertsTest {
    private static final long HOUR = 3_600_000L;
    private static final long ASKED = Traffic.START + 5 * HOUR;
    private static final long PERSON = 999;

    private final Recorded recorded = new Recorded();
    private final ProbeTable probes = new ProbeTable();
    private final TokenTable<Canary> canaries = new TokenTable<>(Canary::token);
    private @Nullable Long customers;
    private long offset;

    private final Policy policy = new Policy() {
        @Override
        public Organisation organisation(String id) {
            return new Organisation(id, "", "bank", 5_000_000L, null, List.of()).withCustomers(customers);
        }

        @Override
        public @Nullable Canary canary(long high, long low) {
            return canaries.find(high, low);
        }

        @Override
        public @Nullable Probe probe(long high, long low, long time) {
            return probes.find(high, low, time);
        }
    };

    private Watch watch() {
        return new Watch(WatchSettings.DEFAULTS, policy, Mode.LIVE, "nid.queries", recorded);
    }

    private void run(Watch watch, List<NidQuery> queries) {
        for (NidQuery query : queries) {
            watch.observe(query, 3, offset++);
        }
    }

    private static Traffic asks(long time, String organisation, String credential) {
        return new Traffic(1).add(time, organisation, credential, Outcome.DISCLOSED, PERSON);
    }

    private static Probe probe(long askedAt) {
        return new Probe(Traffic.token(PERSON), askedAt, askedAt + 4 * 60_000, "bot 7", 120_000);
    }

    @Test
    void whoAsksForTheProbedPersonIsToldAtOnce() {
        probes.put(probe(ASKED));
        Watch watch = watch();
        run(watch, new Traffic(1).honest("bank-1", 4, 2_000, 10_000).queries());
        run(watch, asks(ASKED + 4_200, "bank-1", "bank-1-k2").queries());

        assertThat(recorded.alerts).singleElement().satisfies(alert -> {
            assertThat(alert.shape()).isEqualTo(Shape.PROBE);
            assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(alert.phase()).isEqualTo(Phase.OPENED);
            assertThat(alert.scope()).isEqualTo(Scope.CREDENTIAL);
            assertThat(alert.credentialId()).isEqualTo("bank-1-k2");
            assertThat(alert.episodeStart()).isEqualTo(ASKED + 4_200);
            assertThat(alert.detectedAt()).isEqualTo(ASKED + 4_200);
            assertThat(alert.recordsExposedBeforeAlert()).isEqualTo(1);
            assertThat(alert.summary())
                    .contains("a probe was answered")
                    .contains("4.2 s after it was asked")
                    .contains("address 10.0.0.");
        });
    }

    @Test
    void outsideTheWindowAndWithoutItNothingIsSaid() {
        probes.put(probe(ASKED));
        Watch watch = watch();
        run(watch, asks(ASKED - 120_001, "bank-1", "k").queries());
        run(watch, asks(ASKED + 240_001, "bank-1", "k").queries());
        assertThat(recorded.alerts).isEmpty();
        run(watch, asks(ASKED - 120_000, "bank-1", "k").queries());
        assertThat(recorded.alerts).as("looked at also when late").hasSize(1);
    }

    @Test
    void eachProbeAndCredentialIsAnAlertOfItsOwnAndToldOnce() {
        probes.put(probe(ASKED));
        probes.put(probe(ASKED + HOUR / 2));
        Watch watch = watch();
        run(watch, asks(ASKED + 1_000, "bank-1", "a").queries());
        run(watch, asks(ASKED + 2_000, "bank-1", "a").queries());
        run(watch, asks(ASKED + 3_000, "bank-1", "b").queries());
        run(watch, asks(ASKED + HOUR / 2 + 1_000, "bank-1", "a").queries());
        run(watch, asks(ASKED + HOUR / 2 + 1_000, "bank-2", "a").queries());

        assertThat(recorded.opened())
                .hasSize(4)
                .extracting(ScrapingAlert::alertId)
                .doesNotHaveDuplicates();
        watch.advance(0);
        watch.advance(3 * HOUR);
        assertThat(recorded.alerts).hasSize(8);
        run(watch, asks(ASKED + 4_000, "bank-1", "a").queries());
        assertThat(recorded.alerts).as("a late one after the closing is known").hasSize(8);
    }

    @Test
    void anAlertInProgressDoesNotSwallowAProbe() {
        probes.put(probe(ASKED));
        Watch watch = watch();
        run(
                watch,
                new Traffic(2)
                        .guesses("bank-1", "stolen", ASKED - 60_000, 40, 1_000)
                        .queries());
        assertThat(recorded.opened()).hasSize(1);
        run(watch, asks(ASKED + 5_000, "bank-1", "stolen").queries());
        assertThat(recorded.opened()).hasSize(2);
        assertThat(recorded.opened().get(1).shape()).isEqualTo(Shape.PROBE);
        assertThat(recorded.opened().get(1).severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void anAlertInProgressTurnsCriticalWithADecoy() {
        canaries.put(new Canary(Traffic.token(PERSON), "decoy 7", "telecom-2"));
        canaries.put(new Canary(Traffic.token(PERSON + 1), "decoy 8", null));
        Watch watch = watch();
        run(
                watch,
                new Traffic(2)
                        .guesses("bank-1", "stolen", ASKED - 60_000, 40, 1_000)
                        .queries());
        run(watch, asks(ASKED + 5_000, "bank-1", "stolen").queries());

        ScrapingAlert last = recorded.alerts.get(recorded.alerts.size() - 1);
        assertThat(last.phase()).isEqualTo(Phase.ESCALATED);
        assertThat(last.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(last.shape()).isEqualTo(Shape.CANARY);
        assertThat(last.findings().get(0).sentence()).contains("telecom-2 is the likely source");

        int told = recorded.alerts.size();
        run(watch, asks(ASKED + 6_000, "bank-1", "stolen").queries());
        assertThat(recorded.alerts).as("the same decoy again is no news").hasSize(told);
        run(
                watch,
                new Traffic(1)
                        .add(ASKED + 7_000, "bank-1", "stolen", Outcome.NOT_FOUND, PERSON + 1)
                        .queries());
        assertThat(recorded.alerts).as("another decoy is told at once").hasSize(told + 1);
        assertThat(recorded.alerts.get(told).summary()).contains("decoy 8");
    }

    @Test
    void whoOutgrowsItsDeclarationIsToldOnceAndQuietly() {
        customers = 1_000L;
        Watch watch = watch();
        run(watch, new Traffic(3).honest("bank-1", 4, 2_500, 600_000).queries());
        watch.advance(0);
        watch.advance(3 * HOUR);

        List<ScrapingAlert> alerts = recorded.alerts.stream()
                .filter(alert -> alert.shape() == Shape.UNKNOWN)
                .toList();
        assertThat(alerts).extracting(ScrapingAlert::phase).containsExactly(Phase.OPENED, Phase.CLOSED);
        assertThat(alerts).extracting(ScrapingAlert::severity).containsOnly(Severity.LOW);
        assertThat(alerts.get(0).summary())
                .contains("it declared 1,000 customers")
                .contains("bank-1 got answers about");
        OrganisationActivity last = recorded.activity.get(recorded.activity.size() - 1);
        assertThat(last.citizensAnswered()).isBetween(1_450L, 1_800L);
        assertThat(last.declaredCustomers()).isEqualTo(1_000);
        assertThat(last.outgrowsAt()).isNotNull().isLessThanOrEqualTo(last.minute() + 60_000);
        assertThat(last.risk()).as("an outgrown declaration hides nothing else").isLessThan(100);
    }

    @Test
    void stoppingAnywhereChangesNothing() {
        probes.put(probe(ASKED));
        canaries.put(new Canary(Traffic.token(PERSON), "decoy 7", null));
        customers = 300L;
        List<NidQuery> queries = new ArrayList<>(
                new Traffic(4).honest("bank-1", 4, 1_500, 20_000).queries());
        queries.addAll(asks(ASKED + 1_000, "bank-1", "bank-1-k1").queries());
        queries.addAll(asks(ASKED + 1_500, "bank-1", "bank-1-k2").queries());
        queries.sort(java.util.Comparator.comparingLong(NidQuery::occurredAt));
        run(watch(), queries);
        List<ScrapingAlert> calm = List.copyOf(recorded.alerts);
        assertThat(calm).hasSizeGreaterThan(4);

        recorded.alerts.clear();
        offset = 0;
        Map<String, byte[]> store = new TreeMap<>();
        Watch watch = watch();
        for (NidQuery query : queries) {
            watch.observe(query, 3, offset++);
            watch.writeChanges((key, value) -> {
                if (value == null) {
                    store.remove(HexFormat.of().formatHex(key));
                } else {
                    store.put(HexFormat.of().formatHex(key), value);
                }
            });
            Watch next = watch();
            store.forEach((key, value) -> next.restore(HexFormat.of().parseHex(key), value));
            watch = next;
        }
        assertThat(recorded.alerts).isEqualTo(calm);
    }
}
