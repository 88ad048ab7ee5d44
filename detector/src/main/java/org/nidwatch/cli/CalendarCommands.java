// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Checks;
import org.nidwatch.policy.CalendarEntry;
import org.nidwatch.policy.Organisation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * What is known beforehand. Each command reads the declared record, changes its calendar and writes it back: two people
 * who change the same organisation in the same second overwrite each other.
 */
final class CalendarCommands {
    private CalendarCommands() {}

    static Object[] all(Terminal terminal) {
        return new Object[] {new Announce(terminal), new Holiday(terminal), new Withdraw(terminal)};
    }

    /** The organisations of these ids as they are declared now; all when no id is given. */
    private static Map<String, Organisation> declared(PolicyTopic<Organisation> topic, List<String> ids) {
        Map<String, Organisation> all = topic.contents().things();
        if (ids.isEmpty()) {
            return all;
        }
        Map<String, Organisation> chosen = new LinkedHashMap<>();
        for (String id : ids) {
            Organisation organisation = all.get(id);
            if (organisation == null) {
                // Somebody may have typed a citizen's number: it must not be repeated.
                throw CommandFailure.failed("organisation " + (Checks.looksLikeNid(id) ? "(a number)" : id)
                        + " is not declared: `nidwatch organisation add` declares it, `nidwatch organisation list` shows"
                        + " all. Nothing was changed.");
            }
            chosen.put(id, organisation);
        }
        return chosen;
    }

    /** With the entry as the newest; one with the same start is replaced, and what is over makes room when there is none. */
    private static Organisation with(CalendarEntry entry, Organisation organisation) {
        List<CalendarEntry> entries = new ArrayList<>(organisation.calendar());
        entries.removeIf(old -> old.from() == entry.from());
        if (entries.size() == Organisation.MOST_ENTRIES) {
            long now = System.currentTimeMillis();
            entries.stream()
                    .filter(old -> old.until() < now)
                    .min(Comparator.comparingLong(CalendarEntry::until))
                    .ifPresent(entries::remove);
        }
        if (entries.size() == Organisation.MOST_ENTRIES) {
            throw CommandFailure.failed("organisation " + organisation.id() + " has " + Organisation.MOST_ENTRIES
                    + " coming entries, the most there may be: `nidwatch organisation withdraw` takes one back."
                    + " Nothing was changed.");
        }
        entries.add(entry);
        return organisation.withCalendar(entries);
    }

    private static CalendarEntry entry(DayOrTime times, String from, String until, double ceiling, String note) {
        long first = times.from("--from", from);
        long end = times.until("--until", until);
        if (first >= end) {
            throw CommandFailure.usage("--until = " + until + ": must lie after --from = " + from);
        }
        return new CalendarEntry(first, end, ceiling, FreeText.checked("--note", note, CalendarEntry.NOTE_LIMIT));
    }

    private static String words(DayOrTime times, CalendarEntry entry) {
        return times.shown(entry.from()) + " to " + times.shown(entry.until()) + ", " + ceiling(entry);
    }

    /** The ceiling in a word or two. */
    static String ceiling(CalendarEntry entry) {
        return entry.holiday()
                ? Math.round(100 * entry.ceiling()) + " % expected"
                : "up to x" + Double.toString(entry.ceiling()).replaceAll("\\.0$", "");
    }

    @Command(
            name = "announce",
            description = {
                "Announces a campaign or a bulk job: for its time a rise up to the ceiling is explained and nothing is learned.",
                "A day alone counts whole; times are of calendar.zone. One with the same start is replaced."
            })
    private static final class Announce implements Callable<Integer> {
        @Mixin
        private CommonOptions common = new CommonOptions();

        @Parameters(paramLabel = "ID", description = "organisation_id in the queries.")
        private String id = "";

        @Option(names = "--from", required = true, paramLabel = "T", description = "First day or time.")
        private String from = "";

        @Option(names = "--until", required = true, paramLabel = "T", description = "Last day, or the time of its end.")
        private String until = "";

        @Option(
                names = "--ceiling",
                required = true,
                paramLabel = "X",
                description = "Up to this multiple of the ordinary is explained, above 1 to 12.")
        private double ceiling;

        @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = "What it is, for people.")
        private String note = "";

