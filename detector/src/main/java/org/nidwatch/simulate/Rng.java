// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

/**
 * SplitMix64 with the few laws the world needs. Every organisation, credential and attack derives its own from the seed,
 * so that adding one leaves the others' traffic as it was. StrictMath, because the plain functions may differ in the
 * last bit between processors, and one bit is another world.
 */
public final class Rng {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    public Rng(long seed) {
        state = seed;
    }

    /** Stafford's variant 13 of the murmur3 finaliser: each input bit moves every output bit. */
    public static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }

    /** The seed of a part of what the given seed stands for. */
    public static long derive(long seed, long part) {
        return mix(seed + mix(part * GOLDEN + GOLDEN));
    }

    /** The seed of a part of a part. */
    public static long derive(long seed, long part, long piece) {
        return derive(derive(seed, part), piece);
    }

    /** A number in [0, 1) from a hash. */
    public static double unit(long hash) {
        return (hash >>> 11) * 0x1.0p-53;
    }

    public long next() {
        state += GOLDEN;
        return mix(state);
    }

    /** Uniform in [0, 1). */
    public double unit() {
        return unit(next());
    }

    public double between(double low, double high) {
        return low + (high - low) * unit();
    }

    /** Uniform in [0, bound). */
    public int below(int bound) {
        return (int) (unit() * bound);
    }

    /** Uniform in [0, bound). */
    public long below(long bound) {
        return (long) (unit() * bound);
    }

    public boolean chance(double probability) {
        return unit() < probability;
    }

    /** Mean 1. */
    public double exponential() {
        return -StrictMath.log(1 - unit());
    }

    /** Mean 0, deviation 1. */
    public double gaussian() {
        while (true) {
            double u = 2 * unit() - 1;
            double v = 2 * unit() - 1;
            double s = u * u + v * v;
            if (s > 0 && s < 1) {
                return u * Math.sqrt(-2 * StrictMath.log(s) / s);
            }
        }
    }

    /** Gamma of the given shape, mean = shape; Marsaglia and Tsang 2000. */
    public double gamma(double shape) {
        if (shape < 1) {
            return gamma(shape + 1) * StrictMath.pow(1 - unit(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = gaussian();
            double v = 1 + c * x;
            if (v > 0) {
                v = v * v * v;
                if (StrictMath.log(1 - unit()) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
                    return d * v;
                }
            }
        }
    }

    /** Gamma of mean 1 and the given coefficient of variation; a Poisson count of such a rate is negative binomial. */
    public double noise(double variation) {
        if (variation <= 0) {
            return 1;
        }
        double shape = 1 / (variation * variation);
        return gamma(shape) / shape;
    }

    /** Normal quantile of p in (0, 1), to 1e-4: Abramowitz and Stegun 26.2.23 does for drawing sizes. */
    public static double normalQuantile(double p) {
        if (p > 0.5) {
            return -normalQuantile(1 - p);
        }
        double t = Math.sqrt(-2 * StrictMath.log(p));
        return -(t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))));
    }
}
