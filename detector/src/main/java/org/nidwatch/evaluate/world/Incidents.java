// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.world;

import java.util.ArrayList;
import java.util.List;
import org.nidwatch.simulate.Rng;

/** What happens to one organisation alone: its campaigns, jobs, outages and faults, in a world's ticks. */
final class Incidents {
    /** All credentials. */
    static final int ALL = -1;

    private static final int DAY = World.TICKS_A_DAY;
    private static final int HOUR = Rhythm.TICKS_AN_HOUR;

    /** The queries of a credential, or of all, are {@code factor} times as many; {@code known} scales the part it knows. */
    record Scaling(int credential, int from, int until, double factor, double known) {}

    /** Queries beside the ordinary ones: so many a tick, of which parts are known, missed and in blocks hit before. */
    record Job(int credential, int from, int until, double perTick, double known, double missed, double repeats) {}

    /** One credential stops and another takes its queries. */
    record FailOver(int from, int until, int stops, int takes) {}

    /** A form or list with wrong numbers: misses are {@code factor} times as many. */
    record BadForm(int credential, int from, int until, double factor) {}

    final List<Scaling> scalings = new ArrayList<>();
    final List<Job> jobs = new ArrayList<>();
    final List<FailOver> failOvers = new ArrayList<>();
    final List<BadForm> badForms = new ArrayList<>();
    final List<Tenant.Announced> announced = new ArrayList<>();
    final List<Tenant.Surprise> surprises = new ArrayList<>();
    /** Part of the ordinary volume that the daily job makes. */
    private double daily;

    private final Rng rng;
    private final int days;
    private final double meanPerDay;
    private final double[] shares;

    Incidents(long seed, Sector sector, boolean bursty, int days, double meanPerDay, double[] shares) {
        rng = new Rng(seed);
        this.days = days;
        this.meanPerDay = meanPerDay;
        this.shares = shares;
        campaigns(bursty ? 150 : 75);
        outages(60);
        reKyc(rng.chance(bursty ? 0.15 : 0.4) ? 60 : 0);
        lists(rng.chance(sector.lists) ? 90 : 0);
        if (rng.chance(bursty ? 0.15 : 0.25)) {
            cron();
        }
        if (shares.length > 1) {
            failOvers(90);
        }
        badForms(240);
    }

    /** Part of the ordinary volume that is asked one by one, not by the daily job. */
    double oneByOne() {
        return 1 - daily;
    }

    /** How many of something that happens once in so many days; 0 = never. */
    private int number(double every) {
        return every == 0 ? 0 : Laws.poisson(rng, days / every);
    }

    private int anyone() {
        return rng.below(shares.length);
    }

    /** A promotion or enrolment, of mostly new people; it begins in the morning. */
    private void campaigns(double every) {
        for (int i = number(every); i > 0; i--) {
            int from = rng.below(days) * DAY + (7 + rng.below(4)) * HOUR;
            int until = from - from % DAY + (1 + (int) (3 * rng.exponential())) * DAY;
            double factor = rng.between(1.6, 3.6);
            scalings.add(new Scaling(ALL, from, until, factor, rng.between(0.6, 1)));
            announce(0.4, from, until, factor);
        }
    }

    /** Cut off in whole or in part; then those who waited come back, most of them. */
    private void outages(double every) {
        for (int i = number(every); i > 0; i--) {
            int from = rng.below(days) * DAY + (8 + rng.below(11)) * HOUR + rng.below(HOUR);
            int length = 6 + rng.below(48);
            int credential = rng.chance(0.3) ? anyone() : ALL;
            double left = rng.chance(0.35) ? rng.between(0.1, 0.6) : 0;
            double catchUp = rng.between(1.3, 2.5);
            int after = (int) (length * (1 - left) * rng.between(0.4, 0.9) / (catchUp - 1));
            scalings.add(new Scaling(credential, from, from + length, left, 1));
            scalings.add(new Scaling(credential, from + length, from + length + Math.min(after, DAY), catchUp, 1));
        }
    }

