// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a world is made from.
 *
 * @param seed the same seed and settings give the same bytes
 * @param organisations how many, 1 to 20,000; one more leaves the others as they were while the scale is the same
 * @param scale 1 = about 16,750 honest queries a day and organisation on average, sizes from 5 to 400,000
 * @param events what may happen
 */
public record WorldSettings(long seed, int organisations, double scale, Set<WorldEvent> events) {
    /** Organisations unless told. */
    public static final int USUAL_ORGANISATIONS = 180;

    /** Most organisations. */
    public static final int MOST_ORGANISATIONS = 20_000;

    /** Most honest queries a day, all organisations together. */
    public static final double MOST_PER_DAY = 1e10;

    public WorldSettings {
        if (organisations < 1 || organisations > MOST_ORGANISATIONS) {
            throw new IllegalArgumentException(
                    "organisations = " + organisations + ": must be within [1, " + MOST_ORGANISATIONS + "]");
        }
        if (!(scale > 0) || scale * Partner.MEAN_SIZE * organisations > MOST_PER_DAY * 1.001) {
            throw new IllegalArgumentException("queries per day = " + (long) (scale * Partner.MEAN_SIZE * organisations)
                    + ": must be above 0 and up to 1e10");
        }
        Set<WorldEvent> copy = EnumSet.noneOf(WorldEvent.class);
        copy.addAll(events);
        events = Collections.unmodifiableSet(copy);
    }

    /** 180 organisations, about 3 million queries a day, everything may happen. */
    public static WorldSettings of(long seed) {
        return new WorldSettings(seed, USUAL_ORGANISATIONS, 1, EnumSet.allOf(WorldEvent.class));
    }

    /** As {@link #WorldSettings}, sized by the total of honest queries a day instead of the scale. */
    public static WorldSettings perDay(long seed, int organisations, double queriesPerDay, Set<WorldEvent> events) {
        return new WorldSettings(
                seed, organisations, queriesPerDay / (Partner.MEAN_SIZE * Math.max(1, organisations)), events);
    }
}
