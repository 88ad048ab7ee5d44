// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nidwatch.trace.MadeUp.DAY;
import static org.nidwatch.trace.MadeUp.FROM;
import static org.nidwatch.trace.MadeUp.SETTINGS;
import static org.nidwatch.trace.MadeUp.SPAN;
import static org.nidwatch.trace.MadeUp.ask;
import static org.nidwatch.trace.MadeUp.country;
import static org.nidwatch.trace.MadeUp.people;
import static org.nidwatch.trace.MadeUp.query;
import static org.nidwatch.trace.MadeUp.token;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Token;
import org.nidwatch.trace.Attribution.Answer;

class LeakModelTest {
    private static Attribution judged(LookUps lookUps) {
        return new LeakModel(SETTINGS).judge(lookUps);
    }

    @Test
    void namesTheOrganisationThatKnewThemAll() {
        Attribution said = judged(country(people(100, 129)));

        assertThat(said.answer()).isEqualTo(Answer.ONE_SOURCE);
        Candidate bank = said.candidates().get(0);
        assertThat(bank.organisation()).isEqualTo("bank");
        assertThat(bank.hits()).isEqualTo(30);
        assertThat(bank.exclusive()).isEqualTo(15);
        assertThat(bank.expected()).isBetween(0.1, 2.5);
        assertThat(bank.probability()).isGreaterThan(0.999);
        assertThat(bank.log10Ratio()).isGreaterThan(20);
        assertThat(bank.share()).isGreaterThan(0.9);
        assertThat(bank.credentials()).containsExactly(java.util.Map.entry("bank-k1", 30));
        assertThat(bank.support()).hasSize(30).allMatch(each -> each.partition() == 1);
        assertThat(bank.support().get(0).token()).isEqualTo(token(100));
        assertThat(said.found()).isTrue();
    }

    @Test
    void whoKnowsHalfTheCountryExplainsNothing() {
        List<Token> anybody = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            anybody.add(token(60_000 + i * 137L));
        }

        Attribution said = judged(country(Sample.ofTokens(anybody)));

