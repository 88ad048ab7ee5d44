// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.nidwatch.profile.Declared;
import org.nidwatch.profile.OrganisationProfile;
import org.nidwatch.profile.ProfileSettings;

/** Each learned detector on a profile of five honest weeks, and on its own abuse upon them. */
class LearnedTest {
    private static final long START = 1_772_301_600_000L; // a Sunday, 00:00 in Dhaka
    private static final long HOUR = 3_600_000L;
    private static final long DAY = 24 * HOUR;

    private enum Mark {
        ASKED,
        MISSED,
        FRESH,
        REPEAT
    }

    private final SplittableRandom random = new SplittableRandom(7);
    private final OrganisationProfile profile =
            new OrganisationProfile(ProfileSettings.DEFAULTS, Detectors.thresholds(DetectorSettings.DEFAULTS));
    private final OrganisationPicture picture = new OrganisationPicture(new FakeWindows(), profile);
    private final Set<String> fired = new TreeSet<>();
    private final Set<String> sentences = new TreeSet<>();
    private long time = START;

    LearnedTest() {
        profile.declare(new Declared(6_000, 0, List.of()));
    }

    private static List<Detector> learned() {
        return Detectors.of(DetectorSettings.DEFAULTS).stream()
                .filter(Detector::learned)
                .toList();
    }

    private void honest(double days, int credentials) {
        for (long end = time + (long) (days * DAY); time < end; ) {
            long hour = (time - START) / HOUR;
            boolean open = hour % 24 >= 8 && hour % 24 < 20 && hour / 24 % 7 < 5;
            time += (long) Math.max(1, -StrictMath.log(1 - random.nextDouble()) * HOUR / (open ? 200 : 20));
            int kind = random.nextInt(100);
            query(
                    "k" + random.nextInt(credentials),
                    kind < 60
                            ? EnumSet.of(Mark.ASKED, Mark.FRESH)
                            : kind < 63 ? EnumSet.of(Mark.ASKED, Mark.MISSED) : EnumSet.noneOf(Mark.class));
        }
    }

    private void query(String credential, Set<Mark> marks) {
        profile.advance(time);
        boolean reached = profile.count(
                time,
                credential,
                null,
                null,
                marks.contains(Mark.ASKED),
                marks.contains(Mark.MISSED),
                marks.contains(Mark.FRESH),
                marks.contains(Mark.REPEAT));
        if (reached) {
            for (Detector detector : learned()) {
                Assessment assessment = new Assessment();
                detector.examine(picture, assessment);
                if (assessment.fired()) {
                    fired.add(detector.id());
                    sentences.add(
                            Detectors.finding(detector, picture, assessment).sentence());
                }
            }
        }
    }

    // The abuse, and honest work going on beside it.
    private void abuse(int queries, long gapMillis, String credential, Set<Mark> marks) {
        for (int i = 0; i < queries; i++) {
            time += gapMillis;
            query(credential, marks);
            if (random.nextDouble() < gapMillis * 200 / 3_600_000.0) {
                query("k" + random.nextInt(6), EnumSet.of(Mark.ASKED, Mark.FRESH));
            }
        }
    }

    @Test
    void allAreSilentOnFiveHonestWeeks() {
        honest(35, 6);
        assertThat(fired).isEmpty();
    }

    @Test
    void allAreSilentWithoutAProfile() {
        for (Detector detector : learned()) {
            Assessment assessment = new Assessment();
            detector.examine(new OrganisationPicture(Pictures.steady()), assessment);
            assertThat(assessment.score()).isZero();
        }
    }

    @Test
    void aBurstOfOneCredentialIsItsVolume() {
        honest(30.5, 6);
        abuse(1_500, 2_000, "k2", EnumSet.of(Mark.ASKED, Mark.FRESH));
        assertThat(fired).contains("credential-volume");
        assertThat(sentences)
                .anySatisfy(sentence -> assertThat(sentence)
                        .startsWith("Credential k2 fetched ")
                        .contains("this organisation had never asked for")
                        .contains("its own history and its peers' present pace")
                        .contains("alarm"));
    }

    @Test
    void anHourThatNoHourBeforeComesNearIsTheHighest() {
        honest(30.5, 6);
        abuse(300, 6_000, "k2", EnumSet.of(Mark.ASKED, Mark.FRESH));
        assertThat(fired).contains("highest-hour");
        assertThat(sentences)
                .anySatisfy(sentence -> assertThat(sentence)
                        .startsWith("Credential k2 fetched ")
                        .contains(
                                "in this clock hour; its highest hour of past weeks and its peers' present pace explain ")
                        .contains("the alarm was at "));
    }

    @Test
    void twiceTheHighestHourIsNotYetBeyondAllBefore() {
        honest(30.5, 6);
        abuse(100, 30_000, "k2", EnumSet.of(Mark.ASKED, Mark.FRESH));
        assertThat(fired).doesNotContain("highest-hour");
    }

    @Test
    void aBotThatDoesNotSleepIsATrickle() {
        honest(30, 6); // a Tuesday, midnight
        abuse(700, 40_000, "k1", EnumSet.of(Mark.ASKED, Mark.FRESH));
        assertThat(fired).containsAnyOf("steady-trickle", "fresh-share");
    }

    @Test
    void whatGoesOnForDaysIsSeenThoughNoDayIsExtraordinary() {
        honest(30, 6);
        for (int hour = 0; hour < 9 * 24; hour++) {
            boolean open = hour % 24 >= 8 && hour % 24 < 20;
            honest(1 / 24.0, 6);
            abuse(open ? 14 : 2, 1_000, "k1", EnumSet.of(Mark.ASKED, Mark.FRESH));
        }
        assertThat(sentences)
                .anySatisfy(sentence -> assertThat(sentence)
                        .startsWith("Credential k1 fetched ")
                        .contains(
                                "; the excesses of several days have added up to 1 times the alarm, of which one day"));
    }

    @Test
    void guessesAreAShiftOfMisses() {
        honest(30.5, 6);
        abuse(60, 20_000, "k3", EnumSet.of(Mark.ASKED, Mark.MISSED));
        assertThat(fired).contains("miss-shift");
        assertThat(sentences).anySatisfy(sentence -> assertThat(sentence).contains("do not exist"));
    }

    @Test
    void neighboursAreAShiftOfBlocks() {
        honest(30.5, 6);
        abuse(60, 20_000, "k3", EnumSet.of(Mark.ASKED, Mark.FRESH, Mark.REPEAT));
        assertThat(fired).contains("block-shift");
        assertThat(sentences).anySatisfy(sentence -> assertThat(sentence).contains("1,000 neighbours"));
    }

    @Test
    void aRiseOfWhoHasNoPeersIsTheOrganisations() {
        honest(30.5, 1);
        for (int i = 0; i < 4_000; i++) {
            time += 1_000;
            query("k0", EnumSet.of(Mark.ASKED, Mark.FRESH));
        }
        assertThat(fired).contains("organisation-volume");
    }

    @Test
    void knownPeopleByTheThousandAreTotalVolume() {
        honest(30.5, 6);
        for (int hour = 0; hour < 10; hour++) {
            abuse(12_000, 300, "k4", EnumSet.noneOf(Mark.class));
        }
        assertThat(fired).contains("total-volume");
    }
}
