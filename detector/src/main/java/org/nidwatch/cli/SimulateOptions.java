// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nidwatch.settings.Durations;
import org.nidwatch.simulate.Attack;
import org.nidwatch.simulate.AttackSpec;
import org.nidwatch.simulate.Disorder;
import org.nidwatch.simulate.Pace;
import org.nidwatch.simulate.World;
import org.nidwatch.simulate.WorldEvent;
import org.nidwatch.simulate.WorldSettings;
import picocli.CommandLine.Option;

/** What to simulate. */
final class SimulateOptions {
    /** A Sunday, 00:00 in Dhaka: logs begin here, so that they are the same tomorrow. */
    private static final Instant USUAL_START = Instant.parse("2025-01-04T18:00:00Z");

    private static final Duration ENDLESS = Duration.ofDays(366);

    @Option(names = "--seed", paramLabel = "N", description = "Which world (default ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--organisation-count",
            paramLabel = "N",
            description = "How many organisations (default ${DEFAULT-VALUE}).")
    private int organisationCount = WorldSettings.USUAL_ORGANISATIONS;

    @Option(
            names = "--queries-per-day",
            paramLabel = "N",
            description = "Honest queries a day, about (default 16750 an organisation, 3 million for 180).")
    private @Nullable Double queriesPerDay;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "First instant, ISO-8601 with offset. Default: 2025-01-05T00:00+06:00 for a log; for Kafka so that"
                            + " the run ends now, or starts now at --rate realtime.")
    private @Nullable String from;

    @Option(
            names = "--for",
            paramLabel = "SPAN",
            description =
                    "How much time to simulate, such as 6h or 14d (default 1d; at --rate realtime until stopped).")
    private @Nullable String span;

    @Option(
            names = "--attack",
            paramLabel = "SPEC",
            description = "An attack; may be repeated. " + AttackSpec.FORM
                    + ", as in enumeration:bank-003@2h+30mx300/h or just bot. Start: a time after the first instant or an"
                    + " instant in UTC; rate: a multiple of the organisation's own mean (x0.5) or absolute (x300/h, x500/d)."
                    + " Kinds: burst, harvest, bot, enumeration, shuffled-enumeration, guessing, off-hours, hijack, ramp,"
                    + " distributed, leaked-list, canary.")
    private List<String> attacks = new ArrayList<>();

    @Option(
            names = "--events",
            paramLabel = "LIST",
            description =
                    "Honest reasons for unusual traffic: all (default), none, or some of payday, holiday, campaign,"
                            + " drive, outage, trouble, batch, cron, list, growth, branch, failover, with commas.")
    private String events = "all";

    @Option(
            names = "--rate",
            paramLabel = "PACE",
            description = "max (default), realtime, or a multiple of it like 60x.")
    private String rate = "max";

    @Option(
            names = "--disorder",
            paramLabel = "SPAN",
            description = "Queries arrive out of order by up to this, at most 10m (default 0s).")
    private String disorder = "0s";

    @Option(
            names = "--duplicates",
            paramLabel = "SHARE",
            description = "Part of the queries that arrive twice, 0 to 1 (default 0).")
    private double duplicates;

    @Option(names = "--limit", paramLabel = "N", description = "Stop after so many queries.")
    private long limit = Long.MAX_VALUE;

    /** Everything checked, nothing begun; a {@link CommandFailure} says what is wrong. */
    Simulation simulation(boolean toKafka, long nowMillis) {
        return checked(() -> {
            Pace pace = Pace.parse(rate);
            boolean live = pace.equals(Pace.REALTIME);
            Duration length = span != null ? ForOption.read(span) : live ? ENDLESS : Duration.ofDays(1);
            long start = start(toKafka, live, length, nowMillis);
            long end = start + length.toMillis();
            Set<WorldEvent> happening = events();
            sizes();
            World world = new World(
                    queriesPerDay == null
                            ? new WorldSettings(seed, organisationCount, 1, happening)
                            : WorldSettings.perDay(seed, organisationCount, queriesPerDay, happening));
            List<AttackSpec> specs = attacks.stream().map(AttackSpec::parse).toList();
            List<Attack> planned = world.attacks(specs, start, end);
            Simulation simulation =
                    new Simulation(world, start, end, planned, pace, span("--disorder", disorder), duplicates, limit);
            new Disorder(world.attackTraffic(planned), simulation.disorder(), duplicates, seed);
            return simulation;
        });
    }

    private void sizes() {
        if (organisationCount < 1 || organisationCount > WorldSettings.MOST_ORGANISATIONS) {
            throw new IllegalArgumentException("--organisation-count = " + organisationCount + ": must be within [1, "
                    + WorldSettings.MOST_ORGANISATIONS + "]");
        }
        if (queriesPerDay != null && !(queriesPerDay > 0 && queriesPerDay <= WorldSettings.MOST_PER_DAY)) {
            throw new IllegalArgumentException(
                    "--queries-per-day = " + queriesPerDay + ": must be above 0 and up to 1e10");
        }
        if (limit < 1) {
            throw new IllegalArgumentException("--limit = " + limit + ": must be 1 or more");
        }
    }

    private long start(boolean toKafka, boolean live, Duration length, long nowMillis) {
        if (from != null) {
            try {
                return OffsetDateTime.parse(from).toInstant().toEpochMilli();
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("--from = " + from
                        + ": must be a time with offset like 2025-01-05T00:00:00+06:00 or 2025-01-04T18:00:00Z");
            }
        }
        if (live) {
            return nowMillis;
        }
        return toKafka ? nowMillis - length.toMillis() : USUAL_START.toEpochMilli();
    }

    private Set<WorldEvent> events() {
        Set<WorldEvent> chosen = EnumSet.noneOf(WorldEvent.class);
        if (events.equals("all")) {
            return EnumSet.allOf(WorldEvent.class);
        } else if (events.equals("none")) {
            return chosen;
        }
        for (String name : events.split(",", -1)) {
            chosen.add(Arrays.stream(WorldEvent.values())
                    .filter(event -> event.option().equals(name.strip()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("--events: no event is called '" + name
                            + "'; allowed: all, none, or some of "
                            + Arrays.stream(WorldEvent.values())
                                    .map(WorldEvent::option)
                                    .collect(Collectors.joining(", ")))));
        }
        return chosen;
    }

    private static Duration span(String option, String text) {
        try {
            return Durations.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(option + " = " + text + ": must be a duration such as 500ms, 2s or 1m");
        }
    }

    /** The simulation's own refusals are a user's mistakes here. */
    static <T> T checked(Supplier<T> asked) {
        try {
            return asked.get();
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        }
    }
}
