// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.policy;

import org.nidwatch.policy.Disposition.Verdict;

/**
 * How often what was told was right, by the analysts' verdicts. Right is abuse that was abuse; wrong is a false alarm, and
 * what was unusual and honest. Drills say nothing about it.
 *
 * @param truePositive verdicts that it was abuse
 * @param falsePositive verdicts that there was nothing in it
 * @param benign verdicts that it was unusual, and honest
 * @param test drills
 */
public record Precision(int truePositive, int falsePositive, int benign, int test) {
    /** Nothing decided yet. */
    public static final Precision NONE = new Precision(0, 0, 0, 0);

    /** Fewer verdicts than this say too little for a figure. */
    public static final int FEWEST = 10;

    private static final double Z = 1.959964;

    /** The same with one more verdict. */
    public Precision with(Verdict verdict) {
        return switch (verdict) {
            case TRUE_POSITIVE -> new Precision(truePositive + 1, falsePositive, benign, test);
            case FALSE_POSITIVE -> new Precision(truePositive, falsePositive + 1, benign, test);
            case BENIGN -> new Precision(truePositive, falsePositive, benign + 1, test);
            case TEST -> new Precision(truePositive, falsePositive, benign, test + 1);
        };
    }

    /** Both together. */
    public Precision plus(Precision other) {
        return new Precision(
                truePositive + other.truePositive,
                falsePositive + other.falsePositive,
                benign + other.benign,
                test + other.test);
    }

    /** Verdicts that count: all but drills. */
    public int judged() {
        return truePositive + falsePositive + benign;
    }

    /** Whether there are so few that a figure would mislead. */
    public boolean tooFew() {
        return judged() < FEWEST;
    }

    /** Abuse among what was judged, 0..1; NaN when nothing was. */
    public double value() {
        return judged() == 0 ? Double.NaN : (double) truePositive / judged();
    }

    /** Lower end of its 95 % interval (Wilson 1927), 0..1; NaN when nothing was judged. */
    public double low() {
        return wilson(-1);
    }

    /** Upper end of its 95 % interval, 0..1; NaN when nothing was judged. */
    public double high() {
        return wilson(1);
    }

    private double wilson(int side) {
        int n = judged();
        if (n == 0) {
            return Double.NaN;
        }
        double centre = truePositive + Z * Z / 2;
        double half = Z * Math.sqrt((double) truePositive * (n - truePositive) / n + Z * Z / 4);
        return Math.max(0, Math.min(1, (centre + side * half) / (n + Z * Z)));
    }
}
