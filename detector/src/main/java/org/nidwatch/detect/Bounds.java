// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

/** Bounds of settings, with the message a person needs. */
final class Bounds {
    private Bounds() {}

    static void within(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    name + " = " + plain(value) + ": must be within [" + plain(least) + ", " + plain(most) + "]");
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