    /** Customers verified again, over some nights, by one credential. */
    private void reKyc(double every) {
        for (int i = number(every); i > 0; i--) {
            int first = rng.below(days);
            int nights = 1 + rng.below(6);
            int length = (3 + rng.below(5)) * HOUR;
            double perTick = meanPerDay * StrictMath.exp(rng.between(-1.2, 0.9)) / length;
            boolean strangers = rng.chance(0.12);
            double known = strangers ? rng.between(0.3, 0.7) : rng.between(0.75, 0.97);
            int credential = anyone();
            double missed = rng.between(0.002, 0.02);
            for (int night = 0; night < nights; night++) {
                int from = (first + night) * DAY + rng.below(HOUR);
                jobs.add(new Job(credential, from, from + length, perTick, known, missed, 0.002));
            }
            if (!announce(strangers ? 1 : 0.5, first * DAY, (first + nights) * DAY, 1 + perTick * DAY / meanPerDay)) {
                surprise(Tenant.SurpriseKind.BATCH, first * DAY, (first + nights) * DAY);
            }
        }
    }

    /** Beneficiaries in the order of their numbers. */
    private void lists(double every) {
        for (int i = number(every); i > 0; i--) {
            int from = rng.below(days) * DAY + (rng.chance(0.6) ? 9 + rng.below(5) : rng.below(24)) * HOUR;
            int length = (2 + rng.below(9)) * HOUR;
            double perTick = meanPerDay * StrictMath.exp(rng.between(-1.2, 1)) / length;
            double known = rng.between(0.05, 0.4);
            double repeats = meanPerDay < 100 ? rng.between(0.1, 0.5) : rng.between(0.4, 0.95);
            jobs.add(new Job(anyone(), from, from + length, perTick, known, rng.between(0.005, 0.05), repeats));
            if (!announce(0.6, from, from + length, 1 + perTick * DAY / meanPerDay)) {
                surprise(Tenant.SurpriseKind.LIST, from, from + length);
            }
        }
    }

    /** The same job at the same minute of every day. */
    private void cron() {
        int at = rng.below(DAY);
        int length = 1 + rng.below(3);
        double part = rng.between(0.02, 0.15);
        double perTick = meanPerDay * part / length;
        double known = rng.between(0.2, 0.9);
        int credential = anyone();
        boolean jitters = rng.chance(0.3);
        double missed = rng.between(0.003, 0.03);
        int from = rng.chance(0.8) ? 0 : rng.below(days);
        daily = from == 0 ? part : 0;
        for (int day = from; day < days; day++) {
            int start = day * DAY + at + (jitters ? rng.below(2) : 0);
            double today = perTick * rng.between(0.8, 1.2);
            jobs.add(new Job(credential, start, start + length, today, known, missed, 0.005));
        }
    }

    private void failOvers(double every) {
        for (int i = number(every); i > 0; i--) {
            int from = rng.below(days * DAY);
            int until = from + (int) (3 * HOUR + rng.exponential() * DAY);
            int stops = anyone();
            failOvers.add(new FailOver(from, until, stops, (stops + 1 + rng.below(shares.length - 1)) % shares.length));
        }
    }

    private void badForms(double every) {
        for (int i = number(every); i > 0; i--) {
            int from = rng.below(days) * DAY + (8 + rng.below(8)) * HOUR;
            int until = from + (int) (HOUR + rng.exponential() * DAY);
            surprise(Tenant.SurpriseKind.FAULTY_FORM, from, until);
            badForms.add(new BadForm(rng.chance(0.7) ? anyone() : ALL, from, until, rng.between(2, 8)));
        }
    }

    /** Contracts ask for notice of what is out of the ordinary; some give it, and not all keep to what they said. */
    private boolean announce(double chance, int from, int until, double multiple) {
        boolean told = rng.chance(chance);
        if (told) {
            announced.add(new Tenant.Announced(from, until, multiple * rng.between(0.95, 1.5)));
        }
        return told;
    }

    private void surprise(Tenant.SurpriseKind kind, int from, int until) {
        surprises.add(new Tenant.Surprise(kind, from, until));
    }
}
