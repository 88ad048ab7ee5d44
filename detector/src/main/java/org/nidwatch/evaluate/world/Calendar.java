// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.world;

import java.util.ArrayList;
import java.util.List;
import org.nidwatch.simulate.Rng;

/** What happens to everybody, or to a whole sector, in a world. Day 0 is a Sunday; months have 30 days. */
final class Calendar {
    private static final int MONTH = 30;
    private static final int NEVER = -1_000;
    private static final int FAST = 29;
    private static final double HOLIDAYS_A_DAY = 22.0 / 365;
    private static final double DRIVES_A_DAY = 1 / 60.0;
    private static final double TROUBLES_A_DAY = 0.1;

    /** A time in which a whole sector re-registers its customers. */
    record Drive(Sector sector, int fromDay, int untilDay, double factor) {}

    final List<Drive> drives = new ArrayList<>();

    private final int dayOfMonth;
    private final boolean[] holiday;
    private final int eid;
    private final int closedDays;
    private final boolean fasting;
    private final int election;
    private final double[] errors;

    Calendar(long seed, int days) {
        Rng rng = new Rng(seed);
        dayOfMonth = rng.below(MONTH);
        holiday = new boolean[days];
        for (int day = 0; day < days; day++) {
            holiday[day] = rng.chance(HOLIDAYS_A_DAY * 0.6);
        }
        eid = rng.chance(Math.min(0.9, days / 80.0)) ? rng.below(days) : NEVER;
        closedDays = 5 + rng.below(5);
        fasting = rng.chance(0.5);
        election = rng.chance(Math.min(0.4, days / 150.0)) ? rng.below(days) : NEVER;
        drive(rng, Sector.TELECOM, days, 0.5);
        for (Sector sector : Sector.values()) {
            drive(rng, sector, days, 0.08);
        }
        errors = troubles(rng, days * World.TICKS_A_DAY);
    }

    private void drive(Rng rng, Sector sector, int days, double often) {
        if (rng.chance(1 - StrictMath.exp(-often * DRIVES_A_DAY * days))) {
            int from = rng.below(days);
            drives.add(new Drive(sector, from, Math.min(days, from + 7 + rng.below(14)), rng.between(1.6, 3.6)));
        }
    }

    /** The NID server is down for everybody now and then, a few minutes to an hour. */
    private static double[] troubles(Rng rng, int ticks) {
        double[] errors = new double[ticks];
        int number = Laws.poisson(rng, TROUBLES_A_DAY * ticks / World.TICKS_A_DAY);
        for (int i = 0; i < number; i++) {
            int from = rng.below(ticks);
            int until = Math.min(ticks, from + 1 + rng.below(12));
            double part = rng.between(0.2, 0.95);
            for (int tick = from; tick < until; tick++) {
                errors[tick] = part;
            }
        }
        return errors;
    }

    /** Part of all queries that the server answers with an error. */
    double errors(int tick) {
        return errors[tick];
    }

    /** Whether a day lies in the month before Eid-ul-Fitr. */
    boolean fasting(int day) {
        return fasting && eid != NEVER && day >= eid - FAST && day < eid;
    }

    /** Factor on the traffic of a whole day of an organisation. */
    double factor(Sector sector, int day, double payday, double takesPart) {
        return rest(sector.hours, day)
                * before(sector, day)
                * drive(sector, day, takesPart)
                * paid(sector, day, payday);
    }

    private double paid(Sector sector, int day, double payday) {
        int date = (dayOfMonth + day) % MONTH;
        return sector.feelsPaydays() && (date < 3 || date >= 27) ? payday : 1;
    }

    private double rest(Sector.Hours hours, int day) {
        int sinceEid = day - eid;
        if (sinceEid >= 0 && sinceEid < closedDays) {
            double healed = (double) sinceEid / closedDays;
            return switch (hours) {
                case OFFICE -> 0.04 + 0.05 * healed;
                case RETAIL -> 0.25 + 0.5 * healed;
                case ALWAYS -> 0.6 + 0.3 * healed;
            };
        }
        if (!holiday[day] && day != election) {
            return 1;
        }
        return switch (hours) {
            case OFFICE -> 0.06;
            case RETAIL -> 0.6;
            case ALWAYS -> 0.8;
        };
    }

    /** Money and telephones before Eid; papers, permits and police before an election. */
    private double before(Sector sector, int day) {
        double factor = 1;
        if (day >= eid - 6 && day < eid && (sector.hours == Sector.Hours.RETAIL || sector.feelsPaydays())) {
            factor *= 1 + 0.08 * (7 - (eid - day));
        }
        boolean state = sector == Sector.MINISTRY || sector == Sector.CITY || sector == Sector.POLICE;
        if (state && day >= election - 21 && day < election) {
            factor *= 1.4 + 1.1 * (1 - (election - day) / 21.0);
        }
        return factor;
    }

    private double drive(Sector sector, int day, double takesPart) {
        double factor = 1;
        for (Drive drive : drives) {
            if (drive.sector() == sector && day >= drive.fromDay() && day < drive.untilDay()) {
                // It takes two days to get going, and the last ones bring those who waited.
                double going = Math.min(1, (day - drive.fromDay() + 1) / 3.0);
                double rush = drive.untilDay() - day <= 2 ? 1.2 : 1;
                factor = Math.max(factor, 1 + (drive.factor() - 1) * takesPart * going * rush);
            }
        }
        return factor;
    }
}
