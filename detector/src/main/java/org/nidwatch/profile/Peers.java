// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The actors of one dimension, and what they tell about each other: when all of them do more, a campaign explains it;
 * when one does more, nothing does. At most {@link #LIMIT}; the longest unseen makes room.
 */
final class Peers {
    static final int LIMIT = 1_024;
    /**
     * Fewest active actors that can explain each other. With three or four the abuse itself is most of what the others are
     * seen to do, and the noise of the rest explains what is left.
     */
    static final int ENOUGH = 5;

    private static final long WEEK = 7L * LocalTicks.TICKS_A_DAY;
    private static final double ACTIVE_SHARE = 0.001;
    private static final double MOST = 12;
    private static final double LEFT_OUT = 0.6;
    private static final double AWAITED = 8;
    private static final double STILL_AT_WORK = 0.6;
    /** On a holiday nearly all stay at home. */
    private static final double LEAST = 0.05;

    final Dimension dimension;
    private final Map<String, Actor> byName = new HashMap<>();
    final List<Actor> actors = new ArrayList<>();
    private double[] scratch = new double[16];
    /** Active actors as of the last closed tick. */
    int active;
    /** So many slots were in use and may still be kept as state. */
    int given;

    Peers(Dimension dimension) {
        this.dimension = dimension;
    }

    @Nullable
    Actor find(String name) {
        return byName.get(name);
    }

    Actor add(String name, long tick) {
        int slot = actors.size();
        if (slot >= LIMIT) {
            slot = longestUnseen();
            byName.remove(actors.get(slot).name);
        }
        Actor actor = new Actor(name, this, slot, tick);
        put(actor);
        return actor;
    }

    private void put(Actor actor) {
        while (actors.size() <= actor.slot) {
            actors.add(actor);
        }
        actors.set(actor.slot, actor);
        byName.put(actor.name, actor);
    }

    void restore(Actor actor) {
        put(actor);
    }

    /** Forgets all, when none was seen for a week: another dimension tells them apart by now. */
    void forgetIfUnused(long tick) {
        for (int i = 0; i < actors.size(); i++) {
            if (actors.get(i).lastSeen > tick - WEEK) {
                return;
            }
        }
        given = Math.max(given, actors.size());
        actors.clear();
        byName.clear();
        active = 0;
    }

    private int longestUnseen() {
        int oldest = 0;
        for (int i = 1; i < actors.size(); i++) {
            if (actors.get(i).lastSeen < actors.get(oldest).lastSeen) {
                oldest = i;
            }
        }
        return oldest;
    }

    void countActive(long tick) {
        int count = 0;
        for (int i = 0; i < actors.size(); i++) {
            if (isActive(actors.get(i), tick)) {
                count++;
            }
        }
        active = count;
    }

    private static boolean isActive(Actor actor, long tick) {
        return actor.lastSeen > tick - WEEK && actor.share > ACTIVE_SHARE;
    }

    /**
     * By how much the present pace of the least excessive actors is above or below what was expected of them: 0.05 to 12.
     *
     * @param dayHour hour of the day, 24 more on days off
     * @param hourExpected fresh records expected of the organisation in the part of the hour that is over
     * @param tickExpected fresh records expected of it in the open tick, to tell who fell silent; 0 = nobody did
     */
    double campaign(long tick, int dayHour, double hourExpected, double tickExpected) {
        if (active < ENOUGH) {
            return 1;
        }
        double hour = trimmed(tick, dayHour, hourExpected, Reach.HOUR, tickExpected);
        double lately = trimmed(tick, dayHour, hourExpected, Reach.LATELY, tickExpected);
        double slowly = trimmed(tick, dayHour, hourExpected, Reach.SLOWLY, tickExpected);
        return Math.min(MOST, Math.max(LEAST, Math.max(hour, Math.max(lately, slowly))));
    }

    // Only the two fifths of the least excess are asked: the others may be the abuse, or what it is spread over.
    private double trimmed(long tick, int dayHour, double hourExpected, Reach reach, double tickExpected) {
        int n = 0;
        for (int i = 0; i < actors.size(); i++) {
            Actor actor = actors.get(i);
            if (asked(actor, tick, dayHour, tickExpected)) {
                scratch = n < scratch.length ? scratch : Arrays.copyOf(scratch, 2 * n);
                scratch[n++] = excess(actor, reach, dayHour, hourExpected);
            }
        }
        int kept = n - Math.max(1, (int) (LEFT_OUT * active));
        if (kept <= 0) {
            return 1;
        }
        Arrays.sort(scratch, 0, n);
        double most = scratch[kept - 1];
        double seen = 0;
        double expected = 0;
        for (int i = 0; i < actors.size(); i++) {
            Actor actor = actors.get(i);
            if (asked(actor, tick, dayHour, tickExpected) && excess(actor, reach, dayHour, hourExpected) <= most) {
                seen += seen(actor, reach);
                expected += expected(actor, reach, dayHour, hourExpected);
            }
        }
        return (seen + 2) / (Math.max(0, expected) + 2);
    }

    private static boolean asked(Actor actor, long tick, int dayHour, double tickExpected) {
        return isActive(actor, tick) && (tickExpected <= 0 || !isAbsent(actor, tick, dayHour, tickExpected));
    }

    private static double excess(Actor actor, Reach reach, int dayHour, double hourExpected) {
        return seen(actor, reach) - expected(actor, reach, dayHour, hourExpected);
    }

    /** How far back the pace is looked at. */
    private enum Reach {
        HOUR,
        LATELY,
        SLOWLY
    }

    private static double seen(Actor actor, Reach reach) {
        return switch (reach) {
            case HOUR -> actor.hour.fresh;
            case LATELY -> actor.seenLately + actor.tick.fresh;
            case SLOWLY -> actor.seenSlowly + actor.tick.fresh;
        };
    }

    private static double expected(Actor actor, Reach reach, int dayHour, double hourExpected) {
        return switch (reach) {
            case HOUR -> actor.share * actor.hourFactor(dayHour) * hourExpected;
            case LATELY -> actor.expectedLately;
            case SLOWLY -> actor.expectedSlowly;
        };
    }

    /** The part of those actors that fell silent while the organisation did not: 0 to 1. */
    double absent(long tick, int dayHour, double tickExpected) {
        if (active < 2) {
            return 0;
        }
        double missing = 0;
        double present = 0;
        double seen = 0;
        double expected = 0;
        for (int i = 0; i < actors.size(); i++) {
            Actor actor = actors.get(i);
            if (!isActive(actor, tick)) {
                continue;
            }
            seen += actor.seenLately;
            expected += actor.expectedLately;
            if (isAbsent(actor, tick, dayHour, tickExpected)) {
                missing += actor.share;
            } else {
                present += actor.share;
            }
        }
        return present > 0 && seen > STILL_AT_WORK * expected ? missing : 0;
    }

    // Silent for so long that it cannot be chance.
    private static boolean isAbsent(Actor actor, long tick, int dayHour, double tickExpected) {
        double awaited = (tick - actor.lastSeen) * actor.share * actor.hourFactor(dayHour) * tickExpected;
        return awaited >= AWAITED;
    }
}
