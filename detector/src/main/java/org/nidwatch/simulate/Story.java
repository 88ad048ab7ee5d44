// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

/**
 * A small live play for demonstrations: honest organisations, one scraper that walks through blocks of numbers ten
 * seconds after the start, one Telegram-style bot behind an honest credential that asks about a decoy in the end.
 *
 * @param from event time of the start, milliseconds
 * @param attacks what is hidden in it, in order of start
 */
public record Story(World world, long from, long until, List<Attack> attacks) {
    private static final int ORGANISATIONS = 60;
    private static final double LIVELY_PER_SECOND = 40;
    private static final double LARGEST_SCALE = 20;
    private static final double WALK_PER_HOUR = 6 * 3600;
    private static final double BOT_PER_HOUR = 1_800;

    public Story {
        attacks = List.copyOf(attacks);
    }

    /** The demonstration, starting now: about 40 queries a second at whatever hour. */
    public static Story demo(long seed, long nowMillis) {
        WorldSettings settings = new WorldSettings(seed, ORGANISATIONS, 1, EnumSet.of(WorldEvent.GROWTH));
        double perSecond = new World(settings).honestPerSecond(nowMillis);
        double scale = Math.min(LARGEST_SCALE, LIVELY_PER_SECOND / Math.max(0.01, perSecond));
        World world = new World(new WorldSettings(seed, ORGANISATIONS, scale, settings.events()));
        long until = nowMillis + Duration.ofDays(30).toMillis();
        List<Attack> attacks = world.attacks(
                List.of(
                        spec(AttackKind.ENUMERATION, 10, Duration.ofMinutes(30), WALK_PER_HOUR),
                        spec(AttackKind.BOT, 15, Duration.ofDays(29), BOT_PER_HOUR),
                        spec(AttackKind.CANARY, 40, Duration.ofMinutes(1), 120)),
                nowMillis,
                until);
        Attack bot = attacks.get(1);
        Attack decoy = attacks.get(2).through(bot.organisationIds(), bot.credentialIds());
        return new Story(world, nowMillis, until, List.of(attacks.get(0), bot, decoy));
    }

    /** A new performance from the start, to be run at once. */
    public LiveTraffic live() {
        return new LiveTraffic(world.traffic(from, until, attacks), from, Pace.REALTIME);
    }

    private static AttackSpec spec(AttackKind kind, long afterSeconds, Duration duration, double perHour) {
        return new AttackSpec(kind, List.of(), null, Duration.ofSeconds(afterSeconds), duration, null, perHour);
    }
}
