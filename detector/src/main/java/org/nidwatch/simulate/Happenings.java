// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Set;

/** Factors on a partner's rate that honest events cause: pure functions of seed and time, so nothing is remembered. */
final class Happenings {
    private static final int CAMPAIGN = 11;
    private static final int DRIVE = 12;
    private static final int OUTAGE = 13;
    private static final int TROUBLE = 14;

    private static final Set<MonthDay> HOLIDAYS = Set.of(
            MonthDay.of(2, 21),
            MonthDay.of(3, 26),
            MonthDay.of(4, 14),
            MonthDay.of(5, 1),
            MonthDay.of(12, 16),
            MonthDay.of(12, 25));
    /** First days of Eid-ul-Fitr and Eid-ul-Adha, as far as calendars name them; each closes offices for three days. */
    private static final Set<LocalDate> EIDS = Set.of(
            LocalDate.of(2024, 4, 10),
            LocalDate.of(2024, 6, 16),
            LocalDate.of(2025, 3, 30),
            LocalDate.of(2025, 6, 6),
            LocalDate.of(2026, 3, 20),
            LocalDate.of(2026, 5, 27),
            LocalDate.of(2027, 3, 9),
            LocalDate.of(2027, 5, 16),
            LocalDate.of(2028, 2, 26),
            LocalDate.of(2028, 5, 4));

    private final long worldSeed;
    private final Set<WorldEvent> events;

    Happenings(long worldSeed, Set<WorldEvent> events) {
        this.worldSeed = worldSeed;
        this.events = events;
    }

    boolean has(WorldEvent event) {
        return events.contains(event);
    }

    /** Factor of a whole local day: holiday, payday, campaign, drive. */
    double day(Sector sector, long seed, long day) {
        return holiday(sector, day) * payday(sector, seed, day) * campaign(seed, day) * drive(sector, day);
    }

    /** Factor of a local tick: 0 while cut off, above 1 while catching up. */
    double tick(long seed, long tick) {
        if (!has(WorldEvent.OUTAGE)) {
            return 1;
        }
        long day = DhakaTime.dayOfTick(tick);
        long hash = Rng.derive(seed, OUTAGE, day);
        if (Rng.unit(hash) >= 0.01) {
            return 1;
        }
        Rng rng = new Rng(hash);
        int from = rng.below(9 * DhakaTime.TICKS_AN_HOUR) + 9 * DhakaTime.TICKS_AN_HOUR;
        int length = 6 + rng.below(42);
        int since = DhakaTime.tickOfDay(tick) - from;
        return since < 0 || since >= 2 * length ? 1 : since < length ? 0 : 1.7;
    }

    /** Whether the NID server itself is in trouble at this local tick. */
    boolean trouble(long tick) {
        if (!has(WorldEvent.TROUBLE)) {
            return false;
        }
        long hash = Rng.derive(worldSeed, TROUBLE, DhakaTime.dayOfTick(tick));
        if (Rng.unit(hash) >= 0.01) {
            return false;
        }
        Rng rng = new Rng(hash);
        int from = rng.below(DhakaTime.TICKS_A_DAY - 8);
        int since = DhakaTime.tickOfDay(tick) - from;
        return since >= 0 && since < 2 + rng.below(7);
    }

    private double holiday(Sector sector, long day) {
        if (!has(WorldEvent.HOLIDAY) || !closed(LocalDate.ofEpochDay(day))) {
            return 1;
        }
        return switch (sector.hours) {
            case OFFICE -> 0.06;
            case RETAIL -> 0.6;
            case ALWAYS -> 0.8;
        };
    }

    private static boolean closed(LocalDate date) {
        return HOLIDAYS.contains(MonthDay.from(date))
                || EIDS.contains(date)
                || EIDS.contains(date.minusDays(1))
                || EIDS.contains(date.minusDays(2));
    }

    private double payday(Sector sector, long seed, long day) {
        boolean pays = sector == Sector.BANK || sector == Sector.MOBILE_MONEY || sector == Sector.PAYMENTS;
        if (!pays || !has(WorldEvent.PAYDAY)) {
            return 1;
        }
        int date = LocalDate.ofEpochDay(day).getDayOfMonth();
        return date <= 3 || date >= 27 ? 1.15 + 0.2 * Rng.unit(seed) : 1;
    }

    private double campaign(long seed, long day) {
        long week = DhakaTime.week(day);
        long hash = Rng.derive(seed, CAMPAIGN, week);
        if (!has(WorldEvent.CAMPAIGN) || Rng.unit(hash) >= 0.015) {
            return 1;
        }
        Rng rng = new Rng(hash);
        int first = rng.below(5);
        int length = 1 + rng.below(4);
        int since = DhakaTime.dayOfWeek(day) - first;
        double factor = rng.between(1.6, 3.6);
        return since >= 0 && since < length ? factor : 1;
    }

    private double drive(Sector sector, long day) {
        long hash = Rng.derive(Rng.derive(worldSeed, DRIVE, sector.ordinal()), DhakaTime.week(day));
        return has(WorldEvent.DRIVE) && Rng.unit(hash) < 0.02 ? new Rng(hash).between(1.3, 2.2) : 1;
    }
}
