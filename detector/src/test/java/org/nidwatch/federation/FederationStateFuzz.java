// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.federation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.nidwatch.alert.AlertSettings;
import org.nidwatch.alert.Mode;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.policy.Policy;

/** Kept state of the federation, with one piece that is not as it was written. Two bytes choose the piece. It is read, or refused as broken state. */
public final class FederationStateFuzz {
    private static final List<Map.Entry<byte[], byte[]>> PIECES = pieces();

    private FederationStateFuzz() {}

    private static Federation fresh() {
        return new Federation(
                FederationSettings.DEFAULTS, AlertSettings.DEFAULTS, Policy.NONE, Mode.LIVE, new FederationOutput() {
                    @Override
                    public void alert(ScrapingAlert alert) {}
                });
    }

    private static OrganisationDigest digest(int organisation, long tick) {
        boolean walks = tick % 40 > 30;
        return new OrganisationDigest(
                "org-" + organisation,
                tick,
                20 + tick % 7,
                12,
                walks ? 5 : 1,
                9,
                walks ? 4 : 0,
                new OrganisationDigest.Strength(walks ? 90 : 5, 10, 3),
                walks && organisation == 1 ? List.of(new UUID(tick / 40, 1)) : List.of(),
                0,
                List.of(tick, tick + 1, tick + 2),
                List.of(new OrganisationDigest.Block(77, walks ? 20 : 2)));
    }

    private static List<Map.Entry<byte[], byte[]>> pieces() {
        Map<byte[], byte[]> store = new TreeMap<>(Arrays::compare);
        Federation federation = fresh();
        for (long tick = 5_959_584; tick < 5_959_584 + 80; tick++) {
            for (int organisation = 0; organisation < 4; organisation++) {
                federation.observe(SourceReport.reached(0, 1, tick));
                federation.observe(SourceReport.of(0, 1, tick, digest(organisation, tick)));
            }
        }
        federation.writeChanges((key, value) -> {
            if (value != null) {
                store.put(key, value);
            }
        });
        return List.copyOf(store.entrySet());
    }

    static List<Map.Entry<byte[], byte[]>> all() {
        return PIECES;
    }

    /** Which piece, then its bytes. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 2) {
            return;
        }
        int broken = ((input[0] & 0xff) << 8 | input[1] & 0xff) % PIECES.size();
        Federation federation = fresh();
        try {
            for (int i = 0; i < PIECES.size(); i++) {
                Map.Entry<byte[], byte[]> piece = PIECES.get(i);
                federation.restore(
                        piece.getKey(),
                        i == broken
                                ? Arrays.copyOfRange(input, 2, input.length)
                                : piece.getValue().clone());
            }
            federation.openAlert();
        } catch (IllegalStateException e) {
            return; // said so
        }
        federation.writeChanges((key, value) -> {});
    }
}
