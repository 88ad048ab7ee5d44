// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import java.util.ArrayList;
import java.util.List;
import org.nidwatch.policy.Organisation;

/** One organisation of the world: what is fixed about it. Everything follows from the world's seed and its index. */
final class Partner {
    /** Most credentials of one organisation. */
    static final int CREDENTIALS = 60;

    private static final int PARTNER = 31;
    private static final double GOLDEN_RATIO = 0.6180339887498949;
    private static final double MEDIAN_SIZE = 1_300;
    private static final double SPREAD = 2.5;
    private static final double SMALLEST = 5;
    private static final double LARGEST = 400_000;
    /** Mean of the sizes before scaling. */
    static final double MEAN_SIZE = 16_750;

    private static final long BRANCHES_FROM = 19_723; // 2024-01-01
    private static final int BRANCHES_DAYS = 3_650;

    final String id;
    final Sector sector;
    final long seed;
    /** Honest queries a day, as a mean over quiet weeks. */
    final double meanPerDay;

    final long quotaPerDay;
    final WeekShape shape;
    final double dayVariation;
    final double hourVariation;
    final double tickVariation;
    final double credentialVariation;
    final double growthPerDay;
    final double misses;
    final double repeats;
    final double retrieves;
    final double denials;
    final double searches;
    final List<Credential> credentials;

    private final int number;

    /**
     * @param index position in the world, from 0
     * @param number position among the partners of its sector, from 1
     */
    Partner(long worldSeed, int index, Sector sector, int number, double scale) {
        this.sector = sector;
        this.number = number;
        id = sector.prefix + "-" + (number < 10 ? "00" : number < 100 ? "0" : "") + number;
        seed = Rng.derive(worldSeed, PARTNER, index);
        Rng rng = new Rng(Rng.derive(seed, 1));
        double size = MEDIAN_SIZE * StrictMath.exp(SPREAD * Rng.normalQuantile(rank(worldSeed, index)));
        meanPerDay = Math.max(SMALLEST, Math.min(LARGEST, size)) * rng.between(0.9, 1.1) * scale;
        quotaPerDay = rounded(meanPerDay * rng.between(1.2, 3));
        shape = sector.shape(rng);
        // Many small tenants are silent for hours and then have a spike; large ones average this out.
        boolean bursty = rng.chance(size < 2_000 ? 0.3 : 0.03);
        dayVariation = rng.between(0.06, 0.2);
        hourVariation = bursty ? rng.between(0.8, 2.5) : rng.between(0.08, 0.25);
        tickVariation = bursty ? rng.between(0.5, 1.5) : rng.between(0.05, 0.3);
        credentialVariation = rng.between(0.1, 0.35);
        growthPerDay = rng.between(-0.3, 0.3) / 365;
        misses = Math.max(0.003, Math.min(0.08, sector.misses * rng.between(0.4, 1.6)));
        repeats = sector.repeats * rng.between(0.6, 1.3);
        retrieves = Math.min(0.98, sector.retrieves * rng.between(0.7, 1.3));
        denials = rng.between(0.0002, 0.01);
        searches = rng.chance(0.3) ? rng.between(0.005, 0.05) : 0;
        credentials = credentials(rng, index);
    }

    /** Rank by size in (0, 1): the golden ratio spreads any number of partners evenly. */
    static double rank(long worldSeed, int index) {
        double at = Rng.unit(Rng.derive(worldSeed, PARTNER + 1)) + index * GOLDEN_RATIO;
        return 0.0005 + 0.999 * (at - Math.floor(at));
    }

    static Sector sector(long worldSeed, int index) {
        return Sector.pick(new Rng(Rng.derive(worldSeed, PARTNER + 2, index)), rank(worldSeed, index));
    }

    /** What is declared of it. */
    Organisation declared() {
        return new Organisation(
                id,
                sector.label + " " + number,
                sector.prefix,
                quotaPerDay,
                sector.workingHours(),
                List.of("nid-officer@" + id + ".example"));
    }

    private List<Credential> credentials(Rng rng, int index) {
        double typical = StrictMath.exp(0.28 * StrictMath.log(1 + meanPerDay) - 0.6);
        int count = (int) Math.max(1, Math.min(CREDENTIALS, typical * StrictMath.exp(0.7 * rng.gaussian())));
        double[] shares = shares(rng, count);
        String network = "10." + (index / 250 + 20) + "." + (index % 250 + 1) + ".";
        List<Credential> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // One generator each, so that more credentials would leave the earlier ones as they are.
            made.add(credential(new Rng(Rng.derive(seed, 2, i)), i, shares[i], network));
        }
        return List.copyOf(made);
    }

    private Credential credential(Rng rng, int i, double share, String network) {
        String name = id + "-k" + (i < 9 ? "0" : "") + (i + 1);
        boolean portal = rng.chance(sector.hours == Sector.Hours.RETAIL ? 0.3 : 0.55);
        List<String> operators = new ArrayList<>();
        if (portal) {
            double each = Math.max(1, Math.min(40, meanPerDay * share / rng.between(40, 250)));
            int first = 100 + rng.below(800);
            for (int k = 0; k < (int) each; k++) {
                operators.add(name + "-op" + (first + k));
            }
        }
        List<String> addresses = new ArrayList<>();
        int machines = portal ? 1 + operators.size() / 4 : 1 + rng.below(3);
        for (int k = 0; k < machines; k++) {
            addresses.add(network + (1 + (i * 4 + k) % 250));
        }
        boolean branch = i > 0 && rng.chance(0.2);
        long born = branch ? BRANCHES_FROM + rng.below(BRANCHES_DAYS) : Long.MIN_VALUE;
        return new Credential(
                name,
                Rng.derive(seed, 3, i),
                share,
                List.copyOf(operators),
                List.copyOf(addresses),
                born,
                rng.chance(0.15));
    }

    private static double[] shares(Rng rng, int count) {
        double exponent = rng.between(0.4, 1.2);
        double[] shares = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            shares[i] = StrictMath.pow(i + 1, -exponent) * StrictMath.exp(0.3 * rng.gaussian());
            sum += shares[i];
        }
        for (int i = 0; i < count; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    /** Contracts name round numbers: two digits that count. */
    private static long rounded(double quota) {
        long unit = 1;
        while (quota / unit >= 100) {
            unit *= 10;
        }
        return Math.max(1, (long) Math.ceil(quota / unit)) * unit;
    }
}
