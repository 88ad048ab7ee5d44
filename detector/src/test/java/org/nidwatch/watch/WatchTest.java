// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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

class WatchTest {
    private static final long MINUTE = 60_000L;
    private static final long HOUR = 60 * MINUTE;
    private final Recorded recorded = new Recorded();

    private Watch watch(Policy policy) {
        return new Watch(WatchSettings.DEFAULTS, policy, Mode.LIVE, "nid.queries", recorded);
    }

    private void run(Policy policy, List<NidQuery> queries) {
        Watch watch = watch(policy);
        long offset = 0;
        for (NidQuery query : queries) {
            watch.observe(query, 3, offset++);
        }
        watch.advance(0);
        watch.advance(26 * HOUR); // a day of silence and more
    }

    private static Policy quota(long perDay) {
        return new Policy() {
            @Override
            public Organisation organisation(String id) {
                return new Organisation(id, "Bank of " + id, "bank", perDay, null, List.of());
            }

            @Override
            public @Nullable Canary canary(long high, long low) {
                return null;
            }
        };
    }

    @Test
    void honestWorkRaisesNoAlert() {
        run(quota(20_000), new Traffic(1).honest("bank-1", 8, 30_000, 6_000).queries());
        assertThat(recorded.alerts).isEmpty();
    }

    @Test
    void guessingIsSeenAfterAHandfulOfGuessesInsideHonestWork() {
        Traffic traffic = new Traffic(2)
                .honest("bank-1", 8, 10_000, 6_000)
                .guesses("bank-1", "stolen", Traffic.START + 5 * HOUR, 200, 20_000);
        run(quota(20_000), traffic.queries());

        assertThat(recorded.opened()).hasSize(1);
        ScrapingAlert alert = recorded.opened().get(0);
        assertThat(alert.scope()).isEqualTo(Scope.CREDENTIAL);
        assertThat(alert.credentialId()).isEqualTo("stolen");
        assertThat(alert.shape()).isEqualTo(Shape.ENUMERATION);
        assertThat(alert.recordsExposedBeforeAlert()).isLessThanOrEqualTo(3);
        assertThat(alert.detectedAt()).isLessThan(Traffic.START + 5 * HOUR + 12 * 20_000);
        assertThat(alert.findings().get(0).sentence())
                .matches(
                        "Credential stolen asked about \\d+ numbers for the first time within an hour, and \\d+ of them.*")
                .contains("do not exist");
    }

    @Test
    void walkingABlockIsSeenWhateverTheOrder() {
        Traffic traffic = new Traffic(3)
                .honest("bank-1", 8, 10_000, 6_000)
                .walk("bank-1", "bank-1-k2", Traffic.START + 5 * HOUR, 400, 10_000);
        run(quota(20_000), traffic.queries());

        assertThat(recorded.opened()).hasSize(1);
        ScrapingAlert alert = recorded.opened().get(0);
        assertThat(alert.shape()).isEqualTo(Shape.ENUMERATION);
        assertThat(alert.credentialId()).isEqualTo("bank-1-k2");
        assertThat(alert.summary()).contains("Bank of bank-1 (bank-1)").contains("numbers are walked");
    }

    @Test
    void aBurstThroughOneCredentialIsSeen() {
        Traffic traffic = new Traffic(4)
                .honest("bank-1", 8, 15_000, 6_000)
                .harvest("bank-1", "bank-1-k1", Traffic.START + 20 * HOUR, 3_000, 500);
        run(quota(20_000), traffic.queries());

        assertThat(recorded.opened()).hasSize(1);
        ScrapingAlert alert = recorded.opened().get(0);
        assertThat(alert.shape()).isEqualTo(Shape.HARVEST);
        assertThat(alert.credentialId()).isEqualTo("bank-1-k1");
    }

    @Test
    void aMomentWithoutQueriesEndsNoAlertBeforeWhatIsLateHasCome() {
        List<NidQuery> queries = new ArrayList<>(new Traffic(2)
                .honest("bank-1", 8, 25_000, 6_000)
                .guesses("bank-1", "stolen", Traffic.START + 5 * HOUR, 200, 20_000)
                .queries());
        int ends = ending(queries);
        long told = recorded.alerts.get(recorded.alerts.size() - 1).queries();
        recorded.alerts.clear();
        queries.addAll(
                ends,
                new Traffic(7)
                        .add(queries.get(ends).occurredAt() - HOUR / 2, "bank-1", "stolen", Outcome.DISCLOSED, 42)
                        .queries());

        Watch watch = watch(quota(20_000));
        for (int i = 0; i <= ends + 1; i++) {
            if (i == ends) {
                watch.advance(0);
                watch.advance(MINUTE / 2);
            }
            watch.observe(queries.get(i), 3, i);
        }
        ScrapingAlert last = recorded.alerts.get(recorded.alerts.size() - 1);
        assertThat(last.phase()).isEqualTo(Phase.CLOSED);
        assertThat(last.queries()).isEqualTo(told + 1);
    }

    /** The place of the query that ends the first alert. */
    private int ending(List<NidQuery> queries) {
        Watch watch = watch(quota(20_000));
        for (int i = 0; i < queries.size(); i++) {
            watch.observe(queries.get(i), 3, i);
            if (recorded.alerts.stream().anyMatch(alert -> alert.phase() == Phase.CLOSED)) {
                return i;
            }
        }
        throw new AssertionError("the alert does not end");
    }

