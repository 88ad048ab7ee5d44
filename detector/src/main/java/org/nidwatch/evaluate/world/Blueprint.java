// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.world;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nidwatch.simulate.Rng;

/** All that is fixed about one organisation. Everything follows from the world's seed and its index. */
final class Blueprint {
    /** Most credentials of one organisation. */
    static final int CREDENTIALS = 18;
    /** Citizens with a number. */
    static final double CITIZENS = 120e6;

    private static final int TENANT = 61;
    private static final double GOLDEN_RATIO = 0.6180339887498949;
    /** Blocks of 1,000 numbers that hold citizens: dense ones of the old numbers by district, thin ones of the new at random. */
    private static final double BLOCKS = 1_000_000;
    /** A branch's first days. */
    static final int OPENING = 7 * World.TICKS_A_DAY;

    final Tenant tenant;
    final Sector sector;
    final long seed;
    final boolean bursty;
    final Incidents incidents;
    /** Parts of the credentials; those of dormant and new ones come on top of the others' 1. */
    final double[] shares;

    final Rhythm[] rhythms;
    /** First tick of the organisation itself; 0 or below = it was always there. */
    final int joins;
    /** What part of a new branch's queries its sisters lose. */
    final double takenOver;

    final double daySpread;
    final double hourSpread;
    final double credentialSpread;
    final double tickShape;
    final double growthPerDay;
    final double payday;
    final double takesPart;
    final double known;
    final double knownDrift;
    final double missed;
    final double denied;
    final double repeats;

    private final int regular;
    private final boolean opensBranch;
    private final Calendar calendar;

    /**
     * @param index position in the world, from 0
     * @param number position among those of its sector, from 1
     */
    Blueprint(Worlds.Kind kind, long worldSeed, int index, Sector sector, int number, Calendar calendar, Span span) {
        this.sector = sector;
        this.calendar = calendar;
        bursty = kind == Worlds.Kind.BURSTY;
        seed = Rng.derive(worldSeed, TENANT, index);
        Rng rng = new Rng(Rng.derive(seed, 1));
        double meanPerDay = size(kind, rank(worldSeed, index)) * rng.between(0.9, 1.1);
        boolean uneven = !bursty && meanPerDay < 2_000 && rng.chance(0.3);
        daySpread = bursty ? rng.between(0.2, 0.6) : rng.between(0.05, 0.2);
        hourSpread = bursty ? rng.between(0.2, 0.6) : uneven ? rng.between(0.4, 1) : rng.between(0.06, 0.25);
        credentialSpread = rng.between(0.08, 0.4);
        tickShape = bursty || uneven ? rng.between(0.4, 3) : StrictMath.exp(rng.between(0.7, 4.3));
        growthPerDay = (rng.chance(0.1) ? rng.between(-0.9, 1.5) : rng.between(-0.3, 0.3)) / 365;
        payday = rng.between(1.1, 1.4);
        takesPart = rng.between(0.6, 1.1);
        known = Math.max(0.03, Math.min(0.65, sector.known * rng.between(0.3, 1.7)));
        knownDrift = rng.between(0.02, 0.12);
        missed = Math.max(0.003, Math.min(0.08, sector.missed * rng.between(0.4, 1.8)));
        denied = rng.between(0.0002, 0.01);
        repeats = repeats(meanPerDay * (1 - known), sector.reach * rng.between(0.5, 1)) + rng.between(0.0003, 0.003);
        joins = rng.chance(0.04) && !bursty ? rng.below((span.warm() + span.days() / 2) * World.TICKS_A_DAY) : 0;

        regular = regularCredentials(rng, meanPerDay);
        opensBranch = regular > 1 && joins == 0 && rng.chance(0.12 * span.all() / 70.0);
        boolean branch = opensBranch;
        boolean dormant = joins == 0 && rng.chance(0.2);
        shares = shares(rng, regular, branch, dormant);
        takenOver = rng.between(0, 0.8);
        int born = rng.below(span.all() * World.TICKS_A_DAY);
        List<Tenant.Login> logins = logins(rng, sector.prefix + "-" + digits(number, 3), branch, born, dormant, span);
        rhythms = rhythms(rng, logins.size());
        incidents = new Incidents(
                Rng.derive(seed, 2), sector, bursty, span.all(), meanPerDay, Arrays.copyOf(shares, regular));
        List<Tenant.Announced> announced = new ArrayList<>(incidents.announced);
        announceDrives(rng, calendar, announced);
        List<Tenant.Surprise> surprises = new ArrayList<>(incidents.surprises);
        if (branch && rng.chance(0.6)) {
            announced.add(new Tenant.Announced(born, born + 2 * OPENING, 1 + 1.5 * shares[regular]));
        } else if (branch) {
            surprises.add(new Tenant.Surprise(Tenant.SurpriseKind.NEW_CREDENTIAL, born, born + 2 * OPENING));
        }
        tenant = new Tenant(
                index,
                sector.prefix + "-" + digits(number, 3),
                sector.name(),
                meanPerDay,
                declared(rng, meanPerDay),
                List.copyOf(logins),
                List.copyOf(announced),
                List.copyOf(surprises));
    }

