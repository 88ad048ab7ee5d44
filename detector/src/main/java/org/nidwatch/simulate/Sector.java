// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import org.jspecify.annotations.Nullable;

/** What kinds of partner there are, and what is typical of each. Constants are laid out as the constructor's list. */
enum Sector {
    BANK("bank", "Bank", 55, 0.62, Hours.OFFICE, "KYC-ONBOARD", 0.55, 0.05, 0.35),
    NON_BANK("finance", "Finance company", 18, 0.40, Hours.OFFICE, "LOAN", 0.60, 0.04, 0.25),
    MOBILE_MONEY("mfs", "Mobile financial service", 9, 0.88, Hours.RETAIL, "KYC-ONBOARD", 0.35, 0.02, 0.15),
    TELECOM("telecom", "Telecom operator", 5, 0.96, Hours.RETAIL, "SIM-REGISTRATION", 0.20, 0.03, 0.20),
    INSURER("insurer", "Insurance company", 28, 0.30, Hours.OFFICE, "POLICY", 0.65, 0.06, 0.20),
    MINISTRY("ministry", "Ministry", 20, 0.42, Hours.OFFICE, "BENEFIT", 0.45, 0.08, 0.30),
    LOCAL_GOVERNMENT("city", "City corporation", 12, 0.35, Hours.OFFICE, "BIRTH-AND-TRADE", 0.60, 0.08, 0.30),
    PASSPORT("passport", "Passport office", 2, 0.85, Hours.OFFICE, "PASSPORT", 0.85, 0.02, 0.35),
    TAX("tax", "Tax office", 2, 0.80, Hours.OFFICE, "TAX-NUMBER", 0.50, 0.03, 0.30),
    HOSPITAL("hospital", "Hospital", 12, 0.30, Hours.ALWAYS, "ADMISSION", 0.70, 0.07, 0.45),
    UTILITY("utility", "Utility", 8, 0.45, Hours.OFFICE, "CONNECTION", 0.55, 0.05, 0.20),
    LAW_ENFORCEMENT("police", "Law enforcement", 5, 0.60, Hours.ALWAYS, "INVESTIGATION", 0.95, 0.06, 0.40),
    PAYMENTS("payment", "Payment company", 6, 0.75, Hours.ALWAYS, "KYC-ONBOARD", 0.25, 0.02, 0.10);

    /** When a kind of partner works. */
    enum Hours {
        OFFICE,
        RETAIL,
        ALWAYS
    }

    private static final Sector[] ALL = values();

    final String prefix;
    final String label;
    final Hours hours;
    final String purpose;
    /** Part of the queries that ask for the full record; most of the rest verify. */
    final double retrieves;
    /** Typical part of wrong numbers. */
    final double misses;
    /** Typical part of queries about people asked about before. */
    final double repeats;

    private final double weight;
    private final double size;

    Sector(
            String prefix,
            String label,
            double weight,
            double size,
            Hours hours,
            String purpose,
            double retrieves,
            double misses,
            double repeats) {
        this.prefix = prefix;
        this.label = label;
        this.weight = weight;
        this.size = size;
        this.hours = hours;
        this.purpose = purpose;
        this.retrieves = retrieves;
        this.misses = misses;
        this.repeats = repeats;
    }

    /** A sector for a partner of the given size rank in (0, 1): telecoms are large, hospitals small. */
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

    WeekShape shape(Rng rng) {
        double shift = rng.between(-0.75, 0.75);
        return switch (hours) {
            case OFFICE ->
                new WeekShape(
                        9.25 + shift,
                        16.75 + shift,
                        rng.between(0.002, 0.03),
                        rng.between(0.01, 0.08),
                        rng.chance(0.35) ? rng.between(0.3, 0.7) : rng.between(0.02, 0.15),
                        rng.between(0.5, 0.85));
            case RETAIL ->
                new WeekShape(
                        10 + shift,
                        20.5 + shift,
                        rng.between(0.01, 0.06),
                        rng.between(0.6, 0.9),
                        rng.between(0.9, 1.15),
                        rng.between(0.7, 0.95));
            case ALWAYS ->
                new WeekShape(
                        8 + shift,
                        21 + shift,
                        rng.between(0.2, 0.5),
                        rng.between(0.7, 1.0),
                        rng.between(0.8, 1.0),
                        rng.between(0.85, 1.0));
        };
    }

    /** What the contract says of working hours; null = round the clock. */
    @Nullable
    String workingHours() {
        return switch (hours) {
            case OFFICE -> "09:00-17:00";
            case RETAIL -> "09:00-22:00";
            case ALWAYS -> null;
        };
    }
}
