// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate;

/** Organisations by honest queries a day. */
enum SizeClass {
    TINY("< 200 a day", 200),
    SMALL("200 - 5,000 a day", 5_000),
    MEDIUM("5,000 - 50,000 a day", 50_000),
    LARGE("> 50,000 a day", Double.POSITIVE_INFINITY);

    private final String label;
    private final double below;

    SizeClass(String label, double below) {
        this.label = label;
        this.below = below;
    }

    String label() {
        return label;
    }

    static SizeClass of(double meanPerDay) {
        for (SizeClass size : values()) {
            if (meanPerDay < size.below) {
                return size;
            }
        }
        return LARGE;
    }
}