    /** Days of a world. */
    record Span(int warm, int days) {
        int all() {
            return warm + days;
        }
    }

    /** Rank by size in (0, 1): the golden ratio spreads any number of organisations evenly. */
    static double rank(long worldSeed, int index) {
        double at = Rng.unit(Rng.derive(worldSeed, TENANT + 1)) + index * GOLDEN_RATIO;
        return 0.0005 + 0.999 * (at - Math.floor(at));
    }

    static Sector sector(long worldSeed, int index) {
        return Sector.pick(new Rng(Rng.derive(worldSeed, TENANT + 2, index)), rank(worldSeed, index));
    }

    /** Chance that the organisation has asked in 60 days about a citizen it has no reason to know. */
    double knowsStranger() {
        double people = tenant.meanPerDay() * (1 - known) * 60;
        // Twice as likely as a head count says: the same adults in towns are everybody's customers.
        return Math.min(0.3, 2 * people / CITIZENS);
    }

    /** Level of the whole organisation over the week, mean about 1. */
    float[] rhythm() {
        float[] sum = new float[Rhythm.TICKS_A_WEEK];
        for (int i = 0; i < regular; i++) {
            float[] levels = rhythms[i].levels();
            for (int tick = 0; tick < sum.length; tick++) {
                sum[tick] += (float) (shares[i] * levels[tick]);
            }
        }
        return sum;
    }

    /** How much busier than usual a day is meant to be, by the season, a payday or a campaign of its own. */
    double rush(int day) {
        double factor = calendar.factor(sector, day, payday, takesPart);
        int noon = day * World.TICKS_A_DAY + World.TICKS_A_DAY / 2;
        for (Incidents.Scaling scaling : incidents.scalings) {
            boolean campaign = scaling.credential() == Incidents.ALL && scaling.factor() > 1;
            if (campaign && noon >= scaling.from() && noon < scaling.until()) {
                factor *= scaling.factor();
            }
        }
        return factor;
    }

    /** Row of the credential of a new branch; -1 = none opens. */
    int branch() {
        return opensBranch ? regular : -1;
    }

    /** Whether honest people use a credential at a tick. */
    boolean uses(int credential, int tick) {
        Tenant.Login login = tenant.credentials().get(credential);
        return tick >= login.bornTick() && tick < login.dormantFromTick();
    }

    private static double size(Worlds.Kind kind, double rank) {
        double normal = Rng.normalQuantile(rank);
        return switch (kind) {
            case ORDINARY -> Math.max(5, Math.min(600_000, 1_300 * StrictMath.exp(2.5 * normal)));
            case BURSTY -> Math.max(5, Math.min(60_000, 200 * StrictMath.exp(1.8 * normal)));
        };
    }