        private final Terminal terminal;

        Announce(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            if (!(ceiling > 1 && ceiling <= CalendarEntry.MOST)) {
                throw CommandFailure.usage("--ceiling = " + ceiling
                        + ": must be above 1 and at most 12; less is announced with `nidwatch organisation holiday`");
            }
            DayOrTime times = common.times(terminal);
            CalendarEntry entry = entry(times, from, until, ceiling, note);
            PolicyTopic<Organisation> topic = OrganisationCommand.topic(common, terminal);
            Organisation declared =
                    declared(topic, List.of(id)).values().iterator().next();
            topic.add(List.of(with(entry, declared)));
            terminal.err().println("Announced for organisation " + id + ": " + words(times, entry) + ".");
            return ExitCode.OK;
        }
    }

    @Command(
            name = "holiday",
            description = {
                "Announces days on which less is expected: an ordinary day's traffic then stands out, and nothing is learned.",
                "One with the same start is replaced."
            })
    private static final class Holiday implements Callable<Integer> {
        @Mixin
        private CommonOptions common = new CommonOptions();

        @Parameters(arity = "0..*", paramLabel = "ID", description = "The organisations that have it.")
        private List<String> ids = List.of();

        @Option(names = "--all", description = "All declared organisations have it.")
        private boolean all;

        @Option(names = "--from", required = true, paramLabel = "D", description = "First day, or a time.")
        private String from = "";

        @Option(names = "--until", paramLabel = "D", description = "Last day, or a time; the first when left out.")
        private @Nullable String until;

        @Option(
                names = "--ceiling",
                paramLabel = "X",
                defaultValue = "0.1",
                description = "This part of the ordinary is expected, 0 to below 1; 0.1 when left out.")
        private double ceiling;

        @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = "What it is, for people.")
        private String note = "";

        private final Terminal terminal;

        Holiday(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            if (all == !ids.isEmpty()) {
                throw CommandFailure.usage("give either IDs or --all");
            }
            if (!(ceiling >= 0 && ceiling < 1)) {
                throw CommandFailure.usage("--ceiling = " + ceiling
                        + ": must be at least 0 and below 1; more is announced with `nidwatch organisation announce`");
            }
            DayOrTime times = common.times(terminal);
            CalendarEntry entry = entry(times, from, until == null ? from : until, ceiling, note);
            PolicyTopic<Organisation> topic = OrganisationCommand.topic(common, terminal);
            List<Organisation> changed = declared(topic, ids).values().stream()
                    .map(each -> with(entry, each))
                    .toList();
            if (changed.isEmpty()) {
                throw CommandFailure.failed("no organisation is declared: `nidwatch organisation add` declares one");
            }
            topic.add(changed);
            String whose = changed.size() == 1
                    ? "organisation " + changed.get(0).id()
                    : Counted.of(changed.size()) + " organisations";
            terminal.err().println("A holiday of " + whose + ": " + words(times, entry) + ".");
            return ExitCode.OK;
        }
    }

    @Command(name = "withdraw", description = "Takes back what was announced, campaign or holiday.")
    private static final class Withdraw implements Callable<Integer> {
        @Mixin
        private CommonOptions common = new CommonOptions();

        @Parameters(paramLabel = "ID", description = "organisation_id in the queries.")
        private String id = "";

        @Option(
                names = "--from",
                required = true,
                paramLabel = "T",
                description = "Its first day or time, as announced.")
        private String from = "";

        private final Terminal terminal;

        Withdraw(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            DayOrTime times = common.times(terminal);
            long first = times.from("--from", from);
            PolicyTopic<Organisation> topic = OrganisationCommand.topic(common, terminal);
            Organisation declared =
                    declared(topic, List.of(id)).values().iterator().next();
            List<CalendarEntry> kept = new ArrayList<>(declared.calendar());
            if (!kept.removeIf(entry -> entry.from() == first)) {
                throw CommandFailure.failed("organisation " + id + " has announced nothing that starts at "
                        + times.shown(first) + ": `nidwatch organisation list` shows what it has");
            }
            topic.add(List.of(declared.withCalendar(kept)));
            terminal.err().println("Withdrawn for organisation " + id + ": what starts at " + times.shown(first) + ".");
            return ExitCode.OK;
        }
    }
}
