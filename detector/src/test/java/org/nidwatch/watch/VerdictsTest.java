// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nidwatch.alert.Mode;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.detect.Finding;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.policy.Canary;
import org.nidwatch.policy.Disposition;
import org.nidwatch.policy.Disposition.Verdict;
import org.nidwatch.policy.Organisation;
import org.nidwatch.policy.Policy;

/** What an analyst's word does to the watch. */
class VerdictsTest {
    private static final long MINUTE = 60_000L;
    private static final long HOUR = 60 * MINUTE;
    private static final long LOOK = 10 * MINUTE;
    private static final long BURST = Traffic.START + 20 * HOUR;

    private final Recorded recorded = new Recorded();
    private final Map<UUID, Disposition> decided = new HashMap<>();
    private final Map<String, byte[]> store = new TreeMap<>();
    private final Policy policy = new Policy() {
        @Override
        public Organisation organisation(String id) {
            return new Organisation(id, "Bank", "bank", 20_000L, null, List.of());
        }

        @Override
        public @Nullable Canary canary(long high, long low) {
            return null;
        }

        @Override
        public @Nullable Disposition disposition(UUID alertId) {
            return decided.get(alertId);
        }
    };

    private Watch watch = fresh(Mode.LIVE);
    private long offset;

    private Watch fresh(Mode mode) {
        return new Watch(WatchSettings.DEFAULTS, policy, mode, "nid.queries", recorded);
    }

    private void decide(ScrapingAlert alert, Verdict verdict, long at) {
        decided.put(alert.alertId(), new Disposition(alert.alertId(), verdict, "me", "", "bank-1", at));
    }

    /** Honest work, and 700 people fetched through one credential within six minutes. */
    private static List<NidQuery> burst() {
        return new Traffic(4)
                .honest("bank-1", 8, 15_000, 6_000)
                .harvest("bank-1", "bank-1-k1", BURST, 700, 500)
                .queries();
    }

    /** Lets the queries come; an analyst decides about each alert ten minutes after it opened. */
    private void run(List<NidQuery> queries, @Nullable Verdict verdict) {
        for (NidQuery query : queries) {
            if (verdict != null) {
                for (ScrapingAlert alert : recorded.opened()) {
                    if (query.occurredAt() >= alert.detectedAt() + LOOK) {
                        decide(alert, verdict, 0);
                    }
                }
            }
            watch.observe(query, 0, offset++);
        }
    }

    private void again() {
        recorded.alerts.clear();
        recorded.activity.clear();
        decided.clear();
        store.clear();
        offset = 0;
        watch = fresh(Mode.LIVE);
    }

    private void restart() {
        watch.writeChanges((key, value) -> {
            if (value == null) {
                store.remove(HexFormat.of().formatHex(key));
            } else {
                store.put(HexFormat.of().formatHex(key), value);
            }
        });
        watch = fresh(Mode.LIVE);
        store.forEach((key, value) -> watch.restore(HexFormat.of().parseHex(key), value));
    }

    private ScrapingAlert last() {
        return recorded.alerts.get(recorded.alerts.size() - 1);
    }

    /** What was expected in each minute from a time on: it shows what was learned. */
    private List<Double> expectedSince(long time) {
        return recorded.activity.stream()
                .filter(minute -> minute.minute() >= time && minute.expected() != null)
                .map(OrganisationActivity::expected)
                .toList();
    }

    private List<Double> expectedAfter(@Nullable Verdict verdict) {
        again();
        run(burst(), verdict);
        return expectedSince(BURST + HOUR);
    }

    @Test
    void benignClosesTheAlertAtTheNextQuery() {
        run(burst(), Verdict.BENIGN);

        assertThat(recorded.opened()).hasSize(1);
        ScrapingAlert opened = recorded.alerts.get(0);
        ScrapingAlert before = recorded.alerts.get(recorded.alerts.size() - 2);
        ScrapingAlert closed = last();
        assertThat(closed.phase()).isEqualTo(Phase.CLOSED);
        assertThat(closed.alertId()).isEqualTo(opened.alertId());
        assertThat(closed.sequence()).isEqualTo(before.sequence() + 1);
        assertThat(closed.findings()).extracting(Finding::sentence).isNotEmpty().doesNotContain("");
        assertThat(closed.episodeEnd()).isBetween(opened.detectedAt() + LOOK, opened.detectedAt() + LOOK + MINUTE);
        assertThat(closed.summary()).contains("found benign by me");
    }

