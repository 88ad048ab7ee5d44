// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Small worlds for tests. */
final class Worlds {
    /** Sunday 2025-01-05, 00:00 in Dhaka. */
    static final long SUNDAY = Instant.parse("2025-01-04T18:00:00Z").toEpochMilli();

    static final Set<WorldEvent> NOTHING_HAPPENS = EnumSet.noneOf(WorldEvent.class);

    private Worlds() {}

    static World calm(long seed, int organisations, double scale) {
        return new World(new WorldSettings(seed, organisations, scale, NOTHING_HAPPENS));
    }

    static World eventful(long seed, int organisations, double scale) {
        return new World(new WorldSettings(seed, organisations, scale, EnumSet.allOf(WorldEvent.class)));
    }

    static long after(Duration duration) {
        return SUNDAY + duration.toMillis();
    }

    static List<SimulatedQuery> queries(World world, Duration length, Attack... attacks) {
        return list(world.traffic(SUNDAY, after(length), List.of(attacks)));
    }

    static <T> List<T> list(Iterator<T> iterator) {
        List<T> all = new ArrayList<>();
        iterator.forEachRemaining(all::add);
        return all;
    }

    static Attack attack(World world, String spec, Duration length) {
        return world.attacks(List.of(AttackSpec.parse(spec)), SUNDAY, after(length))
                .get(0);
    }
}