    /**
     * Part of the new people who live in a block hit five times or more in the last day: with popularity of blocks as
     * an exponential law, hits of one block in a day are geometric.
     */
    private static double repeats(double askedPerDay, double reach) {
        double hits = askedPerDay / (BLOCKS * reach);
        return Math.min(0.35, StrictMath.pow(hits / (1 + hits), 5) * (1 + 5 / (1 + hits)));
    }

    private int regularCredentials(Rng rng, double meanPerDay) {
        double spread = StrictMath.exp(0.5 * rng.gaussian());
        boolean few = rng.chance(meanPerDay < 30 ? 0.6 : 0.15) || bursty;
        int count = few
                ? 1 + rng.below(2) + (bursty && rng.chance(0.2) ? 1 : 0)
                : 3 + (int) (StrictMath.exp(0.25 * StrictMath.log(1 + meanPerDay) - 0.6) * spread);
        return Math.min(CREDENTIALS - 2, count);
    }

    private static double[] shares(Rng rng, int regular, boolean branch, boolean dormant) {
        double exponent = rng.between(0.4, 1.3);
        double[] shares = new double[regular + (branch ? 1 : 0) + (dormant ? 1 : 0)];
        double sum = 0;
        for (int i = 0; i < regular; i++) {
            shares[i] = StrictMath.pow(i + 1, -exponent) * StrictMath.exp(0.3 * rng.gaussian());
            sum += shares[i];
        }
        for (int i = 0; i < regular; i++) {
            shares[i] /= sum;
        }
        for (int i = regular; i < shares.length; i++) {
            shares[i] = rng.between(0.02, i == regular && branch ? 0.3 : 0.08);
        }
        return shares;
    }

    private List<Tenant.Login> logins(Rng rng, String id, boolean branch, int born, boolean dormant, Span span) {
        List<Tenant.Login> logins = new ArrayList<>();
        for (int i = 0; i < shares.length; i++) {
            boolean opens = branch && i == regular;
            boolean sleeps = dormant && i == shares.length - 1;
            int stops = rng.chance(0.5) ? 0 : rng.below(Math.max(1, span.warm() * World.TICKS_A_DAY * 4 / 5));
            logins.add(new Tenant.Login(
                    id + "-k" + digits(i + 1, 2), opens ? born : joins, sleeps ? stops : Integer.MAX_VALUE));
        }
        return logins;
    }

    private Rhythm[] rhythms(Rng rng, int number) {
        Rhythm own = Rhythm.of(sector.hours, rng);
        Rhythm[] rhythms = new Rhythm[number];
        for (int i = 0; i < number; i++) {
            // An application of an office is used at all hours, whatever the office does.
            boolean other = rng.chance(0.15);
            rhythms[i] = (other ? Rhythm.of(Sector.Hours.ALWAYS, rng) : own).jittered(rng);
        }
        return rhythms;
    }

    private void announceDrives(Rng rng, Calendar calendar, List<Tenant.Announced> announced) {
        for (Calendar.Drive drive : calendar.drives) {
            if (drive.sector() == sector && rng.chance(0.5)) {
                announced.add(new Tenant.Announced(
                        drive.fromDay() * World.TICKS_A_DAY,
                        drive.untilDay() * World.TICKS_A_DAY,
                        1.3 * drive.factor()));
            }
        }
    }

    /** Contracts name round numbers, never tiny ones, and some are far too high. */
    private static long declared(Rng rng, double meanPerDay) {
        double quota = Math.max(50, meanPerDay * (rng.chance(0.1) ? rng.between(4, 12) : rng.between(1.3, 3.5)));
        long unit = 1;
        while (quota / unit >= 100) {
            unit *= 10;
        }
        return (long) Math.ceil(quota / unit) * unit;
    }

    private static String digits(int number, int width) {
        String text = Integer.toString(number);
        return "0".repeat(Math.max(0, width - text.length())) + text;
    }
}
