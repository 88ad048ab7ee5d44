// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nidwatch.trace.MadeUp.FROM;
import static org.nidwatch.trace.MadeUp.SPAN;
import static org.nidwatch.trace.MadeUp.query;
import static org.nidwatch.trace.MadeUp.token;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Token;

class LookUpsTest {
    @Test
    void aQueryAboutSomebodyElseAllocatesNothing() {
        LookUps lookUps = new LookUps(MadeUp.people(1, 1_000), SPAN);
        NidQuery[] strangers = new NidQuery[20_000];
        for (int i = 0; i < strangers.length; i++) {
            strangers[i] = query("bank-" + i % 50, 1_000_000 + i * 7L, FROM + i);
        }
        for (int round = 0; round < 20; round++) {
            count(lookUps, strangers);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long before = threads.getCurrentThreadAllocatedBytes();
        count(lookUps, strangers);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated).isLessThan(strangers.length);
    }

    private static void count(LookUps lookUps, NidQuery[] queries) {
        for (NidQuery query : queries) {
            if (lookUps.count(query)) {
                throw new AssertionError("a stranger is in the sample");
            }
        }
    }

    @Test
    void queriesOutsideTheSpanAreReadAndNotCounted() {
        LookUps lookUps = new LookUps(MadeUp.people(1, 2), SPAN);
        lookUps.observe(query("bank", 1, FROM - 1), 0, 0);
        lookUps.observe(query("bank", 1, SPAN.until()), 0, 1);
        lookUps.observe(query("bank", 1, SPAN.until() - 1), 0, 2);

        assertThat(lookUps.read()).isEqualTo(3);
        assertThat(lookUps.counted()).isEqualTo(1);
        assertThat(lookUps.oldest()).isEqualTo(FROM - 1);
        assertThat(lookUps.newest()).isEqualTo(SPAN.until());
    }

    @Test
    void theFirstLookUpStandsForAllInWhateverOrderTheyCome() {
        LookUps lookUps = new LookUps(MadeUp.people(1, 1), SPAN);
        lookUps.observe(query("bank", 1, FROM + 20), 3, 33);
        lookUps.observe(query("bank", 1, FROM + 10), 2, 22);
        lookUps.observe(query("bank", 1, FROM + 30), 1, 11);

        Hit hit = lookUps.organisations().get(0).hits.get(0);

        assertThat(hit).isNotNull();
        assertThat(hit.first).isEqualTo(FROM + 10);
        assertThat(hit.last).isEqualTo(FROM + 30);
        assertThat(hit.partition).isEqualTo(2);
        assertThat(hit.offset).isEqualTo(22);
        assertThat(hit.before).isEqualTo(3);
    }

    @Test
    void theControlGroupIsAnEvenPartOfAllCitizens() {
        Controls controls = new Controls();
        for (int person = 0; person < 300_000; person++) {
            controls.add(token(person).low(), 0);
            controls.add(token(person).low(), person % 2 + 1);
        }
        Set<Long> citizens = new HashSet<>();
        int[] pairs = new int[1];
        controls.each((citizen, organisation) -> {
            citizens.add(citizen);
            pairs[0]++;
        });

        assertThat(pairs[0]).isLessThan(Controls.MOST).isEqualTo(2 * citizens.size());
        assertThat(citizens.size() / controls.part()).isBetween(290_000.0, 310_000.0);
    }

    @Test
    void aTokenIsFoundByAllItsBytes() {
        TokenIndex index = new TokenIndex(2);
        for (int i = 0; i < 1_000; i++) {
            assertThat(index.put(new Token(i % 10, i), i)).isEqualTo(i);
        }
        assertThat(index.put(new Token(3, 13), 5_000)).isEqualTo(13);

        assertThat(index.get(3, 13)).isEqualTo(13);
        assertThat(index.get(3, 14)).isEqualTo(TokenIndex.ABSENT);
        assertThat(index.size()).isEqualTo(1_000);
    }
}
