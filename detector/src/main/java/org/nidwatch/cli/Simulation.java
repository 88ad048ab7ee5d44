// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.nidwatch.simulate.Attack;
import org.nidwatch.simulate.Disorder;
import org.nidwatch.simulate.Ledger;
import org.nidwatch.simulate.Pace;
import org.nidwatch.simulate.SimulatedQuery;
import org.nidwatch.simulate.Traffic;
import org.nidwatch.simulate.World;

/**
 * One run of the world.
 *
 * @param from first instant, milliseconds
 * @param until end, exclusive
 * @param limit most queries
 */
record Simulation(
        World world,
        long from,
        long until,
        List<Attack> attacks,
        Pace pace,
        Duration disorder,
        double duplicates,
        long limit) {

    private static final ZoneOffset DHAKA = ZoneOffset.ofHours(6);

    Simulation {
        attacks = List.copyOf(attacks);
    }

    /** The queries in their order of arrival. */
    Iterator<SimulatedQuery> queries() {
        Traffic traffic = world.traffic(from, until, attacks);
        return disorder.isZero() && duplicates == 0
                ? traffic
                : new Disorder(traffic, disorder, duplicates, world.seed());
    }

    /** What was played, for people. */
    String summary(Ledger ledger, double seconds) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "Seed %d: %d organisations from %s, %,d queries (%,d honest) in %.1f s, %,.0f/s.%n",
                world.seed(),
                world.settings().organisations(),
                time(from),
                ledger.events(),
                ledger.honest(),
                seconds,
                ledger.events() / Math.max(seconds, 1e-3)));
        for (Ledger.Entry entry : ledger.entries()) {
            Attack attack = entry.attack();
            text.append(String.format(
                    Locale.ROOT,
                    "  %-9s %-20s %-13s %,9d queries, %s%,d records exposed, %s to %s%n",
                    attack.id(),
                    attack.kind().option(),
                    who(attack),
                    entry.events(),
                    entry.atLeast() ? "more than " : "",
                    entry.recordsExposed(),
                    time(attack.start()),
                    time(attack.end())));
        }
        return text.toString();
    }

    /** A time as people in Dhaka write it. */
    static String time(long millis) {
        return Instant.ofEpochMilli(millis)
                .atOffset(DHAKA)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    private static String who(Attack attack) {
        int others = attack.organisationIds().size() - 1;
        return attack.organisationIds().get(0) + (others == 0 ? "" : " and " + others + " more");
    }
}