    @Test
    void aFalseAlarmOfASilentOrganisationClosesWithTheClock() {
        run(new Traffic(7).guesses("bank-1", "k", Traffic.START, 60, 1_000).queries(), null);
        watch.advance(0);
        decide(recorded.opened().get(0), Verdict.FALSE_POSITIVE, 0);
        watch.advance(10 * MINUTE);

        assertThat(last().phase()).isEqualTo(Phase.CLOSED);
        assertThat(last().summary()).contains("found to be a false alarm by me");
        assertThat(last().episodeEnd()).isEqualTo(Traffic.START + 59_000 + 10 * MINUTE);
    }

    @Test
    void whatWasExplainedOpensNoFurtherAlertUntilItGrows() {
        // A stale list: each guess is more of what the analyst has already looked at.
        run(new Traffic(5).guesses("bank-1", "k", Traffic.START, 60, 10_000).queries(), null);
        decide(last(), Verdict.BENIGN, 0);
        run(
                new Traffic(6)
                        .guesses("bank-1", "k", Traffic.START + 10 * MINUTE, 12, 10_000)
                        .queries(),
                null);
        assertThat(recorded.opened()).hasSize(1);
        assertThat(last().phase()).isEqualTo(Phase.CLOSED);

        run(
                new Traffic(7)
                        .guesses("bank-1", "k", Traffic.START + 13 * MINUTE, 120, 10_000)
                        .queries(),
                null);
        assertThat(recorded.opened()).hasSize(2);
        assertThat(recorded.opened().get(1).alertId())
                .isNotEqualTo(recorded.opened().get(0).alertId());
    }

    @Test
    void anAnalystsWordTeachesOnceHoweverOftenTheDetectorStarts() {
        List<Double> untaught = expectedAfter(Verdict.TEST);
        List<Double> taught = expectedAfter(Verdict.BENIGN);
        assertThat(taught).hasSameSizeAs(untaught).isNotEqualTo(untaught);

        again();
        List<NidQuery> queries = burst();
        int part = queries.size() / 23;
        for (int from = 0; from < queries.size(); from += part) {
            run(queries.subList(from, Math.min(queries.size(), from + part)), Verdict.BENIGN);
            restart();
        }
        assertThat(expectedSince(BURST + HOUR)).isEqualTo(taught);
        assertThat(recorded.opened()).hasSize(1);
    }

    @Test
    void aVerdictWithinAWeekOfTheCloseTeachesToo() {
        List<NidQuery> after = new Traffic(8)
                .honest("bank-1", 8, 4_000, 6_000).queries().stream()
                        .map(query -> later(query, 60 * HOUR))
                        .toList();
        List<List<Double>> expected = new java.util.ArrayList<>();
        for (Verdict verdict : new Verdict[] {Verdict.TRUE_POSITIVE, Verdict.BENIGN}) {
            again();
            run(burst(), null);
            watch.advance(0);
            watch.advance(26 * HOUR);
            assertThat(last().phase()).isEqualTo(Phase.CLOSED);
            assertThat(last().summary()).doesNotContain("analyst");
            restart();
            decide(recorded.opened().get(0), verdict, 0);
            watch.advance(26 * HOUR);
            watch.advance(27 * HOUR);
            restart();
            watch.advance(27 * HOUR);
            watch.advance(28 * HOUR);
            int alerts = recorded.alerts.size();
            run(after, null);
            expected.add(expectedSince(Traffic.START + 60 * HOUR));
            assertThat(recorded.alerts).hasSize(alerts);
        }
        assertThat(expected.get(1)).hasSameSizeAs(expected.get(0)).isNotEqualTo(expected.get(0));
    }

