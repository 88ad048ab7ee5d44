// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.nidwatch.simulate.Rng;

/** Says who is abused how and when: all sizes alike, at times of day when people work. */
final class AttackPlanner {
    /** Members of a distributed attack. */
    static final int TOGETHER = 20;

    private static final int DAY = World.TICKS_A_DAY;
    private static final int HOUR = Rhythm.TICKS_AN_HOUR;
    private static final int FRIDAY = 5;
    private static final int TRIES = 100;

    private final List<Blueprint> bySize;
    private final int from;
    private final int until;
    private final boolean cold;
    private final long seed;
    private final List<World.AttackPlan> plans = new ArrayList<>();

    AttackPlanner(List<Blueprint> blueprints, Blueprint.Span span, boolean cold, long seed) {
        bySize = blueprints.stream()
                .sorted(Comparator.comparingDouble(blueprint -> blueprint.tenant.meanPerDay()))
                .toList();
        from = (cold ? Worlds.COLD_DAYS : span.warm()) * DAY;
        this.cold = cold;
        until = span.all() * DAY;
        this.seed = seed;
    }

    List<World.AttackPlan> plans(int perCell) {
        for (AttackKind kind : AttackKind.values()) {
            for (Level level : Level.values()) {
                Rng rng = new Rng(Rng.derive(seed, kind.ordinal(), level.ordinal()));
                if (kind == AttackKind.DISTRIBUTED) {
                    for (int group = 0; group < (perCell + 4) / 5; group++) {
                        together(rng, level);
                    }
                } else {
                    for (int i = 0; i < perCell; i++) {
                        Blueprint blueprint = stratum(rng, i, perCell);
                        plan(rng, kind, level, kind == AttackKind.HIDDEN ? nearestWithRush(blueprint) : blueprint);
                    }
                }
            }
        }
        return List.copyOf(plans);
    }

    /** One of the i-th of n equal parts of the organisations, ordered by size. */
    private Blueprint stratum(Rng rng, int i, int n) {
        return bySize.get((int) ((i + rng.unit()) / n * bySize.size()));
    }

    /** Of those with busy days the one nearest in size; where nobody has any, the same. */
    private Blueprint nearestWithRush(Blueprint wanted) {
        int at = bySize.indexOf(wanted);
        for (int distance = 0; distance < bySize.size(); distance++) {
            for (int other : new int[] {at - distance, at + distance}) {
                if (other >= 0
                        && other < bySize.size()
                        && !rushes(bySize.get(other)).isEmpty()) {
                    return bySize.get(other);
                }
            }
        }
        return wanted;
    }

    /** Mornings of days in the judged time that are busier than usual. */
    private List<Integer> rushes(Blueprint blueprint) {
        List<Integer> mornings = new ArrayList<>();
        for (int day = (earliest(blueprint) + DAY - 1) / DAY; day < until / DAY; day++) {
            if (blueprint.rush(day) >= Schedule.RUSH) {
                mornings.add(day * DAY + 9 * HOUR);
            }
        }
        return mornings;
    }

    private void plan(Rng rng, AttackKind kind, Level level, Blueprint blueprint) {
        List<Integer> rushes = kind == AttackKind.HIDDEN && !cold ? rushes(blueprint) : List.of();
        int start = rushes.isEmpty() ? start(rng, kind, earliest(blueprint)) : rushes.get(rng.below(rushes.size()));
        int number = plans.size();
        plans.add(new World.AttackPlan(
                number, number, kind, level, blueprint.tenant.index(), start, end(kind, start), rng.next()));
    }

    /** The same buyer goes to several organisations within half a day. */
    private void together(Rng rng, Level level) {
        int group = plans.size();
        int members = Math.min(TOGETHER, bySize.size());
        int first = start(rng, AttackKind.DISTRIBUTED, from);
        for (int i = 0; i < members; i++) {
            Blueprint blueprint = stratum(rng, i, members);
            int start = Math.min(until - 1, Math.max(first + rng.below(6 * HOUR), earliest(blueprint)));
            plans.add(new World.AttackPlan(
                    plans.size(),
                    group,
                    AttackKind.DISTRIBUTED,
                    level,
                    blueprint.tenant.index(),
                    start,
                    end(AttackKind.DISTRIBUTED, start),
                    rng.next()));
        }
    }

    private int earliest(Blueprint blueprint) {
        return cold ? Math.min(until - 1, Math.max(0, blueprint.joins) + from) : Math.max(from, blueprint.joins);
    }

    /**
     * Uniform over the working hours that leave room for all of it; where there is no room, over the first quarter. Upon who is
     * not known, over the first day.
     */
    private int start(Rng rng, AttackKind kind, int earliest) {
        int room = Math.max(until - Schedule.ticks(kind), earliest + (until - earliest) / 4);
        int latest = cold ? Math.min(until - 1, earliest + DAY) : room;
        for (int i = 0; i < TRIES; i++) {
            int tick = aligned(kind, earliest + rng.below(latest - earliest + 1));
            int hour = tick % DAY / HOUR;
            boolean working = hour >= 8 && hour < 20 && tick / DAY % 7 < FRIDAY;
            if (tick >= earliest && tick <= latest && (working || kind == AttackKind.OFF_HOURS)) {
                return tick;
            }
        }
        return Math.min(until - 1, aligned(kind, latest));
    }

    private static int aligned(AttackKind kind, int tick) {
        return switch (kind) {
            case OFF_HOURS -> tick - tick % DAY;
            case LIST -> tick - tick % DAY + 9 * HOUR;
            case STRADDLING -> tick - tick % HOUR + HOUR - 1;
            default -> tick;
        };
    }

    private int end(AttackKind kind, int start) {
        return Math.min(until, start + Schedule.ticks(kind));
    }
}
