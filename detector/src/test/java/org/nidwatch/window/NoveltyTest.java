// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoveltyTest {
    private static final long DAY = 86_400_000L;
    private final StateWriter writer = new StateWriter();

    @Test
    void knowsEveryNumberItTookWithinFortyDays() {
        Novelty novelty = new Novelty();
        SplittableRandom random = new SplittableRandom(1);
        long[] numbers = random.longs(20_000).toArray();
        for (int i = 0; i < numbers.length; i++) {
            novelty.addIfNew(i * 100L * DAY / 250_000, numbers[i]);
        }
        for (long number : numbers) {
            assertThat(novelty.addIfNew(39 * DAY, number)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 5_000, 300_000})
    void takesFewNewNumbersForKnown(int held) {
        Novelty novelty = new Novelty();
        SplittableRandom random = new SplittableRandom(held);
        int wrong = 0;
        for (int i = 0; i < held; i++) {
            wrong += novelty.addIfNew(0, random.nextLong()) ? 0 : 1;
        }
        assertThat(wrong).isLessThanOrEqualTo((int) (0.015 * held) + 2);
        // Growing fourfold leaves the newest filter three quarters empty at worst.
        assertThat(novelty.filterBytes()).isLessThanOrEqualTo(9L * held + 512);
    }

    @Test
    void forgetsAfterSixtyDays() {
        Novelty novelty = new Novelty();
        novelty.addIfNew(0, 42);
        novelty.addIfNew(30 * DAY, 43);
        assertThat(novelty.addIfNew(61 * DAY, 42)).isTrue();
        assertThat(novelty.addIfNew(61 * DAY, 43)).isFalse();
    }

    @Test
    void staysWithinItsLimitAndThenErrsTowardsKnown() {
        Novelty novelty = new Novelty();
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 12_000_000; i++) {
            novelty.addIfNew(0, random.nextLong());
        }
        assertThat(novelty.filterBytes()).isLessThanOrEqualTo(Novelty.LIMIT_BYTES);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 33, 500, 20_000})
    void comesBackBitForBitFromItsPieces(int batch) {
        Map<String, byte[]> store = new TreeMap<>();
        Novelty live = new Novelty();
        SplittableRandom random = new SplittableRandom(batch);
        long bytes = 0;
        int numbers = 60_000;
        for (int i = 0; i < numbers; i++) {
            live.addIfNew(i * 50 * DAY / numbers, random.nextLong() >>> 8);
            if (i % batch == 0) {
                bytes += write(live, store);
            }
        }
        bytes += write(live, store);
        Novelty restored = restore(store);
        assertThat(restored.filterBytes()).isEqualTo(live.filterBytes());
        for (int i = 0; i < 50_000; i++) {
            long number = random.nextLong();
            assertThat(restored.addIfNew(51 * DAY, number)).isEqualTo(live.addIfNew(51 * DAY, number));
        }
        if (batch > 32) {
            assertThat(bytes / numbers).as("state traffic, bytes a number").isLessThanOrEqualTo(48);
        }
    }

    private long write(Novelty novelty, Map<String, byte[]> store) {
        long[] bytes = {0};
        novelty.writeChanges(
                WindowState.NOVELTY_PAGE, WindowState.NOVELTY_LOG, WindowState.NOVELTY_META, writer, (k, i, v) -> {
                    String key = "%02d-%019d".formatted(k, i);
                    if (v == null) {
                        store.remove(key);
                    } else {
                        store.put(key, v);
                        bytes[0] += v.length;
                    }
                });
        return bytes[0];
    }

    private static Novelty restore(Map<String, byte[]> store) {
        Novelty novelty = new Novelty();
        store.forEach((key, value) -> {
            StateReader reader = new StateReader(value, OrganisationWindows.VERSION);
            long index = Long.parseLong(key.substring(3));
            switch (Integer.parseInt(key.substring(0, 2))) {
                case WindowState.NOVELTY_META -> novelty.restoreMeta(reader);
                case WindowState.NOVELTY_PAGE -> novelty.restorePage(index, reader);
                default -> novelty.restoreLog(index, reader);
            }
        });
        novelty.restored();
        return novelty;
    }
}
