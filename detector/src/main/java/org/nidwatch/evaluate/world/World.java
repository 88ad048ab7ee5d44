// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.world;

import java.util.List;

/** A seeded labelled world. The same seed gives the same world on every machine; calls may come from many threads. */
public interface World {
    /** Ticks of 5 minutes in a day. */
    int TICKS_A_DAY = 288;

    /** Its name in reports: kind and seed. */
    String name();

    /** Days for learning before anything is judged. */
    int warmDays();

    /** Days that are judged, after the warm ones. */
    int days();

    /** Its organisations. */
    List<Tenant> tenants();

    /** Honest traffic of one organisation; made anew at each call, always the same. */
    Traffic traffic(int tenant);

    /** The labelled attacks, all inside the judged days; each is to be tried alone (a distributed one with its group). */
    List<AttackPlan> attacks();

    /** The attack of a plan, made upon the honest traffic of its organisation. */
    Attack attack(AttackPlan plan, Traffic honest);

    /** What an attack is, before its queries are made. Fields as in {@link Attack}. */
    record AttackPlan(
            int number, int group, AttackKind kind, Level level, int tenant, int startTick, int endTick, long seed) {}
}
