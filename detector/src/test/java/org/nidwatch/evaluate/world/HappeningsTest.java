// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nidwatch.simulate.Rng;

/** What is out of the ordinary does happen, and as described. */
class HappeningsTest {
    private static final int DAY = World.TICKS_A_DAY;
    private static final int DAYS = 70;

    private final List<Incidents> all = new ArrayList<>();

    HappeningsTest() {
        for (int seed = 0; seed < 300; seed++) {
            all.add(new Incidents(seed, Sector.MINISTRY, false, DAYS, 1_000, new double[] {0.6, 0.3, 0.1}));
        }
    }

    @Test
    void organisationsHaveCampaignsOutagesAndFaults() {
        List<Incidents.Scaling> scalings =
                all.stream().flatMap(incidents -> incidents.scalings.stream()).toList();
        assertThat(scalings).anyMatch(scaling -> scaling.factor() >= 1.6 && scaling.known() < 1);
        assertThat(scalings).anyMatch(scaling -> scaling.factor() == 0 && scaling.credential() == Incidents.ALL);
        assertThat(scalings).anyMatch(scaling -> scaling.factor() == 0 && scaling.credential() != Incidents.ALL);
        assertThat(scalings).anyMatch(scaling -> scaling.factor() > 0 && scaling.factor() < 1);
        assertThat(all).anyMatch(incidents -> !incidents.failOvers.isEmpty());
        assertThat(all).anyMatch(incidents -> !incidents.badForms.isEmpty());
        assertThat(all.stream().flatMap(incidents -> incidents.failOvers.stream()))
                .allMatch(failOver -> failOver.stops() != failOver.takes());
    }

    @Test
    void jobsAreOfKnownPeopleAtNightInSortedListsOrDaily() {
        List<Incidents.Job> jobs =
                all.stream().flatMap(incidents -> incidents.jobs.stream()).toList();
        assertThat(jobs).anyMatch(job -> job.known() > 0.75 && job.from() % DAY < 24);
        assertThat(jobs).anyMatch(job -> job.repeats() > 0.4);
        assertThat(all).anyMatch(incidents -> incidents.oneByOne() < 1 && incidents.jobs.size() >= DAYS);
    }

    @Test
    void someAnnounceAndSomeDoNot() {
        long campaigns = all.stream()
                .mapToLong(incidents -> incidents.scalings.stream()
                        .filter(scaling -> scaling.factor() >= 1.6 && scaling.known() < 1)
                        .count())
                .sum();
        long announced =
                all.stream().mapToLong(incidents -> incidents.announced.size()).sum();
        assertThat(campaigns).isBetween(200L, 400L);
        assertThat(announced).isBetween(150L, 900L);
        assertThat(all.stream().flatMap(incidents -> incidents.announced.stream()))
                .allMatch(notice -> notice.untilTick() > notice.fromTick() && notice.ceiling() >= 0.95);
    }

    @Test
    void theCalendarHasEidElectionsDrivesAndTrouble() {
        int eids = 0;
        int elections = 0;
        int drives = 0;
        int troubled = 0;
        for (int seed = 0; seed < 200; seed++) {
            Calendar calendar = new Calendar(seed, DAYS);
            boolean eid = false;
            boolean election = false;
            for (int day = 0; day < DAYS; day++) {
                eid |= calendar.factor(Sector.BANK, day, 1, 0) < 0.06;
                election |= calendar.factor(Sector.POLICE, day, 1, 0) > 1.3;
            }
            eids += eid ? 1 : 0;
            elections += election ? 1 : 0;
            drives += calendar.drives.isEmpty() ? 0 : 1;
            troubled += trouble(calendar) > 0 ? 1 : 0;
        }
        assertThat(eids).isBetween(140, 195);
        assertThat(elections).isBetween(50, 110);
        assertThat(drives).isGreaterThan(100);
        assertThat(troubled).isGreaterThan(190);
    }

    @Test
    void aDriveLiftsItsSectorAlone() {
        for (int seed = 0; seed < 50; seed++) {
            Calendar calendar = new Calendar(seed, DAYS);
            for (Calendar.Drive drive : calendar.drives) {
                int middle = (drive.fromDay() + drive.untilDay()) / 2;
                double without = calendar.factor(drive.sector(), middle, 1, 0);
                double with = calendar.factor(drive.sector(), middle, 1, 1);
                if (drive.untilDay() - drive.fromDay() > 6) {
                    assertThat(with / without).isGreaterThanOrEqualTo(drive.factor() * 0.999);
                }
            }
        }
    }

    @Test
    void troubleMakesRetriesNotRecords() {
        World world = Worlds.of(Worlds.Kind.ORDINARY, 12, 10, 30, 30, 0);
        Calendar calendar = new Calendar(Rng.derive(Rng.derive(12, 0), SeededWorld.CALENDAR), 60);
        double inTrouble = 0;
        double before = 0;
        int seen = 0;
        for (int tenant = 0; tenant < 10; tenant++) {
            Counts counts = world.traffic(tenant).counts();
            for (int tick = DAY; tick < counts.ticks(); tick++) {
                if (calendar.errors(tick) > 0.7) {
                    inTrouble += Grid.sum(counts.fresh(), tick, tick + 1);
                    before += Grid.sum(counts.queries(), tick, tick + 1);
                    seen++;
                }
            }
        }
        assertThat(seen).isPositive();
        assertThat(inTrouble / before).isLessThan(0.2);
    }

    @Test
    void aWeekOfHoursIsOfMeanOne() {
        for (Sector.Hours hours : Sector.Hours.values()) {
            float[] levels = Rhythm.of(hours, new Rng(1)).fasting().levels();
            double sum = 0;
            for (float level : levels) {
                sum += level;
            }
            assertThat(sum / levels.length).isCloseTo(1, within(1e-4));
        }
    }

    private static double trouble(Calendar calendar) {
        double sum = 0;
        for (int tick = 0; tick < DAYS * DAY; tick++) {
            sum += calendar.errors(tick);
        }
        return sum;
    }
}
