// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.world;

/** Makes worlds. What is in them, and what is assumed, says the description of this package. */
public final class Worlds {
    /** Most organisations of a world. */
    public static final int ORGANISATIONS = 10_000;
    /** Most days of a world, warm and judged. */
    public static final int DAYS = 1_000;

    private static final int ATTACKS_A_CELL = 40;

    /** Days after an organisation's first before it is attacked, in a world that knows no organisation. */
    public static final int COLD_DAYS = 2;

    /** What sort of organisations. */
    public enum Kind {
        /** As the partners of the NID server are thought to be: 5 to 600,000 queries a day, half of them below 1,300. */
        ORDINARY,
        /** Small tenants, silent most of the time, with spikes of a hundred times their median hour. */
        BURSTY
    }

    private Worlds() {}

    /** A world with 40 attacks of each kind and level. */
    public static World of(Kind kind, long seed, int organisations, int warmDays, int days) {
        return of(kind, seed, organisations, warmDays, days, ATTACKS_A_CELL);
    }

    /**
     * @param organisations 1 to 10,000
     * @param warmDays days before anything is judged, from 0
     * @param days judged days, from 1
     * @param attacksPerCell attacks of each kind and level, from 0; of distributed ones a fifth as many groups
     * @throws IllegalArgumentException when out of these ranges, or with more than 1,000 days in all
     */
    public static World of(Kind kind, long seed, int organisations, int warmDays, int days, int attacksPerCell) {
        check(organisations, warmDays, days, attacksPerCell);
        return new SeededWorld(kind, seed, organisations, new Blueprint.Span(warmDays, days), attacksPerCell, false);
    }

    /**
     * The world of the same name and honest traffic as {@link #of} gives, with nobody known: it is judged from its third day
     * on, warm days and all, and every attack begins on the third day of its organisation, in its working hours.
     *
     * @param warmDays days that the world would be learned from, else; with {@code days} at least 3 in all
     */
    public static World cold(Kind kind, long seed, int organisations, int warmDays, int days, int attacksPerCell) {
        check(organisations, warmDays, days, attacksPerCell);
        check("days of a cold world", warmDays + days, COLD_DAYS + 1, DAYS);
        return new SeededWorld(kind, seed, organisations, new Blueprint.Span(warmDays, days), attacksPerCell, true);
    }

    private static void check(int organisations, int warmDays, int days, int attacksPerCell) {
        check("organisations", organisations, 1, ORGANISATIONS);
        check("warm days", warmDays, 0, DAYS - 1);
        check("judged days", days, 1, DAYS - warmDays);
        check("attacks per cell", attacksPerCell, 0, 10_000);
    }

    private static void check(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    what + " of a world: " + value + "; must be from " + least + " to " + most);
        }
    }
}
