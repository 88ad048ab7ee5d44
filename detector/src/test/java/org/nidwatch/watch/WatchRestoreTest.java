// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.nidwatch.alert.Mode;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.policy.Policy;

/** Stopping anywhere and coming back from the written pieces changes no alert. */
class WatchRestoreTest {
    private static final long HOUR = 3_600_000L;

    private static List<NidQuery> traffic(long seed) {
        return new Traffic(seed)
                .honest("bank-1", 8, 4_000, 20_000)
                .honest("tiny-2", 1, 40, 2_000_000)
                .guesses("bank-1", "bank-1-k3", Traffic.START + 3 * HOUR, 60, 30_000)
                .walk("bank-1", "stolen", Traffic.START + 9 * HOUR, 900, 4_000)
                .harvest("telecom-3", "api", Traffic.START + 2 * HOUR, 6_000, 900)
                .walk("tiny-2", "tiny-2-k0", Traffic.START + 15 * HOUR, 80, 60_000)
                .queries();
    }

    @RepeatedTest(6)
    void alertsAreTheSameAfterCrashes(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        List<NidQuery> queries = traffic(seed);
        Recorded calm = new Recorded();
        run(queries, calm, new SplittableRandom(seed), 0);
        Recorded shaken = new Recorded();
        run(queries, shaken, new SplittableRandom(seed), 25);

        for (int i = 0; i < Math.min(calm.alerts.size(), shaken.alerts.size()); i++) {
            assertThat(shaken.alerts.get(i)).as("seed %d, alert %d", seed, i).isEqualTo(calm.alerts.get(i));
        }
        assertThat(shaken.alerts).as("seed %d", seed).hasSameSizeAs(calm.alerts);
        assertThat(calm.alerts).hasSizeGreaterThan(3);
        assertThat(shaken.activity.stream()
                        .mapToLong(OrganisationActivity::queries)
                        .sum())
                .isEqualTo(queries.size());
    }

    private static Watch fresh(WatchOutput output) {
        return new Watch(WatchSettings.DEFAULTS, Policy.NONE, Mode.LIVE, "nid.queries", output);
    }

    // Batches of random size; after some, the process is gone and another starts from what was written.
    private static void run(List<NidQuery> queries, Recorded output, SplittableRandom random, int crashPercent) {
        Map<String, byte[]> store = new TreeMap<>();
        Watch watch = fresh(output);
        int next = 0;
        while (next < queries.size()) {
            int end = Math.min(queries.size(), next + 1 + random.nextInt(200));
            for (; next < end; next++) {
                watch.observe(queries.get(next), 0, next);
            }
            watch.writeChanges((key, value) -> {
                if (value == null) {
                    store.remove(HexFormat.of().formatHex(key));
                } else {
                    store.put(HexFormat.of().formatHex(key), value);
                }
            });
            if (random.nextInt(100) < crashPercent) {
                watch = fresh(output);
                Watch restored = watch;
                List<String> keys = new ArrayList<>(store.keySet());
                java.util.Collections.shuffle(keys, new java.util.Random(next));
                keys.forEach(key -> restored.restore(HexFormat.of().parseHex(key), store.get(key)));
            }
        }
        watch.advance(0);
        watch.advance(30 * HOUR);
    }

    @Test
    void stateIsSmall() {
        Map<String, byte[]> store = new TreeMap<>();
        Watch watch = fresh(new Recorded());
        List<NidQuery> queries =
                new Traffic(1).honest("bank-1", 12, 30_000, 8_000).queries();
        for (int i = 0; i < queries.size(); i++) {
            watch.observe(queries.get(i), 0, i);
        }
        watch.writeChanges(
                (key, value) -> store.put(HexFormat.of().formatHex(key), value == null ? new byte[0] : value));
        int bytes = store.values().stream().mapToInt(value -> value.length).sum();
        assertThat(bytes)
                .as("state of an organisation with 10,000 queries a day, novelty included")
                .isLessThan(100_000);
    }
}
