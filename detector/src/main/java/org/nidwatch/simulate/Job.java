// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import org.jspecify.annotations.Nullable;

/**
 * One run of a partner's machine job.
 *
 * @param start milliseconds since the epoch
 * @param count queries
 * @param gapMillis mean gap between two
 */
record Job(Kind kind, double start, int count, double gapMillis) {
    /** What jobs there are. */
    enum Kind {
        /** Every day at the same minute, a few minutes long, customers new and old. */
        CRON(WorldEvent.CRON),
        /** Once or twice a week at night, customers known already. */
        BATCH(WorldEvent.BATCH),
        /** Now and then by day, a list that is sorted by number. */
        LIST(WorldEvent.LIST);

        final WorldEvent event;

        Kind(WorldEvent event) {
            this.event = event;
        }
    }

    private static final int LARGEST = 2_000_000;

    /** Whether the partner has such a job at all. */
    static boolean has(Partner partner, Kind kind) {
        double u = Rng.unit(Rng.derive(partner.seed, 61, kind.ordinal()));
        return switch (kind) {
            case CRON -> u < 0.25;
            case BATCH ->
                u
                        < switch (partner.sector) {
                            case BANK, MOBILE_MONEY, TELECOM, INSURER -> 0.25;
                            default -> 0;
                        };
            case LIST ->
                u
                        < switch (partner.sector) {
                            case MINISTRY, LOCAL_GOVERNMENT -> 0.6;
                            default -> 0;
                        };
        };
    }

    /** The run on a local day; null when there is none. */
    static @Nullable Job on(long day, Partner partner, Kind kind) {
        Rng habit = new Rng(Rng.derive(partner.seed, 62, kind.ordinal()));
        Rng rng = new Rng(Rng.derive(Rng.derive(partner.seed, 63, kind.ordinal()), day));
        int weekday = DhakaTime.dayOfWeek(day);
        return switch (kind) {
            case CRON -> {
                double at = habit.below(96) * 15L * DhakaTime.MINUTE;
                yield job(kind, day, at, partner.meanPerDay * habit.between(0.005, 0.04), rng.between(1, 4) / 60, rng);
            }
            case BATCH -> {
                int one = habit.below(7);
                int other = habit.below(7);
                double at = (0.5 + habit.between(0, 3)) * DhakaTime.HOUR;
                double count = partner.meanPerDay * habit.between(0.1, 0.6);
                boolean due = weekday == one || weekday == other;
                yield due ? job(kind, day, at, count, rng.between(1.5, 3.5), rng) : null;
            }
            case LIST -> {
                boolean due = weekday < DhakaTime.FRIDAY && rng.chance(0.012);
                double count = Math.max(60, partner.meanPerDay * rng.between(0.3, 1.5));
                yield due ? job(kind, day, 10 * DhakaTime.HOUR, count, rng.between(2, 6), rng) : null;
            }
        };
    }

    private static Job job(Kind kind, long day, double at, double count, double hours, Rng rng) {
        int whole = (int) Math.max(1, Math.min(LARGEST, count * rng.between(0.8, 1.2)));
        // Schedulers start a few seconds apart.
        double start = DhakaTime.dayStart(day) + at + rng.between(0, 20_000);
        return new Job(kind, start, whole, hours * DhakaTime.HOUR / whole);
    }
}
