// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegisterTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aGuessHitsAboutOneCitizenInAHundred(long seed) {
        Register register = new Register(seed);
        Rng rng = new Rng(seed);

        int hits = 0;
        for (int i = 0; i < 300_000; i++) {
            hits += register.exists(register.guess(rng)) ? 1 : 0;
        }

        assertThat(hits / 300_000.0).isBetween(0.005, 0.012);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyCitizenExistsAndFewMeetTwice(long seed) {
        Register register = new Register(seed);
        Set<Long> met = new HashSet<>();

        for (int i = 0; i < 20_000; i++) {
            long number = register.citizen(Rng.derive(seed, i));
            assertThat(register.exists(number)).isTrue();
            assertThat(Long.toString(number)).matches("[1-9][0-9]{9}([0-9]{3})?");
            met.add(number);
        }

        // 120 million people: among 20,000 drawn, one or two pairs are to be expected.
        assertThat(met).hasSizeGreaterThan(19_980);
    }

    @Test
    void blocksAreFilledVeryUnevenly() {
        Register register = new Register(1);
        Rng rng = new Rng(1);
        int empty = 0;
        int dense = 0;

        for (int i = 0; i < 2_000; i++) {
            long block = 1_000_000 + rng.below(9_000_000);
            long fill = LongStream.range(block * 1000, block * 1000 + 1000)
                    .filter(register::exists)
                    .count();
            empty += fill == 0 ? 1 : 0;
            dense += fill > 200 ? 1 : 0;
        }

        assertThat(empty).isGreaterThan(1_700);
        assertThat(dense).isPositive();
    }

    @Test
    void whereSomebodyLivesNeighboursDo() {
        Register register = new Register(1);
        double fill = 0;

        for (int i = 0; i < 300; i++) {
            long block = register.citizen(i) / 1000 * 1000;
            fill += LongStream.range(block, block + 1000)
                            .filter(register::exists)
                            .count()
                    / 1000.0;
        }

        assertThat(fill / 300).isBetween(0.2, 0.6);
    }

    @Test
    void theSameSeedGivesTheSamePeople() {
        assertThat(new Register(7).citizen(3)).isEqualTo(new Register(7).citizen(3));
        assertThat(new Register(7).citizen(3)).isNotEqualTo(new Register(8).citizen(3));
    }

    @Test
    void aSortedListClimbsFromCitizenToCitizen() {
        Register register = new Register(1);
        long number = register.placeOf(5);

        for (int i = 0; i < 500; i++) {
            long after = register.after(number);
            assertThat(register.exists(after)).isTrue();
            assertThat(after).isGreaterThan(number);
            number = after;
        }
    }

    @Test
    void decoysAreNobody() {
        Register register = new Register(1);
        Decoys decoys = new Decoys(1, register);
        Rng rng = new Rng(1);

        for (int i = 0; i < 1000; i++) {
            long decoy = decoys.any(rng);
            assertThat(decoys.contains(decoy)).isTrue();
            assertThat(register.exists(decoy)).isFalse();
        }
    }

    @Test
    void birthYearsAreThoseOfGrownUps() {
        Register register = new Register(1);

        assertThat(LongStream.range(0, 2000).mapToInt(i -> register.birthYear(register.citizen(i))))
                .allSatisfy(year -> assertThat(year).isBetween(1940, 2005));
    }
}
