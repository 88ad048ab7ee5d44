// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The measures that estimate: distinct counts, block fill, pace. */
class SketchesTest {
    private static final long HOUR = 3_600_000L;

    @Test
    void distinctCountsSlideWithTheClock() {
        DistinctRing ring = new DistinctRing();
        SplittableRandom random = new SplittableRandom(7);
        for (int hour = 0; hour < 30; hour++) {
            for (int i = 0; i < 1_000; i++) {
                long time = hour * HOUR + i * 3_600L;
                ring.advance(time);
                ring.add(time, random.nextLong());
            }
        }
        assertThat((double) ring.estimate(0)).isCloseTo(1_000, within(150.0));
        assertThat((double) ring.estimate(1)).isCloseTo(24_000, within(3_000.0));
    }

    @Test
    void repeatsAreNotDistinct() {
        DistinctCount count = new DistinctCount();
        for (int i = 0; i < 10_000; i++) {
            count.add(i % 50 * 0x9E3779B97F4A7C15L);
        }
        assertThat(count.estimate()).isEqualTo(50);
        assertThat(DistinctCount.of(count.toBytes()).estimate()).isEqualTo(50);
    }

    @Test
    void aWalkerFillsABlockInsideTheWorkOfALargeOrganisation() {
        BlockFill blocks = new BlockFill();
        SplittableRandom random = new SplittableRandom(8);
        int highestHonest = 0;
        int walked = 0;
        // 300,000 honest new numbers over 120,000 blocks in a day; the walker asks once in 400 of them.
        for (int i = 0; i < 300_000; i++) {
            long time = i * 24 * HOUR / 300_000;
            int block = random.nextInt(120_000);
            highestHonest = Math.max(highestHonest, hit(blocks, time, block, random.nextLong()));
            if (i % 400 == 0) {
                walked = hit(blocks, time, 777_777, random.nextLong());
            }
        }
        assertThat(highestHonest).isLessThan(20);
        assertThat(walked).isGreaterThan(100);
    }

    private static int hit(BlockFill blocks, long time, int block, long subject) {
        SplittableRandom token = new SplittableRandom(block);
        return blocks.hit(time, token.nextLong(), token.nextLong(), subject);
    }

    @Test
    void blockCountsFadeWithinDays() {
        BlockFill blocks = new BlockFill();
        for (int i = 0; i < 40; i++) {
            hit(blocks, 0, 1, i);
        }
        assertThat(hit(blocks, 49 * HOUR, 1, 99)).isBetween(2, 4);
    }

    @Test
    void peopleAreNotTakenForMachines() {
        for (int seed = 0; seed < 30; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Pace pace = new Pace();
            long time = 0;
            double highest = 0;
            for (int i = 0; i < 20_000; i++) {
                double pause = random.nextInt(20) == 0 ? 600_000 : 8_000;
                time += Math.round(-Math.log(1 - random.nextDouble()) * pause);
                pace.event(time);
                highest = Math.max(highest, pace.score());
            }
            assertThat(highest).as("seed %d", seed).isLessThan(13);
        }
    }

    @Test
    void aBotIsRecognisedWithinFiftyQueries() {
        SplittableRandom random = new SplittableRandom(9);
        Pace pace = new Pace();
        long time = 0;
        int needed = 0;
        while (pace.score() < 30 && needed < 1_000) {
            time += 60_000 + random.nextLong(6_000);
            pace.event(time);
            needed++;
        }
        assertThat(needed).isLessThan(50);
    }

    @Test
    void aCountNeverTakesBackWhatItTold() {
        for (int set = 0; set < 200; set++) {
            SplittableRandom subjects = new SplittableRandom(set);
            DistinctCount count = new DistinctCount();
            long told = 0;
            for (int i = 0; i < 400; i++) {
                count.add(subjects.nextLong());
                assertThat(count.estimate()).as("set %d, subject %d", set, i).isGreaterThanOrEqualTo(told);
                told = count.estimate();
            }
        }
    }
}
