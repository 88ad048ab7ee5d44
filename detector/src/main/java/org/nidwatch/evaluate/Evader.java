// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.nidwatch.evaluate.world.Counts;
import org.nidwatch.evaluate.world.Tenant;
import org.nidwatch.evaluate.world.World;
import org.nidwatch.evaluate.world.Worlds;
import org.nidwatch.profile.OrganisationProfile;
import org.nidwatch.profile.Sight;
import org.nidwatch.profile.Signal;

/**
 * The adversary who has read the source: runs the engine beside its victim, sees every honest query, and before each query
 * of its own knows how near every signal is to its alarm. It holds the organisation's busiest credential, where there is most
 * room, and at the end of each tick takes as many people as keep all signals below its ceiling; while there is no room it
 * asks about one known person an hour to look again. What it gets is what the learned sums cannot see at all; the caps that
 * follow from the declared quota stand beside them and are not played here.
 */
record Evader(int tenant, int startTick, double ceiling) {
    /** How far they dare to go: parts of the way to an alarm. */
    static final List<Double> CEILINGS = List.of(0.5, 0.8, 0.99);

    static final int TICKS = 14 * World.TICKS_A_DAY;
    /** Ten a second: more the server does not answer one credential. */
    static final int MOST_A_TICK = 3_000;

    private static final int LOOKS = 12;
    private static final int MORNING = 10 * 12;
    private static final int WEEK = 7 * World.TICKS_A_DAY;

    /** So many of each ceiling, over organisations of all sizes, on the mornings of the judged days in turn. */
    static List<Evader> plans(World world, int ofEachCeiling) {
        List<Tenant> bySize = world.tenants().stream()
                .sorted(Comparator.comparingDouble(Tenant::meanPerDay))
                .toList();
        int room = Math.max(1, world.days() - TICKS / World.TICKS_A_DAY);
        List<Evader> evaders = new ArrayList<>();
        for (double ceiling : CEILINGS) {
            for (int i = 0; i < ofEachCeiling; i++) {
                Tenant tenant = bySize.get((int) ((i + 0.5) / ofEachCeiling * bySize.size()));
                int day = Math.max(world.warmDays(), joined(tenant) + Worlds.COLD_DAYS) + i % room;
                evaders.add(new Evader(tenant.index(), day * World.TICKS_A_DAY + MORNING, ceiling));
            }
        }
        return evaders;
    }

    private static int joined(Tenant tenant) {
        int first = tenant.credentials().stream()
                .mapToInt(Tenant.Login::bornTick)
                .min()
                .orElse(0);
        return Math.max(0, first) / World.TICKS_A_DAY;
    }

    /** The row of the credential that asked most in the week before. */
    int busiest(Counts honest) {
        return IntStream.range(0, honest.credentials())
                .boxed()
                .max(Comparator.comparingLong(row -> asked(honest.queries()[row])))
                .orElse(0);
    }

    private long asked(int[] queries) {
        long sum = 0;
        for (int tick = Math.max(0, startTick - WEEK); tick < Math.min(queries.length, startTick); tick++) {
            sum += queries[tick];
        }
        return sum;
    }

    /** Whether to act in a tick, given whether there was room when it last looked. */
    boolean acts(int tick, boolean room) {
        return room || (tick - startTick) % LOOKS == LOOKS - 1;
    }

    /** How many more people leave every signal below the ceiling, the newest query being the adversary's. */
    int room(OrganisationProfile profile, Sight sight) {
        double room = MOST_A_TICK;
        for (Signal signal : Signal.values()) {
            profile.look(signal, sight);
            double left = ceiling - sight.score();
            // The alarm is a whole number of steps away, the last of which may be a short one.
            double steps = Math.max(1, sight.alarmAt() - sight.observed() - 1);
            room = Math.min(room, Math.floor(left * steps / Math.max(1e-9, 1 - sight.score())));
        }
        return (int) Math.max(0, room);
    }
}
