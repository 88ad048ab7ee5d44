// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

/**
 * How fast simulated time goes by.
 *
 * @param speed simulated seconds a second; infinite = as fast as the sink takes them
 */
public record Pace(double speed) {
    /** One second a second. */
    public static final Pace REALTIME = new Pace(1);

    /** As fast as can be. */
    public static final Pace MAX = new Pace(Double.POSITIVE_INFINITY);

    public Pace {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("rate " + speed + "x: must be above 0");
        }
    }

    /** Reads {@code realtime}, {@code max} or a number with x, like {@code 60x}. */
    public static Pace parse(String text) {
        if (text.equals("realtime")) {
            return REALTIME;
        }
        if (text.equals("max")) {
            return MAX;
        }
        double speed = 0;
        if (text.endsWith("x")) {
            try {
                speed = Double.parseDouble(text.substring(0, text.length() - 1));
            } catch (NumberFormatException e) {
                speed = 0;
            }
        }
        if (!(speed > 0 && speed <= 1e6)) {
            throw new IllegalArgumentException(
                    "rate '" + text + "': must be realtime, max or a number up to 1e6 with x, like 60x");
        }
        return new Pace(speed);
    }

    boolean unlimited() {
        return Double.isInfinite(speed);
    }
}