    @Test
    void aVerdictAfterMoreThanAWeekIsTooLate() {
        run(burst(), null);
        watch.advance(0);
        watch.advance(26 * HOUR);
        watch.advance(8 * 24 * HOUR);
        decide(recorded.opened().get(0), Verdict.BENIGN, 0);
        watch.writeChanges((key, value) -> {});
        watch.advance(8 * 24 * HOUR + 1_000);

        watch.writeChanges(
                (key, value) -> assertThat(key).as("nothing has changed").isNull());
    }

    @Test
    void aTruePositiveChangesNothing() {
        run(burst(), null);
        List<ScrapingAlert> undecided = List.copyOf(recorded.alerts);
        List<OrganisationActivity> minutes = List.copyOf(recorded.activity);
        expectedAfter(Verdict.TRUE_POSITIVE);

        assertThat(recorded.alerts)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("replayRef", "summary")
                .isEqualTo(undecided);
        assertThat(recorded.activity).isEqualTo(minutes);
    }

    @Test
    void whatWasConfirmedSaysSoWhenItIsOver() {
        run(new Traffic(7).guesses("bank-1", "k", Traffic.START, 60, 1_000).queries(), null);
        watch.advance(0);
        decide(recorded.opened().get(0), Verdict.TRUE_POSITIVE, 0);
        watch.advance(3 * 24 * 60 * MINUTE);

        assertThat(last().phase()).isEqualTo(Phase.CLOSED);
        assertThat(last().summary()).contains("has ended, confirmed by me; ");
    }

    @Test
    void aTestClosesAndSaysSo() {
        run(burst(), Verdict.TEST);

        assertThat(recorded.opened()).hasSize(1);
        assertThat(last().phase()).isEqualTo(Phase.CLOSED);
        assertThat(last().summary()).contains("found to be a test by me");
    }

    @Test
    void inAReplayAVerdictHoldsFromItsTimeOn() {
        watch = fresh(Mode.REPLAY);
        for (NidQuery query : burst()) {
            watch.observe(query, 0, offset++);
            recorded.opened().forEach(alert -> decide(alert, Verdict.BENIGN, alert.detectedAt() + 30 * MINUTE));
        }

        assertThat(last().phase()).isEqualTo(Phase.CLOSED);
        assertThat(last().summary()).contains("found benign by me");
        assertThat(last().episodeEnd())
                .isBetween(
                        recorded.alerts.get(0).detectedAt() + 30 * MINUTE,
                        recorded.alerts.get(0).detectedAt() + 32 * MINUTE);
    }

    @Test
    void besideAnOpenAlertNothingIsLearned() {
        List<NidQuery> two = new Traffic(4)
                .honest("bank-1", 8, 15_000, 6_000)
                .harvest("bank-1", "bank-1-k1", BURST, 700, 500)
                .guesses("bank-1", "stolen", BURST - MINUTE, 400, 5_000)
                .queries();
        Map<Verdict, List<Double>> expected = new HashMap<>();
        for (Verdict verdict : List.of(Verdict.TEST, Verdict.BENIGN)) {
            again();
            for (NidQuery query : two) {
                watch.observe(query, 0, offset++);
                if (query.occurredAt() > BURST + LOOK) {
                    recorded.opened().stream()
                            .filter(alert -> "bank-1-k1".equals(alert.credentialId()))
                            .forEach(alert -> decide(alert, verdict, 0));
                }
            }
            assertThat(recorded.opened())
                    .extracting(ScrapingAlert::credentialId)
                    .contains("stolen", "bank-1-k1");
            expected.put(verdict, expectedSince(BURST));
        }
        assertThat(expected.get(Verdict.BENIGN)).isEqualTo(expected.get(Verdict.TEST));
    }

    private static NidQuery later(NidQuery query, long millis) {
        return new NidQuery(
                query.eventId(),
                query.occurredAt() + millis,
                query.organisationId(),
                query.credentialId(),
                query.operatorId(),
                query.sourceAddress(),
                query.operation(),
                query.outcome(),
                query.fieldsReturned(),
                query.subject(),
                query.subjectBlock(),
                query.tokenKeyId(),
                query.purpose());
    }
}