    @Test
    void oneEpisodeIsOneAlertFromOpeningToClosing() {
        Traffic traffic = new Traffic(5)
                .honest("bank-1", 8, 20_000, 6_000)
                .walk("bank-1", "stolen", Traffic.START + 5 * HOUR, 3_000, 2_000);
        run(quota(1_000_000), traffic.queries());

        assertThat(recorded.alerts)
                .extracting(ScrapingAlert::alertId)
                .containsOnly(recorded.alerts.get(0).alertId());
        assertThat(recorded.alerts)
                .extracting(ScrapingAlert::sequence)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(recorded.alerts.get(0).phase()).isEqualTo(Phase.OPENED);
        ScrapingAlert last = recorded.alerts.get(recorded.alerts.size() - 1);
        assertThat(last.phase()).isEqualTo(Phase.CLOSED);
        assertThat(last.episodeEnd()).isNotNull();
        assertThat(recorded.alerts)
                .extracting(ScrapingAlert::recordsExposedBeforeAlert)
                .containsOnly(recorded.alerts.get(0).recordsExposedBeforeAlert());
        assertThat((double) last.recordsExposed()).isBetween(0.9 * 2_100, 1.1 * 2_100);
        long previous = Long.MIN_VALUE;
        for (ScrapingAlert alert : recorded.alerts) {
            if (alert.phase() == Phase.UPDATED) {
                assertThat(alert.windowEnd() - previous).isGreaterThanOrEqualTo(5 * MINUTE);
            }
            previous = alert.windowEnd();
        }
        assertThat(last.replayRef()).isNotNull();
        assertThat(last.replayRef().partition()).isEqualTo(3);
    }

    @Test
    void severityRisesWithWhatGoesOutAndNeverFalls() {
        Traffic traffic = new Traffic(6).walk("bank-1", "stolen", Traffic.START, 20_000, 1_000);
        run(quota(10_000_000), traffic.queries());

        assertThat(recorded.alerts).extracting(ScrapingAlert::severity).isSorted();
        assertThat(recorded.alerts.get(recorded.alerts.size() - 1).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(recorded.alerts).extracting(ScrapingAlert::phase).contains(Phase.ESCALATED);
    }

    @Test
    void aDecoyIsACriticalAlertAtTheFirstQueryAlsoWhenItComesLate() {
        Canary canary = new Canary(Traffic.token(999), "voter list decoy 7", null);
        Policy policy = new Policy() {
            @Override
            public @Nullable Organisation organisation(String id) {
                return null;
            }

            @Override
            public @Nullable Canary canary(long high, long low) {
                return high == canary.token().high() && low == canary.token().low() ? canary : null;
            }
        };
        Watch watch = watch(policy);
        long offset = 0;
        for (NidQuery query : new Traffic(7).honest("bank-1", 2, 200, 60_000).queries()) {
            watch.observe(query, 0, offset++);
        }
        NidQuery late = new Traffic(8)
                .add(Traffic.START - 30 * HOUR, "bank-1", "bank-1-k1", Outcome.NOT_FOUND, 999)
                .queries()
                .get(0);
        watch.observe(late, 0, offset);

        assertThat(recorded.alerts).hasSize(1);
        ScrapingAlert alert = recorded.alerts.get(0);
        assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(alert.shape()).isEqualTo(Shape.CANARY);
        assertThat(alert.summary())
                .contains("voter list decoy 7")
                .doesNotContain(canary.token().hex());
    }

    @Test
    void moreThanDeclaredIsSeenAndSaid() {
        run(quota(1_000), new Traffic(9).honest("bank-1", 4, 4_000, 15_000).queries());
        assertThat(recorded.opened()).hasSize(1);
        assertThat(recorded.opened().get(0).summary())
                .contains("it declared 1,000")
                .contains("bank-1");
    }

    @Test
    void everyMinuteWithQueriesIsReportedOnceAndAddsUp() {
        List<NidQuery> queries =
                new Traffic(10).honest("bank-1", 4, 3_000, 20_000).queries();
        run(quota(20_000), queries);
        assertThat(recorded.activity)
                .extracting(OrganisationActivity::minute)
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(recorded.activity.stream()
                        .mapToLong(OrganisationActivity::queries)
                        .sum())
                .isEqualTo(queries.size());
        assertThat(recorded.activity).allSatisfy(minute -> {
            assertThat(minute.scores())
                    .hasSameSizeAs(org.nidwatch.detect.Detectors.of(org.nidwatch.detect.DetectorSettings.DEFAULTS));
            assertThat(minute.risk()).isBetween(0, 99);
        });
    }

    @Test
    void theSameStreamGivesTheSameAlerts() {
        List<NidQuery> queries = new Traffic(11)
                .honest("bank-1", 8, 5_000, 6_000)
                .walk("bank-1", "stolen", Traffic.START + HOUR, 500, 5_000)
                .queries();
        run(quota(20_000), queries);
        List<ScrapingAlert> first = List.copyOf(recorded.alerts);
        recorded.alerts.clear();
        run(quota(20_000), queries);
        assertThat(recorded.alerts).isEqualTo(first).isNotEmpty();
    }

    @Test
    void oneWrongClockDoesNotMakeTheOthersLate() {
        Watch watch = watch(Policy.NONE);
        long offset = 0;
        Traffic traffic = new Traffic(12).honest("bank-1", 2, 1_000, 60_000);
        List<NidQuery> queries = traffic.queries();
        NidQuery wrong = new Traffic(13)
                .add(Traffic.START + 400 * HOUR, "bank-1", "k", Outcome.DISCLOSED, 1)
                .queries()
                .get(0);
        int late = 0;
        for (int i = 0; i < queries.size(); i++) {
            if (i == 500) {
                assertThat(watch.observe(wrong, 0, offset++)).isEqualTo(org.nidwatch.window.Timeliness.LATE);
            }
            late += watch.observe(queries.get(i), 0, offset++) == org.nidwatch.window.Timeliness.LATE ? 1 : 0;
        }
        assertThat(late).isZero();
    }
}
