// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;

/**
 * A small live play for demonstrations: honest organisations; a Telegram-style bot behind an honest credential, at work
 * already when the curtain rises; ten seconds later a scraper that walks through blocks of numbers, and half a minute
 * after it the bot is asked about a decoy.
 *
 * @param from event time of the first query, milliseconds; what lies before {@code now} is history, sent at once
 * @param now event time of the moment the play starts
 * @param until end, exclusive
 * @param attacks what is hidden in it
 */
public record Story(World world, long from, long now, long until, List<Attack> attacks) {
    private static final double LIVELY_PER_SECOND = 40;
    private static final double LARGEST_SCALE = 20;
    private static final double WALK_PER_HOUR = 6 * 3600;
    private static final double BOT_PER_HOUR = 1_800;
    /** People ask a bot one question every six seconds: a human pace. */
    private static final double ANSWERS_PER_HOUR = 600;

    private static final Duration LONGEST = Duration.ofDays(7);

    public Story {
        attacks = List.copyOf(attacks);
    }

    /**
     * The demonstration, starting now: about 40 honest queries a second at whatever hour of the day.
     *
     * @param organisations how many, 2 or more
     * @param history time before now that is sent at once, so that a detector has met these organisations
     */
    public static Story demo(long seed, int organisations, long nowMillis, Duration history) {
        long from = nowMillis - history.toMillis();
        long until = nowMillis + LONGEST.toMillis();
        World world = lively(seed, organisations, nowMillis);
        List<Attack> attacks = world.attacks(
                List.of(
                        spec(AttackKind.ENUMERATION, nowMillis + 10_000, Duration.ofHours(1), WALK_PER_HOUR),
                        spec(AttackKind.BOT, from + history.toMillis() / 20, LONGEST, BOT_PER_HOUR),
                        spec(AttackKind.CANARY, nowMillis + 40_000, Duration.ofMinutes(1), 120)),
                from,
                until);
        Attack bot = attacks.get(1);
        Attack decoy = attacks.get(2).through(bot.organisationIds(), bot.credentialIds());
        return new Story(world, from, nowMillis, until, List.of(attacks.get(0), bot, decoy));
    }

    /**
     * The case of 2023, starting now: honest organisations, and behind an honest credential of one of them a bot that people ask
     * at a human pace, at work all the while.
     *
     * @param organisations how many, 2 or more
     * @param history time before now that is sent at once
     */
    public static Story telegram(long seed, int organisations, long nowMillis, Duration history) {
        long from = nowMillis - history.toMillis();
        long until = nowMillis + LONGEST.toMillis();
        World world = lively(seed, organisations, nowMillis);
        List<Attack> bot = world.attacks(List.of(spec(AttackKind.BOT, from, LONGEST, ANSWERS_PER_HOUR)), from, until);
        return new Story(world, from, nowMillis, until, bot);
    }

    /**
     * A new performance from the start, to be run at once.
     *
     * @param beginsMillis the moment it is run, not before {@code now}: all that lies before it is handed over at once
     */
    public LiveTraffic live(long beginsMillis) {
        return new LiveTraffic(world.traffic(from, until, attacks), beginsMillis, Pace.REALTIME);
    }

    private static World lively(long seed, int organisations, long nowMillis) {
        // Nothing honest but unusual: a newcomer should see the scraper, not an argument.
        WorldSettings plain = new WorldSettings(seed, organisations, 1, EnumSet.noneOf(WorldEvent.class));
        double perSecond = new World(plain).honestPerSecond(nowMillis);
        double scale = Math.min(LARGEST_SCALE, LIVELY_PER_SECOND / Math.max(0.01, perSecond));
        return new World(new WorldSettings(seed, organisations, scale, plain.events()));
    }

    private static AttackSpec spec(AttackKind kind, long startMillis, Duration duration, double perHour) {
        return new AttackSpec(kind, List.of(), Instant.ofEpochMilli(startMillis), null, duration, null, perHour);
    }
}
