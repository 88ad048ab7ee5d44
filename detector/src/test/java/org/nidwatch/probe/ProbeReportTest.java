// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Token;
import org.nidwatch.policy.Probe;

class ProbeReportTest {
    private static final long REGISTER = 120_000_000;
    private static final long MINUTE = 60_000;
    private static final long DAY = 86_400_000L;

    private final List<Probe> probes = new ArrayList<>();
    private final List<NidQuery> queries = new ArrayList<>();

    private static Token person(int number) {
        return new Token((long) number << 32, number);
    }

    private void probe(int number, long askedAt) {
        probes.add(new Probe(person(number), askedAt, askedAt + 4 * MINUTE, "", 2 * MINUTE));
    }

    private void query(String organisation, int person, long time) {
        queries.add(new NidQuery(
                "e",
                time,
                organisation,
                organisation + "-k1",
                null,
                "10.0.0.1",
                Operation.RETRIEVE,
                Outcome.DISCLOSED,
                1,
                person(person),
                null,
                0,
                null));
    }

    private ProbeReport report() {
        Answers answers = new Answers(probes);
        for (int i = 0; i < queries.size(); i++) {
            answers.take(queries.get(i), 2, i);
        }
        return answers.report(REGISTER);
    }

    // A day of queries of others, evenly, about other people.
    private void day(int aDay) {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < aDay; i++) {
            query("bank-" + random.nextInt(20), 1_000 + random.nextInt(1_000_000), i * (DAY / aDay));
        }
    }

    @Test
    void oneAnswerNamesAnOrganisation() {
        day(20_000);
        probe(1, 600 * MINUTE);
        query("telecom-2", 1, 600 * MINUTE + 4_000);
        ProbeReport report = report();

        assertThat(report.verdict()).isEqualTo(ProbeReport.Verdict.NAMED);
        assertThat(report.sentence())
                .startsWith("telecom-2 answered 1 of 1 probe. Chance lets any organisation do so once in");
        assertThat(report.answers()).singleElement().satisfies(answer -> {
            assertThat(answer.delayMillis()).isEqualTo(4_000);
            assertThat(answer.credentialId()).isEqualTo("telecom-2-k1");
            assertThat(answer.offset()).isEqualTo(20_000);
        });
        assertThat(report.needed(0)).isEqualTo(1);
    }

    @Test
    void nobodyMeansADump() {
        day(5_000);
        probe(1, 600 * MINUTE);
        query("telecom-2", 1, 610 * MINUTE);
        ProbeReport report = report();
        assertThat(report.verdict()).isEqualTo(ProbeReport.Verdict.NO_QUERY);
        assertThat(report.sentence()).contains("No query seen").contains("the bot serves a dump");
        assertThat(report.more()).isZero();
    }

    @Test
    void twoThatRemainCannotBeSeparatedYet() {
        day(5_000);
        probe(1, 600 * MINUTE);
        query("telecom-2", 1, 600 * MINUTE + 4_000);
        query("bank-3", 1, 601 * MINUTE);
        assertThat(report().sentence()).isEqualTo("Cannot separate bank-3 and telecom-2: ask 2 more.");

        probe(2, 700 * MINUTE);
        query("telecom-2", 2, 700 * MINUTE);
        assertThat(report().verdict()).isEqualTo(ProbeReport.Verdict.NAMED);
        assertThat(report().remaining()).extracting(Suspect::organisationId).containsExactly("telecom-2");
    }

    @Test
    void whoAnswersAgainAndAgainTogetherIsCalledTogether() {
        day(5_000);
        for (int i = 1; i <= 3; i++) {
            probe(i, 500L * i * MINUTE / 10 * 3);
            query("telecom-2", i, probes.get(i - 1).askedAt() + 2_000);
            query("bank-3", i, probes.get(i - 1).askedAt() + 3_000);
        }
        assertThat(report().verdict()).isEqualTo(ProbeReport.Verdict.SEVERAL);
        assertThat(report().sentence()).startsWith("bank-3 and telecom-2 each answered 3 of 3 probes");
    }

    @Test
    void aPersonAskedForAllDayProvesNothing() {
        day(5_000);
        for (int hour = 0; hour < 24; hour++) {
            query("bank-3", 1, hour * 60 * MINUTE + 30 * MINUTE);
        }
        probe(1, 629 * MINUTE);
        ProbeReport report = report();
        assertThat(report.verdict()).isEqualTo(ProbeReport.Verdict.CHANCE);
        assertThat(report.suspects().get(0).chance()).isBetween(0.05, 0.15);
        assertThat(report.more()).isBetween(1, 4);
        assertThat(report.sentence()).startsWith("bank-3 asked, but chance explains that: ask");
    }

    @Test
    void chanceIsAsBinomialsSayAndKeepsSmallNumbers() {
        double[] three = {0.1, 0.1, 0.1};
        assertThat(Chance.atLeast(2, three)).isCloseTo(0.028, within(1e-12));
        assertThat(Chance.atLeast(0, three)).isCloseTo(1, within(1e-12));
        double[] tiny = {1e-9, 2e-9, 3e-9};
        assertThat(Chance.atLeast(3, tiny)).isCloseTo(6e-27, within(1e-30));
        assertThat(Chance.hit(1_200, REGISTER, 0, MINUTE)).isCloseTo(1e-5, within(1e-9));
    }

    @Test
    void oneProbeIsEnoughAtTwoMillionQueriesADay() {
        long window = 6 * MINUTE;
        assertThat(Chance.needed(2e6, REGISTER, 0, window)).isEqualTo(1);
        assertThat(Chance.needed(2e6, REGISTER, 1, window)).isEqualTo(2);
        assertThat(Chance.needed(2e6, REGISTER, 10, window)).isEqualTo(3);
        assertThat(Chance.needed(2e8, REGISTER, 0, window)).isEqualTo(2);
    }

    // Chance must not name anybody more often than it promises.
    @Test
    void chanceNamesHardlyAnybody() {
        SplittableRandom random = new SplittableRandom(3);
        int named = 0;
        int rounds = 3_000;
        for (int round = 0; round < rounds; round++) {
            Answers answers = new Answers(List.of(new Probe(person(1), 60 * MINUTE, 64 * MINUTE, "", 2 * MINUTE)));
            // A small register: 1,000 people, 40 queries by 8 organisations in the window.
            for (int i = 0; i < 40; i++) {
                answers.take(chanceQuery(random), 0, i);
            }
            ProbeReport report = answers.report(1_000);
            named += report.verdict() == ProbeReport.Verdict.NAMED ? 1 : 0;
        }
        assertThat(named).isLessThanOrEqualTo(rounds / 100);
    }

    private static NidQuery chanceQuery(SplittableRandom random) {
        return new NidQuery(
                "e",
                58 * MINUTE + random.nextLong(6 * MINUTE),
                "bank-" + random.nextInt(8),
                "k",
                null,
                null,
                Operation.RETRIEVE,
                Outcome.DISCLOSED,
                1,
                person(random.nextInt(1_000)),
                null,
                0,
                null);
    }
}
