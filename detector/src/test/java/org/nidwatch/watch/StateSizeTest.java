// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nidwatch.alert.Mode;
import org.nidwatch.policy.Policy;
import org.nidwatch.window.WindowState;

/** What one organisation of median size costs after 35 days: 45,000 queries through 12 credentials. */
class StateSizeTest {
    private static final int DAYS = 35;
    private static final int NOVELTY_LEAST = 6; // WindowState.NOVELTY_META, NOVELTY_PAGE and NOVELTY_LOG
    private static final int NOVELTY_MOST = 8;
    private static final int PROFILE = WindowState.KINDS + 8;

    private static final Map<Integer, Integer> BYTES_BY_KIND = new TreeMap<>();

    @BeforeAll
    static void work() {
        SteadyWork work = new SteadyWork("bank-1", SteadyWork.MEDIAN_A_DAY, 1);
        Watch watch = new Watch(WatchSettings.DEFAULTS, Policy.NONE, Mode.LIVE, "nid.queries", new Recorded());
        Map<String, byte[]> store = new TreeMap<>();
        for (int i = 0; work.next().occurredAt() < SteadyWork.START + DAYS * 86_400_000L; i++) {
            watch.observe(work, 0, i);
            if (i % 100 == 0) {
                write(watch, store);
            }
        }
        write(watch, store);
        int kindAt = "bank-1".length() + 1;
        store.forEach((key, value) ->
                BYTES_BY_KIND.merge((int) HexFormat.of().parseHex(key)[kindAt], value.length, Integer::sum));
    }

    private static void write(Watch watch, Map<String, byte[]> store) {
        watch.writeChanges((key, value) -> {
            if (value == null) {
                store.remove(HexFormat.of().formatHex(key));
            } else {
                store.put(HexFormat.of().formatHex(key), value);
            }
        });
    }

    private static int bytes(int fromKind, int toKind) {
        return BYTES_BY_KIND.entrySet().stream()
                .filter(each -> each.getKey() >= fromKind && each.getKey() <= toKind)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    @Test
    void windowsAndEpisodesTakeLessThan15700Bytes() {
        int windows = bytes(0, NOVELTY_LEAST - 1) + bytes(NOVELTY_MOST + 1, PROFILE - 1);
        assertThat(windows).as("by kind: %s", BYTES_BY_KIND).isLessThan(15_700);
    }

    @Test
    void whatIsLearnedTakesLessThan8900Bytes() {
        assertThat(bytes(PROFILE, Integer.MAX_VALUE))
                .as("by kind: %s", BYTES_BY_KIND)
                .isLessThan(8_900);
    }

    @Test
    void knownNumbersTakeLessThan7BytesEach() {
        // 29,000 numbers were new, and a known one is taken anew into each generation of 20 days.
        assertThat(bytes(NOVELTY_LEAST, NOVELTY_MOST))
                .as("by kind: %s", BYTES_BY_KIND)
                .isLessThan(7 * 29_000);
    }
}
