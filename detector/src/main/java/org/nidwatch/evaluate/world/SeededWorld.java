// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nidwatch.simulate.Rng;

/** A world that keeps its blueprints and draws the rest anew whenever asked. Immutable, so threads may share it. */
final class SeededWorld implements World {
    static final int CALENDAR = 71;
    private static final int ATTACKS = 72;

    private final String name;
    private final Blueprint.Span span;
    private final boolean cold;
    private final Calendar calendar;
    private final List<Blueprint> blueprints;
    private final List<Tenant> tenants;
    private final List<AttackPlan> attacks;

    SeededWorld(Worlds.Kind kind, long seed, int organisations, Blueprint.Span span, int attacksPerCell, boolean cold) {
        name = kind.name().toLowerCase(Locale.ROOT) + "-" + seed;
        this.span = span;
        this.cold = cold;
        long own = Rng.derive(seed, kind.ordinal());
        calendar = new Calendar(Rng.derive(own, CALENDAR), span.all());
        int[] ofSector = new int[Sector.values().length];
        List<Blueprint> made = new ArrayList<>();
        for (int i = 0; i < organisations; i++) {
            Sector sector = Blueprint.sector(own, i);
            int number = ++ofSector[sector.ordinal()];
            made.add(new Blueprint(kind, own, i, sector, number, calendar, span));
        }
        blueprints = List.copyOf(made);
        tenants = blueprints.stream().map(blueprint -> blueprint.tenant).toList();
        attacks = new AttackPlanner(blueprints, span, cold, Rng.derive(own, ATTACKS)).plans(attacksPerCell);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int warmDays() {
        return cold ? Worlds.COLD_DAYS : span.warm();
    }

    @Override
    public int days() {
        return span.all() - warmDays();
    }

    @Override
    public List<Tenant> tenants() {
        return tenants;
    }

    @Override
    public Traffic traffic(int tenant) {
        return new HonestTraffic(blueprints.get(tenant), calendar, span.all() * TICKS_A_DAY).draw();
    }

    @Override
    public List<AttackPlan> attacks() {
        return attacks;
    }

    @Override
    public Attack attack(AttackPlan plan, Traffic honest) {
        Blueprint blueprint = blueprints.get(plan.tenant());
        if (honest.counts().credentials() != blueprint.shares.length) {
            throw new IllegalArgumentException("attack " + plan.number() + " is upon organisation " + plan.tenant()
                    + ", the traffic given is another's: " + honest.counts().credentials() + " credentials instead of "
                    + blueprint.shares.length);
        }
        return Abuse.draw(plan, blueprint);
    }
}