        Candidate telecom = said.candidates().get(0);
        assertThat(telecom.organisation()).isEqualTo("telecom");
        assertThat(telecom.hits()).isEqualTo(20);
        assertThat(telecom.expected()).isBetween(15.0, 25.0);
        assertThat(telecom.probability()).isLessThan(0.5);
        assertThat(said.found()).isFalse();
        assertThat(said.none()).isGreaterThan(0.5);
    }

    @Test
    void noiseFromElsewhereLeavesTheSource() {
        List<Token> leaked = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            leaked.add(token(i % 2 == 0 ? 200 + i : 70_001 + 2L * i));
        }

        Attribution said = judged(country(Sample.ofTokens(leaked)));

        assertThat(said.answer()).isEqualTo(Answer.ONE_SOURCE);
        assertThat(said.candidates().get(0).organisation()).isEqualTo("bank");
        assertThat(said.candidates().get(0).share()).isBetween(0.35, 0.65);
    }

    @Test
    void twoSourcesAreBothNamed() {
        List<Token> leaked = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            leaked.add(token(i < 15 ? i : 50_000 + i));
        }

        Attribution said = judged(country(Sample.ofTokens(leaked)));

        assertThat(said.answer()).isEqualTo(Answer.TWO_SOURCES);
        assertThat(said.candidates().stream().limit(2).map(Candidate::organisation))
                .containsExactlyInAnyOrder("bank", "shop");
    }

    @Test
    void twoWithTheSameCustomersCannotBeSeparated() {
        LookUps lookUps = country(people(0, 29));
        ask(lookUps, "bank-branch", 0, 1_000, 1);

        Attribution said = judged(lookUps);

        assertThat(said.answer()).isEqualTo(Answer.CANNOT_SEPARATE);
        assertThat(said.candidates().stream().limit(2).map(Candidate::organisation))
                .containsExactlyInAnyOrder("bank", "bank-branch");
        assertThat(said.inseparable()).hasSize(1);
        assertThat(said.morePeople()).isNotZero();
        assertThat(said.found()).isFalse();
    }

    @Test
    void onePersonDecidesLittle() {
        Attribution said = judged(country(people(100, 100)));

        assertThat(said.people()).isEqualTo(1);
        assertThat(said.found()).isFalse();
        assertThat(said.morePeople()).isBetween(1, 10);
    }

    @Test
    void aLookUpAfterTheLeakExplainsNothing() {
        List<Sample.Member> leaked = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            leaked.add(new Sample.Member(List.of(token(i)), null, FROM + DAY / 2));
        }
        LookUps lookUps = new LookUps(Sample.of(leaked), SPAN);
        ask(lookUps, "before", 80_000, 1_000, 1);
        ask(lookUps, "after", 90_000, 1_000, 1);
        for (int i = 0; i < 20; i++) {
            lookUps.observe(query("before", i, FROM + DAY / 4), 0, i);
            lookUps.observe(query("after", i, FROM + DAY / 2 + 300_001), 0, i);
        }

        Attribution said = judged(lookUps);

        assertThat(said.candidates()).hasSize(1);
        assertThat(said.candidates().get(0).organisation()).isEqualTo("before");
        assertThat(said.answer()).isEqualTo(Answer.ONE_SOURCE);
    }

    @Test
    void clocksMayDifferByTheTolerance() {
        Sample sample = Sample.of(List.of(new Sample.Member(List.of(token(1)), null, FROM + DAY)));
        LookUps lookUps = new LookUps(sample, SPAN);
        lookUps.observe(query("slow-clock", 1, FROM + DAY + 300_000), 0, 1);
        lookUps.observe(query("late", 1, FROM + DAY + 300_001), 0, 1);

        assertThat(judged(lookUps).candidates())
                .extracting(Candidate::organisation)
                .containsExactly("slow-clock");
    }

    @Test
    void askingJustBeforeTheDateTellsTwinsApart() {
        List<Sample.Member> leaked = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            leaked.add(new Sample.Member(List.of(token(i)), null, FROM + (i + 40) * DAY));
        }
        LookUps lookUps = new LookUps(Sample.of(leaked), SPAN);
        for (int person = 0; person < 1_000; person++) {
            long date = FROM + (person % 50 + 40L) * DAY;
            lookUps.observe(query("bot", person, date - 60_000), 0, person);
            lookUps.observe(query("twin", person, date - (person % 30 + 1) * DAY), 1, person);
        }

        Attribution said = judged(lookUps);

        assertThat(said.candidates().get(0).organisation()).isEqualTo("bot");
        assertThat(said.answer()).isEqualTo(Answer.ONE_SOURCE);
    }

    @Test
    void refusedAndWrongLookUpsAreNone() {
        LookUps lookUps = new LookUps(people(1, 3), SPAN);
        lookUps.observe(query("bank", 1, FROM, Outcome.DENIED), 0, 0);
        lookUps.observe(query("bank", 2, FROM, Outcome.NOT_FOUND), 0, 1);
        lookUps.observe(query("bank", 3, FROM, Outcome.MATCHED), 0, 2);

        assertThat(judged(lookUps).candidates().get(0).hits()).isEqualTo(1);
    }

    @Test
    void nobodyKnownInATopicThatKnowsManyIsTheWrongKey() {
        Attribution said = judged(country(people(1_000_000, 1_000_099)));

        assertThat(said.answer()).isEqualTo(Answer.WRONG_KEY);
        assertThat(said.expectedKnown()).isBetween(40.0, 60.0);
        assertThat(said.keyProven()).isFalse();
    }

    @Test
    void nobodyKnownOfTwoSaysNothingOfTheKey() {
        assertThat(judged(country(people(1_000_000, 1_000_001))).answer()).isEqualTo(Answer.NOBODY_KNOWN);
    }

    @Test
    void otherKeyIdsInTheTopicAreTheWrongKey() {
        LookUps lookUps = country(Sample.of(List.of(Sample.Member.of(token(1_000_000))), Set.of(3)));

        assertThat(judged(lookUps).answer()).isEqualTo(Answer.WRONG_KEY);
        assertThat(judged(lookUps).keys()).containsOnlyKeys(0);
    }

    @Test
    void aNeighbourMetProvesTheKey() {
        Token block = token(123_456_789);
        List<Sample.Member> strangers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            strangers.add(new Sample.Member(List.of(token(2_000_000 + i)), block, Sample.UNDATED));
        }
        LookUps lookUps = country(Sample.of(strangers));
        for (int person = 0; person < 50; person++) {
            NidQuery plain = query("bank", person, FROM);
            lookUps.observe(
                    new NidQuery(
                            "",
                            plain.occurredAt(),
                            "bank",
                            "k",
                            null,
                            null,
                            plain.operation(),
                            plain.outcome(),
                            1,
                            plain.subject(),
                            block,
                            0,
                            null),
                    0,
                    person);
        }

        Attribution said = judged(lookUps);

        assertThat(said.keyProven()).isTrue();
        assertThat(said.answer()).isEqualTo(Answer.NOBODY_KNOWN);
    }

    @Test
    void aPersonOfTwoKeysIsFoundByEither() {
        Sample sample = Sample.of(
                List.of(new Sample.Member(List.of(token(1_000_000), token(5)), null, Sample.UNDATED)), Set.of(0, 1));

        assertThat(judged(country(sample)).candidates().get(0).hits()).isEqualTo(1);
    }

    @Test
    void theOrderOfPartitionsAndThreadsChangesNothing() throws Exception {
        Sample sample = people(100, 129);
        LookUps whole = country(sample);
        LookUps one = new LookUps(sample, SPAN);
        LookUps other = new LookUps(sample, SPAN);
        ask(other, "shop", 50_000, 500, 1);
        ask(one, "telecom", 0, 50_000, 2);
        ask(other, "bank", 0, 1_000, 1);
        LookUps merged = new LookUps(sample, SPAN);
        merged.merge(written(sample, other));
        merged.merge(written(sample, one));

        Attribution said = judged(merged);

        assertThat(said.candidates().get(0))
                .isEqualTo(judged(whole).candidates().get(0));
        assertThat(merged.counted()).isEqualTo(51_500);
        assertThat(merged.keys()).containsEntry(0, 51_500L);
    }

    private static LookUps written(Sample sample, LookUps lookUps) throws java.io.IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        lookUps.write(new java.io.DataOutputStream(bytes));
        return LookUps.read(
                sample, SPAN, new java.io.DataInputStream(new java.io.ByteArrayInputStream(bytes.toByteArray())));
    }

    @Test
    void moreThanTheMostPeopleAreARandomPartOfThem() {
        Sample sample = people(0, Sample.MOST + 999);

        assertThat(sample.size()).isEqualTo(Sample.MOST);
        assertThat(sample.given()).isEqualTo(Sample.MOST + 1_000);
        assertThat(judged(country(sample)).people()).isEqualTo(Sample.MOST);
    }
}
