// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nidwatch.alert.Mode;
import org.nidwatch.policy.Policy;
import org.nidwatch.window.StateWriter;

/** State that nobody wrote: it is read, or refused with one kind of error, and takes no more memory than it may. */
class BrokenStateTest {
    private static final int NOVELTY_META = 6;

    private static Watch fresh() {
        return new Watch(WatchSettings.DEFAULTS, Policy.NONE, Mode.LIVE, "nid.queries", new Recorded());
    }

    private static byte[] key(int kind) {
        byte[] key = new byte[6 + 1 + 1 + 8];
        System.arraycopy("bank-1".getBytes(StandardCharsets.UTF_8), 0, key, 0, 6);
        key[7] = (byte) kind;
        return key;
    }

    @Test
    void filtersLargerThanAnyCanBeAreRefusedBeforeTheyAreMade() {
        int version = version();
        byte[] huge = new StateWriter()
                .start(version)
                .count(1)
                .number(7)
                .count(1)
                .count(1)
                .count(100_000_000)
                .count(1)
                .toBytes();
        Watch watch = fresh();
        watch.restore(key(NOVELTY_META), huge);

        assertThatThrownBy(watch::openAlerts)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("at most 262144 is possible");
    }

    @Test
    void brokenPiecesAreReadOrRefused() {
        SplittableRandom random = new SplittableRandom(3);
        Map<byte[], byte[]> store = store();
        List<byte[]> keys = new ArrayList<>(store.keySet());
        int refused = 0;
        for (int trial = 0; trial < 150; trial++) {
            byte[] broken = keys.get(random.nextInt(keys.size()));
            Watch watch = fresh();
            try {
                store.forEach((key, value) -> watch.restore(key, key == broken ? spoiled(value, random) : value));
                watch.openAlerts();
            } catch (IllegalStateException e) {
                refused++; // any other error fails this test
            }
        }
        assertThat(refused).isGreaterThan(20);
    }

    private static byte[] spoiled(byte[] value, SplittableRandom random) {
        byte[] spoiled = value.clone();
        for (int i = random.nextInt(4); i >= 0 && spoiled.length > 1; i--) {
            spoiled[1 + random.nextInt(spoiled.length - 1)] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0 ? java.util.Arrays.copyOf(spoiled, 1 + random.nextInt(spoiled.length)) : spoiled;
    }

    private static int version() {
        return store().entrySet().stream()
                .filter(piece -> piece.getKey()[7] == NOVELTY_META)
                .findFirst()
                .orElseThrow()
                .getValue()[0];
    }

    private static Map<byte[], byte[]> store() {
        Map<byte[], byte[]> store = new HashMap<>();
        Watch watch = fresh();
        var queries = new Traffic(1)
                .honest("bank-1", 8, 400, 60_000)
                .walk("bank-1", "stolen", Traffic.START + 3_600_000L, 300, 4_000)
                .queries();
        for (int i = 0; i < queries.size(); i++) {
            watch.observe(queries.get(i), 0, i);
        }
        watch.writeChanges((key, value) -> {
            if (value != null) {
                store.put(key, value);
            }
        });
        return store;
    }
}
