// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.world;

import org.nidwatch.simulate.Rng;

/** Kinds of organisation and what is typical of each. Constants are laid out as the constructor's list. */
enum Sector {
    BANK("bank", 55, 0.62, Hours.OFFICE, 0.30, 0.020, 0.5, 0.05),
    FINANCE("finance", 18, 0.40, Hours.OFFICE, 0.25, 0.025, 0.3, 0.03),
    MOBILE_MONEY("mfs", 9, 0.88, Hours.RETAIL, 0.15, 0.012, 1, 0.03),
    TELECOM("telecom", 5, 0.96, Hours.RETAIL, 0.20, 0.015, 1, 0.10),
    INSURER("insurer", 28, 0.30, Hours.OFFICE, 0.20, 0.030, 0.3, 0.15),
    MINISTRY("ministry", 20, 0.42, Hours.OFFICE, 0.30, 0.045, 0.5, 0.40),
    CITY("city", 12, 0.35, Hours.OFFICE, 0.30, 0.045, 0.1, 0.25),
    PASSPORT("passport", 2, 0.85, Hours.OFFICE, 0.35, 0.012, 1, 0),
    TAX("tax", 2, 0.80, Hours.OFFICE, 0.30, 0.018, 0.7, 0.30),
    HOSPITAL("hospital", 12, 0.30, Hours.ALWAYS, 0.45, 0.040, 0.1, 0),
    UTILITY("utility", 8, 0.45, Hours.OFFICE, 0.20, 0.030, 0.2, 0.20),
    POLICE("police", 5, 0.60, Hours.ALWAYS, 0.40, 0.035, 1, 0.05),
    PAYMENT("payment", 6, 0.75, Hours.ALWAYS, 0.10, 0.012, 0.8, 0.03);

    /** When a kind of organisation works. */
    enum Hours {
        OFFICE,
        RETAIL,
        ALWAYS
    }

    private static final Sector[] ALL = values();

    final String prefix;
    final Hours hours;
    /** Typical part of queries about people it knows. */
    final double known;
    /** Typical part of wrong numbers among the others. */
    final double missed;
    /** Part of the country its customers live in. */
    final double reach;
    /** Chance that such an organisation runs sorted lists. */
    final double lists;

    private final double weight;
    private final double size;

    Sector(
            String prefix,
            double weight,
            double size,
            Hours hours,
            double known,
            double missed,
            double reach,
            double lists) {
        this.prefix = prefix;
        this.weight = weight;
        this.size = size;
        this.hours = hours;
        this.known = known;
        this.missed = missed;
        this.reach = reach;
        this.lists = lists;
    }

    /** Salaries come at the turn of the month, and are spent and sent. */
    boolean feelsPaydays() {
        return this == BANK || this == MOBILE_MONEY || this == PAYMENT;
    }

    /** A sector for an organisation of the given size rank in (0, 1): telecoms are large, hospitals small. */
    static Sector pick(Rng rng, double rank) {
        double[] cumulated = new double[ALL.length];
        double sum = 0;
        for (Sector sector : ALL) {
            double distance = (rank - sector.size) / 0.16;
            sum += sector.weight * (0.005 + StrictMath.exp(-distance * distance / 2));
            cumulated[sector.ordinal()] = sum;
        }
        double at = rng.unit() * sum;
        int i = 0;
        while (cumulated[i] <= at) {
            i++;
        }
        return ALL[i];
    }
}
