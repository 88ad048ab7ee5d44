// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nidwatch.alert.Mode;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.policy.Policy;

/**
 * Kept state of an organisation, with one piece that is not as it was written: windows, known numbers, profile, episodes, verdicts,
 * digest. Two bytes choose the piece. It is read, or refused as broken state.
 */
public final class StateFuzz {
    private static final List<Map.Entry<byte[], byte[]>> PIECES = pieces();

    private StateFuzz() {}

    private static Watch fresh() {
        return new Watch(WatchSettings.DEFAULTS, Policy.NONE, Mode.LIVE, "nid.queries", new Recorded());
    }

    private static List<Map.Entry<byte[], byte[]>> pieces() {
        List<NidQuery> queries = new Traffic(1)
                .honest("bank-1", 8, 600, 60_000)
                .walk("bank-1", "stolen", Traffic.START + 3_600_000L, 300, 4_000)
                .guesses("bank-1", "bank-1-k3", Traffic.START + 7_200_000L, 60, 30_000)
                .queries();
        Map<byte[], byte[]> store = new TreeMap<>(Arrays::compare);
        Watch watch = fresh();
        for (int i = 0; i < 900; i++) {
            watch.observe(queries.get(i), 0, i);
        }
        watch.writeChanges((key, value) -> {
            if (value != null) {
                store.put(key, value);
            }
        });
        return List.copyOf(store.entrySet());
    }

    /** How many pieces there are to choose from, for whoever makes seeds. */
    static List<Map.Entry<byte[], byte[]>> all() {
        return PIECES;
    }

    /** Which piece, then its bytes. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 2) {
            return;
        }
        int broken = ((input[0] & 0xff) << 8 | input[1] & 0xff) % PIECES.size();
        Watch watch = fresh();
        try {
            for (int i = 0; i < PIECES.size(); i++) {
                Map.Entry<byte[], byte[]> piece = PIECES.get(i);
                watch.restore(
                        piece.getKey(),
                        i == broken
                                ? Arrays.copyOfRange(input, 2, input.length)
                                : piece.getValue().clone());
            }
            watch.openAlerts();
        } catch (IllegalStateException e) {
            return; // said so
        }
        watch.writeChanges((key, value) -> {});
    }
}
