// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OrganisationProfileTest {
    /** A Sunday, 00:00 UTC. */
    private static final long START = 1_772_323_200_000L;

    private static final long HOUR = 3_600_000L;
    private static final long DAY = 24 * HOUR;
    private static final ProfileSettings UTC =
            new ProfileSettings(ZoneOffset.UTC, List.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY));

    private final SplittableRandom random = new SplittableRandom(1);
    private OrganisationProfile profile = new OrganisationProfile(UTC, all(25));
    private long time = START;
    private long alarms;

    private static Thresholds all(double height) {
        Thresholds thresholds = new Thresholds();
        for (Signal signal : Signal.values()) {
            thresholds.with(signal, height, height);
        }
        return thresholds;
    }

    // Honest work: so many an hour from 8 to 18 o'clock on working days, a tenth otherwise, 60 % new, over credentials.
    private void work(double perHour, int days, int credentials) {
        workUntil(time + days * DAY, perHour, credentials);
    }

    private void workUntil(long end, double perHour, int credentials) {
        while (time < end) {
            long hour = (time - START) / HOUR;
            boolean open = hour % 24 >= 8 && hour % 24 < 18 && hour / 24 % 7 < 5;
            double pace = open ? perHour : perHour / 10;
            time += (long) Math.max(1, -StrictMath.log(1 - random.nextDouble()) * HOUR / pace);
            query("k" + (int) (credentials * random.nextDouble() * random.nextDouble()), random.nextInt(100) < 60);
        }
    }

    private boolean query(String credential, boolean fresh) {
        profile.advance(time);
        boolean missed = !fresh && random.nextInt(100) < 5;
        boolean reached = profile.count(time, credential, null, null, fresh || missed, missed, fresh, false);
        alarms += reached ? 1 : 0;
        return reached;
    }

    @Test
    void honestWorkOfFiveWeeksStaysBelowAllThresholds() {
        profile.declare(new Declared(1_500, 0, List.of()));
        work(60, 35, 6);
        assertThat(alarms).isZero();
        // Ten working hours of 60, the other 14 and days off a tenth; 60 % new: about 11.5 an hour over the week.
        assertThat(profile.levelNow() / 24).isBetween(8.0, 20.0);
    }

    @Test
    void whoHasJustBegunMeetsNobodyButNewPeople() {
        OrganisationProfile newborn = new OrganisationProfile(UTC, defaults());
        newborn.declare(new Declared(1_500, 0, List.of()));
        long end = START + 3 * DAY;
        for (time = START; time < end; time += 90_000) {
            newborn.advance(time);
            // All are new at first, half of them after three days.
            boolean known = random.nextDouble() < (time - START) / (6.0 * DAY);
            assertThat(newborn.count(time, "k" + random.nextInt(6), null, null, !known, false, !known, false))
                    .as("minute %d", (time - START) / 60_000)
                    .isFalse();
        }
    }

    // The fresh share's as they are set, the others out of the way.
    private static Thresholds defaults() {
        return all(1e6).with(Signal.ORGANISATION_FRESH_SHARE_DAY, 6.2, 6.2).with(Signal.CREDENTIAL_FRESH_SHARE, 11, 7);
    }

    @Test
    void aBotBehindAnHonestCredentialIsSeenAtNight() {
        profile.declare(new Declared(1_500, 0, List.of()));
        work(60, 28, 6);
        time = START + 28 * DAY + HOUR; // Sunday, one o'clock
        int fetched = 0;
        while (fetched < 400 && !query("k2", true)) {
            time += 120_000;
            fetched++;
        }
        assertThat(fetched).isBetween(3, 120);
        Sight sight = new Sight();
        profile.look(Signal.CREDENTIAL_FLAT, sight);
        assertThat(sight.actor()).isEqualTo("k2");
        assertThat(sight.dimension()).isEqualTo(Dimension.CREDENTIAL);
    }

    @Test
    void allTogetherAreACampaignAndOneAloneIsNot() {
        profile.declare(new Declared(6_000, 0, List.of()));
        work(200, 28, 6);
        work(500, 4, 6);
        long whenAllDoMore = alarms;
        assertThat(whenAllDoMore).isZero();
        for (int i = 0; i < 600; i++) {
            time += 6_000;
            query("k4", true);
        }
        assertThat(alarms).isPositive();
    }

    @Test
    void aRiseThatWasAnnouncedIsExplainedUpToItsCeiling() {
        profile.declare(new Declared(1_500, 0, List.of(new Declared.Entry(START + 28 * DAY, START + 32 * DAY, 4))));
        work(60, 28, 1);
        work(200, 3, 1);
        assertThat(alarms).isZero();
        work(1_500, 1, 1);
        assertThat(alarms).isPositive();
    }

    @Test
    void nobodyCanRaiseTheLevelQuickly() {
        profile.declare(new Declared(6_000, 0, List.of()));
        work(60, 21, 6);
        double before = profile.levelNow();
        work(90, 14, 6);
        assertThat(profile.levelNow()).isLessThanOrEqualTo(before * StrictMath.exp(0.004 * 15));
    }

    @Test
    void nothingIsLearnedWhileAnEpisodeIsOpen() {
        profile.declare(new Declared(6_000, 0, List.of()));
        work(60, 21, 6);
        profile.freeze(true);
        double before = profile.levelNow();
        work(200, 7, 6);
        assertThat(profile.levelNow()).isEqualTo(before);
    }

    @Test
    void anAnalystsWordTeachesAtOnceAndWithinBounds() {
        profile.declare(new Declared(1_500, 0, List.of()));
        work(60, 21, 6);
        double before = profile.levelNow();
        work(600, 1, 6);
        double clipped = profile.levelNow();
        profile.benign();
        assertThat(profile.levelNow()).isGreaterThan(clipped).isLessThanOrEqualTo(1.31 * clipped);
        assertThat(clipped).isLessThanOrEqualTo(1.01 * before);
    }

    @Test
    void whatAnAnalystTaughtHoldsInTheOpenTickAndAfterARestart() {
        profile.declare(new Declared(1_500, 0, List.of()));
        work(60, 35, 6);
        work(120, 1, 6);
        double before = profile.expectedThisHour();

        profile.benign();

        assertThat(profile.expectedThisHour())
                .isNotEqualTo(before)
                .isEqualTo(profile.copy(UTC).expectedThisHour());
    }

    @Test
    void aLateQueryCountsIntoTheOpenDayAlone() {
        work(60, 35, 6);
        OrganisationProfile late = profile.copy(UTC);
        OrganisationProfile backlog = profile.copy(UTC);
        for (int i = 0; i < 2_000; i++) {
            late.count(time - 3 * HOUR, "k1", null, null, true, false, true, false);
            backlog.count(time - DAY - HOUR, "k1", null, null, true, false, true, false);
        }
        Sight sight = new Sight();

        late.look(Signal.CREDENTIAL_DAY, sight);
        assertThat(sight.observed()).isGreaterThanOrEqualTo(2_000);
        assertThat(sight.score()).isGreaterThan(1);
        late.look(Signal.CREDENTIAL_HOUR, sight);
        assertThat(sight.observed()).isLessThan(100);
        backlog.look(Signal.ORGANISATION_DAY, sight);
        assertThat(sight.observed()).isLessThan(2_000);
    }

    @Test
    void aBurstThatAPersonFoundHonestMustBeHigherToAlarmAgain() {
        profile = new OrganisationProfile(UTC, volumes(25));
        profile.declare(new Declared(1_500, 0, List.of()));
        work(60, 28, 6);
        int first = burst(profile, 300);
        assertThat(first).isBetween(5, 200);
        profile.freeze(true);
        for (int i = first; i < 300; i++) {
            burst(profile, 1);
        }
        time += 26 * HOUR; // the windows that hold it have closed
        profile.advance(time);
        profile.freeze(false);
        OrganisationProfile unjudged = profile.copy(UTC);
        unjudged.spent();
        profile.benign();
        time = START + 31 * DAY + HOUR;

        assertThat(burst(unjudged, 300)).as("nobody said a word").isBetween(1, first * 3 / 2);
        assertThat(burst(profile, 2_000)).as("now").isGreaterThan(3 * first);
    }

    @Test
    void aFaultyNightBatchThatAPersonFoundHonestMustBeWorseToAlarmAgain() {
        profile = new OrganisationProfile(UTC, all(1e6).with(Signal.ORGANISATION_MISSES_DAY, 4, 4));
        work(600, 28, 6);
        int first = batch(profile, 0, 6);
        assertThat(first).isBetween(10, 250);
        profile.freeze(true);
        for (int from = first; from > 0; from = batch(profile, from, 6)) {
            assertThat(from).isLessThanOrEqualTo(300);
        }
        time += HOUR;
        work(600, 1, 6); // in the day's whole it does not stand out
        profile.freeze(false);
        OrganisationProfile unjudged = profile.copy(UTC);
        unjudged.spent();
        profile.benign();
        time = START + 30 * DAY;

        assertThat(batch(unjudged, 0, 6)).as("nobody said a word").isBetween(10, 250);
        assertThat(batch(profile, 0, 6)).isEqualTo(-1);
        assertThat(batch(profile, 0, 1)).as("all wrong").isPositive();
    }

    // The rest of 300 queries about new numbers, one of so many wrong, until it alarms; -1 when it does not.
    private int batch(OrganisationProfile of, int from, int wrong) {
        of.advance(time);
        for (int i = from + 1; i <= 300; i++) {
            boolean missed = i % wrong == 0;
            if (of.count(time, "k1", null, null, true, missed, !missed, false)) {
                return i;
            }
        }
        return -1;
    }

    private static Thresholds volumes(double height) {
        Thresholds thresholds = all(1e6);
        for (Signal signal : Signal.values()) {
            if (signal.volume()) {
                thresholds.with(signal, height, height);
            }
        }
        return thresholds;
    }

    // New people fetched by one credential within a tick until it alarms; -1 when it does not.
    private int burst(OrganisationProfile of, int most) {
        of.advance(time);
        for (int i = 1; i <= most; i++) {
            if (of.count(time, "k1", null, null, true, false, true, false)) {
                return i;
            }
        }
        return -1;
    }

    @Test
    void noHourIsTheHighestOfPastWeeksOnTheFirstTwoDays() {
        profile = new OrganisationProfile(UTC, all(1e6).with(Signal.CREDENTIAL_HIGHEST, 30, 39));
        profile.declare(new Declared(1_500, 0, List.of()));
        work(60, 1, 6);
        OrganisationProfile later = profile.copy(UTC);
        time = START + DAY + 10 * HOUR;
        assertThat(burst(profile, 1_000)).isEqualTo(-1);
        time = START + 2 * DAY + 10 * HOUR;
        assertThat(burst(later, 1_000)).isBetween(30, 1_000);
    }

    @Test
    void oneBusyDayDoesNotLastAndFourInARowDo() {
        for (Signal signal : List.of(Signal.CREDENTIAL_LASTING_HOUR, Signal.CREDENTIAL_LASTING_JOINT)) {
            profile = new OrganisationProfile(UTC, all(1e6).with(signal, 4 * signal.mostOfADay - 1, 1e6));
            profile.declare(new Declared(6_000, 0, List.of()));
            time = START;
            work(200, 30, 6);
            int days = 0;
            do {
                days++;
            } while (days < 10 && !reachedOnABusyDay(START + (29 + days) * DAY, signal));
            assertThat(days).as("%s", signal).isBetween(4, 6);
        }
    }

    // A day on which one credential does four times its part at all hours.
    private boolean reachedOnABusyDay(long midnight, Signal signal) {
        Sight sight = new Sight();
        boolean reached = false;
        for (int hour = 0; hour < 24; hour++) {
            workUntil(midnight + (hour + 1) * HOUR - 60_000, 200, 6);
            for (int i = 0; i < (hour >= 8 && hour < 18 ? 60 : 6); i++) {
                reached |= query("k2", true);
            }
            profile.look(signal, sight);
        }
        assertThat(sight.lasting()).isTrue();
        return reached;
    }

    @Test
    void oneSharedCredentialHasPeersInItsOperators() {
        profile.declare(new Declared(6_000, 0, List.of()));
        for (long end = time + 20 * DAY; time < end; ) {
            time += (long) Math.max(1, -StrictMath.log(1 - random.nextDouble()) * HOUR / 40);
            shared("op" + random.nextInt(5));
        }
        assertThat(profile.alone()).isFalse();
        boolean reached = false;
        for (int i = 0; i < 600; i++) {
            time += 10_000;
            if (i % 9 == 0) {
                shared("op" + i % 3); // the others go on
            }
            reached |= shared("op3");
        }
        assertThat(reached).isTrue();
        Sight sight = new Sight();
        profile.look(Signal.CREDENTIAL_HOUR, sight);
        assertThat(sight.dimension()).isEqualTo(Dimension.OPERATOR);
        assertThat(sight.actor()).isEqualTo("op3");
    }

    private boolean shared(String operator) {
        profile.advance(time);
        return profile.count(time, "portal", operator, "10.0.0.1", true, false, true, false);
    }

    @Test
    void whoDeclaredNothingIsNotJudgedByVolumeOnTheFirstDay() {
        work(2_000, 1, 4);
        assertThat(alarms).isZero();
    }
}
