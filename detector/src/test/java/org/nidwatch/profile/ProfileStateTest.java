// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.profile;

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
import org.nidwatch.window.StateWriter;

class ProfileStateTest {
    private static final long START = 1_772_301_600_000L;

    private static final Thresholds LOW = low();

    private static Thresholds low() {
        Thresholds thresholds = new Thresholds();
        for (Signal signal : Signal.values()) {
            thresholds.with(signal, 6, 8);
        }
        return thresholds;
    }

    @RepeatedTest(4)
    void goesOnAfterEveryRestartAsIfNothingHadHappened(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        List<String> calm = new ArrayList<>();
        List<String> shaken = new ArrayList<>();
        Map<String, String> expected = run(seed, 0, calm);
        Map<String, String> actual = run(seed, 40, shaken);

        assertThat(calm).as("seed %d", seed).isNotEmpty();
        for (int i = 0; i < calm.size(); i++) {
            assertThat(shaken.get(i)).as("seed %d, event %d", seed, i).isEqualTo(calm.get(i));
        }
        assertThat(actual).as("seed %d", seed).isEqualTo(expected);
    }

    @Test
    void forgetsOperatorsAndAddressesOnceCredentialsTellThemApart() {
        long operators = 1L << 32;

        assertThat(run(1, 0, new ArrayList<>()).keySet())
                .as("five credentials")
                .contains("2-4")
                .noneMatch(key -> key.startsWith("2-") && Long.parseLong(key.substring(2)) >= operators);
        assertThat(run(3, 0, new ArrayList<>()).keySet()).as("two credentials").contains("2-" + operators);
    }

    // Twelve days of a small organisation with a bot in it; state is written after each batch, and after some the
    // object is thrown away and made anew from what was written.
    private static Map<String, String> run(long seed, int crashPercent, List<String> heard) {
        SplittableRandom random = new SplittableRandom(seed);
        SplittableRandom crashes = new SplittableRandom(seed + 1);
        Map<String, byte[]> store = new TreeMap<>();
        OrganisationProfile profile = new OrganisationProfile(ProfileSettings.DEFAULTS, LOW);
        StateWriter writer = new StateWriter();
        Declared declared = new Declared(
                seed % 2 == 0 ? 500 : 0, 0x1FE00, List.of(new Declared.Entry(START, START + 86_400_000L, 2)));
        profile.declare(declared);
        long time = START;
        for (int batch = 0; batch < 500; batch++) {
            for (int i = random.nextInt(20); i >= 0; i--) {
                time += (long) (-StrictMath.log(1 - random.nextDouble()) * 180_000);
                profile.advance(time);
                boolean asked = random.nextInt(100) < 70;
                boolean missed = random.nextInt(100) < (batch > 300 ? 30 : 4);
                boolean reached = profile.count(
                        time,
                        "k" + random.nextInt(seed < 3 ? 5 : 2),
                        "op" + random.nextInt(6),
                        "10.0.0." + random.nextInt(4),
                        asked,
                        asked && missed,
                        asked && !missed,
                        asked && random.nextInt(50) == 0);
                heard.add(time + " " + reached + " " + profile.expectedThisHour());
                profile.freeze(reached);
            }
            profile.writeChanges(writer, (kind, index, value) -> {
                if (value == null) {
                    store.remove(kind + "-" + index);
                } else {
                    store.put(kind + "-" + index, value);
                }
            });
            if (crashes.nextInt(100) < crashPercent) {
                profile = new OrganisationProfile(ProfileSettings.DEFAULTS, LOW);
                for (Map.Entry<String, byte[]> piece : store.entrySet()) {
                    String[] key = piece.getKey().split("-", 2);
                    profile.restore(Integer.parseInt(key[0]), Long.parseLong(key[1]), piece.getValue());
                }
                profile.restored();
                profile.declare(declared);
            }
        }
        Map<String, String> state = new TreeMap<>();
        store.forEach((key, value) -> state.put(key, HexFormat.of().formatHex(value)));
        return state;
    }
}
