// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nidwatch.window.StateWriter;

class ProfileStateTest {
    private static final long START = 1_772_301_600_000L;
    private static final long DAY = 86_400_000L;

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

    // state-4.txt is what run(3, 0, ...) wrote when the format was version 4, state-5.txt when it was 5.
    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void goesOnFromStateOfTheVersionsBefore(int version) throws IOException {
        Map<String, byte[]> old = stateOf(version);
        assertThat(old.values()).allSatisfy(piece -> assertThat(piece[0]).isEqualTo((byte) version));
        OrganisationProfile profile = restored(old);
        StateWriter writer = new StateWriter();
        long time = START + 12 * DAY;
        for (int hour = 0; hour < 16 * 24; hour++) {
            for (int i = 0; i < 12; i++) {
                time += DAY / 24 / 12;
                profile.advance(time);
                profile.count(time, "k" + i % 2, "op" + i % 6, "10.0.0." + i % 4, true, false, true, false);
            }
        }
        Map<String, byte[]> now = new TreeMap<>(old);
        profile.writeChanges(writer, (kind, index, value) -> keep(now, kind, index, value));
        // The shape of the week was not touched: a store holds pieces of both.
        assertThat(now)
                .allSatisfy((key, piece) -> assertThat(piece[0]).as(key).isEqualTo((byte)
                        (key.equals("1-0") ? version : OrganisationProfile.VERSION)));
        restored(now);
    }

    @Test
    void refusesStateOfVersionsThatItDoesNotKnow() throws IOException {
        byte[] head = Objects.requireNonNull(stateOf(4).get("0-0"));
        OrganisationProfile profile = new OrganisationProfile(ProfileSettings.DEFAULTS, LOW);
        head[0] = 3;
        assertThatThrownBy(() -> profile.restore(0, 0, head))
                .hasMessage(
                        "state of format version 3 met; this program reads version 4 to 6: start the older program, or"
                                + " delete the state and replay");
        head[0] = 7;
        assertThatThrownBy(() -> profile.restore(0, 0, head))
                .hasMessage(
                        "state of format version 7 met; this program reads version 4 to 6: start the newer program, or"
                                + " delete the state and replay");
    }

    private static Map<String, byte[]> stateOf(int version) throws IOException {
        Map<String, byte[]> pieces = new TreeMap<>();
        try (InputStream in =
                Objects.requireNonNull(ProfileStateTest.class.getResourceAsStream("state-" + version + ".txt"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (!line.isEmpty()) {
                    String[] piece = line.split(" ", 2);
                    pieces.put(piece[0], HexFormat.of().parseHex(piece[1]));
                }
            }
        }
        return pieces;
    }

    private static OrganisationProfile restored(Map<String, byte[]> pieces) {
        OrganisationProfile profile = new OrganisationProfile(ProfileSettings.DEFAULTS, LOW);
        for (Map.Entry<String, byte[]> piece : pieces.entrySet()) {
            String[] key = piece.getKey().split("-", 2);
            profile.restore(Integer.parseInt(key[0]), Long.parseLong(key[1]), piece.getValue());
        }
        profile.restored();
        return profile;
    }

    private static void keep(Map<String, byte[]> store, int kind, long index, byte @Nullable [] value) {
        if (value == null) {
            store.remove(kind + "-" + index);
        } else {
            store.put(kind + "-" + index, value);
        }
    }

    // Twelve days of a small organisation with a bot in it; state is written after each batch, and after some the
    // object is thrown away and made anew from what was written.
    private static Map<String, String> run(long seed, int crashPercent, List<String> heard) {
        SplittableRandom random = new SplittableRandom(seed);
        SplittableRandom crashes = new SplittableRandom(seed + 1);
        Map<String, byte[]> store = new TreeMap<>();
        OrganisationProfile profile = new OrganisationProfile(ProfileSettings.DEFAULTS, LOW);
        StateWriter writer = new StateWriter();
        Declared declared =
                new Declared(seed % 2 == 0 ? 500 : 0, 0x1FE00, List.of(new Declared.Entry(START, START + DAY, 2)));
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
            profile.writeChanges(writer, (kind, index, value) -> keep(store, kind, index, value));
            if (crashes.nextInt(100) < crashPercent) {
                profile = restored(store);
                profile.declare(declared);
            }
        }
        Map<String, String> state = new TreeMap<>();
        store.forEach((key, value) -> state.put(key, HexFormat.of().formatHex(value)));
        return state;
    }
}
