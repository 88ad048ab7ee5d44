// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import java.math.BigInteger;

/**
 * About 120 million made-up citizens, none of them stored: whether a number exists is a pure function of the seed and
 * the number. Some 54 million have ten digits, issued in runs of 100,000 of which one in ten is in use; some 65 million
 * have thirteen, a place (7 digits, 6,500 places) and a serial number. Runs and places are filled very unevenly. A random
 * ten-digit guess hits 0.6 %, a thirteen-digit guess that knows the places 1 %.
 */
final class Register {
    private static final long TEN_LOW = 1_000_000_000L;
    private static final long TEN_HIGH = 10_000_000_000L;
    private static final int RUN = 100_000;
    private static final int RUNS = (int) ((TEN_HIGH - TEN_LOW) / RUN);
    private static final int FIRST_RUN = (int) (TEN_LOW / RUN);
    private static final int RUNS_IN_USE = RUNS / 10;

    private static final long THIRTEEN_LOW = 1_000_000_000_000L;
    private static final long THIRTEEN_HIGH = 10_000_000_000_000L;
    private static final int SERIALS = 1_000_000;
    private static final int PREFIXES = 9_000_000;
    private static final int FIRST_PREFIX = 1_000_000;
    private static final int PLACES = 6_500;
    /** Serial numbers of the fullest place; of place u in [0, 1) this times u^6, so 28,571 on average. */
    private static final double WIDEST_PLACE = 200_000;

    private static final double PLACE_FILL = 0.35;
    /** Fill of the fullest run; of run u in [0, 1) this times u^9, so 6 % on average. */
    private static final double FULLEST_RUN = 0.6;

    private static final double SHARE_OF_TEN = 0.454;
    private static final int TRIES = 20_000;
    /** Factor and its inverse must exist for 90,000 and 9,000,000 alike: not divisible by 2, 3 or 5. */
    private static final long[] FACTORS = {48_271, 62_983, 92_821, 39_373, 16_807, 57_601, 83_177, 71_263};

    private final long seed;
    private final long factor;
    private final long runFactorInverse;
    private final long placeFactorInverse;
    private final long shift;

    Register(long seed) {
        this.seed = seed;
        factor = FACTORS[(int) Long.remainderUnsigned(Rng.derive(seed, 1), FACTORS.length)];
        shift = Long.remainderUnsigned(Rng.derive(seed, 2), RUNS);
        runFactorInverse = inverse(factor, RUNS);
        placeFactorInverse = inverse(factor, PREFIXES);
    }

    /** Whether a citizen has this number. */
    boolean exists(long number) {
        double fill = fill(number);
        return fill > 0 && Rng.unit(Rng.mix(seed ^ Rng.mix(number))) < fill;
    }

    /** A citizen's number, each citizen as likely as any other; the same key gives the same citizen. */
    long citizen(long key) {
        Rng rng = new Rng(key);
        boolean ten = rng.unit() < SHARE_OF_TEN;
        // The maximum of n uniforms has the density u^(n-1): fuller runs are met in proportion to their fill.
        double u = largest(rng, ten ? 10 : 7);
        long start = ten ? runStart((int) (u * RUNS_IN_USE)) : placeStart((int) (u * PLACES));
        long width = ten ? RUN : width((int) (u * PLACES));
        for (int i = 0; i < TRIES; i++) {
            long number = start + rng.below(width);
            if (exists(number)) {
                return number;
            }
        }
        // The thinnest runs may be empty.
        return citizen(rng.next());
    }

    /** A number as a guesser makes one up who knows the formats and the list of places. */
    long guess(Rng rng) {
        return rng.chance(0.5)
                ? TEN_LOW + rng.below(TEN_HIGH - TEN_LOW)
                : placeStart(rng.below(PLACES)) + rng.below((long) SERIALS);
    }

    /** A thirteen-digit number that begins the list of a well-filled place. */
    long placeOf(long key) {
        return placeStart((int) (largest(new Rng(key), 7) * PLACES));
    }

    /** The next citizen's number above the given one; walks into the next run or place where this one ends. */
    long after(long number) {
        long next = number + 1;
        for (int i = 0; i < 20_000; i++, next++) {
            if (exists(next)) {
                return next;
            }
        }
        return citizen(Rng.derive(seed, number));
    }

    /** A citizen's birth year, which precedes the thirteen digits in the seventeen-digit form. */
    int birthYear(long number) {
        double u = Rng.unit(Rng.derive(seed, 3, number));
        return 2005 - (int) (65 * u * (0.4 + 0.6 * u));
    }

    static boolean thirteen(long number) {
        return number >= THIRTEEN_LOW;
    }

    private double fill(long number) {
        if (number >= TEN_LOW && number < TEN_HIGH) {
            long run = Math.floorMod(number / RUN - FIRST_RUN - shift, (long) RUNS) * runFactorInverse % RUNS;
            return run >= RUNS_IN_USE ? 0 : runFill(run) * unevenness(number);
        }
        if (number >= THIRTEEN_LOW && number < THIRTEEN_HIGH) {
            long place = Math.floorMod(number / SERIALS - FIRST_PREFIX - shift, (long) PREFIXES)
                    * placeFactorInverse
                    % PREFIXES;
            return place >= PLACES || number % SERIALS >= width((int) place) ? 0 : PLACE_FILL * unevenness(number);
        }
        return 0;
    }

    private static double runFill(long run) {
        double u = (run + 0.5) / RUNS_IN_USE;
        double cube = u * u * u;
        return FULLEST_RUN * cube * cube * cube;
    }

    /** Blocks of a thousand numbers differ within a run: 0.4 to 1.6. */
    private double unevenness(long number) {
        return 0.4 + 1.2 * Rng.unit(Rng.mix(seed + Rng.mix(number / 1000)));
    }

    private static long width(int place) {
        double u = (place + 0.5) / PLACES;
        double square = u * u;
        return 1 + (long) (WIDEST_PLACE * square * square * square);
    }

    private long runStart(int run) {
        return (FIRST_RUN + (run * factor + shift) % RUNS) * RUN;
    }

    private long placeStart(int place) {
        return (FIRST_PREFIX + (place * factor + shift) % PREFIXES) * SERIALS;
    }

    private static double largest(Rng rng, int of) {
        double largest = 0;
        for (int i = 0; i < of; i++) {
            largest = Math.max(largest, rng.unit());
        }
        return largest;
    }

    private static long inverse(long factor, long modulus) {
        return BigInteger.valueOf(factor)
                .modInverse(BigInteger.valueOf(modulus))
                .longValueExact();
    }
}
