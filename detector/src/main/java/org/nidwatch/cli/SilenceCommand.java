// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nidwatch.detect.Detectors;
import org.nidwatch.policy.AuditRecord;
import org.nidwatch.policy.Silence;
import org.nidwatch.settings.LoadedSettings;
import org.nidwatch.wire.JsonForm;
import org.nidwatch.wire.Wire;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Alerts that somebody agreed not to hear for a while. */
@Command(
        name = "silence",
        description = "Holds an organisation's alerts back for a while: with an end, a ceiling, a name and a reason.")
final class SilenceCommand extends Group {
    static CommandLine of(Terminal terminal) {
        return new SilenceCommand().with(new Add(terminal), new Show(terminal), new Remove(terminal));
    }

    static PolicyTopic<Silence> topic(Connection connection) {
        Wire wire = connection.wire();
        return new PolicyTopic<>(
                connection, connection.topics().silences(), Silence::id, wire::silence, wire::readSilence);
    }

    @Command(
            name = "add",
            description = {
                "Agrees on a silence. Watching goes on; an alert that is still open when the silence ends is told then."
                        + " Decoys and probes sound all the same, and so does what passes the ceiling.",
                "Each day nid.audit tells what a silence hid."
            })
    private static final class Add implements Callable<Integer> {
        @Mixin
        private CommonOptions common = new CommonOptions();

        @Parameters(paramLabel = "ORGANISATION", description = "Whose alerts: organisation_id in the queries.")
        private String organisation = "";

        @Option(
                names = "--detector",
                paramLabel = "NAME",
                defaultValue = Silence.ALL,
                description = "Only alerts that this detector alone raised; all = any. Default: ${DEFAULT-VALUE}")
        private String detector = Silence.ALL;

        @Option(
                names = "--from",
                paramLabel = "TIME",
                description = "When it begins, " + DayOrTime.ALLOWED + ", not in the past. Default: now.")
        private @Nullable String from;

        @Option(
                names = "--until",
                required = true,
                paramLabel = "TIME",
                description = "When it ends, at most 31 days after its start; a day ends with the day.")
        private String until = "";

        @Option(
                names = "--ceiling",
                paramLabel = "RECORDS",
                description = "Records exposed above which an alert sounds all the same, 0 to 1000000."
                        + " Default: alerts.high.records.")
        private @Nullable Long ceiling;

        @Option(names = "--approver", required = true, paramLabel = "NAME", description = "Who agreed.")
        private String approver = "";

        @Option(
                names = "--reason",
                required = true,
                paramLabel = "TEXT",
                description = "Why; no citizen's number. It is kept for the audit.")
        private String reason = "";

        private final Terminal terminal;

        Add(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            FreeText.checked("--approver", approver, Silence.APPROVER_LIMIT);
            FreeText.checked("--reason", reason, Silence.REASON_LIMIT);
            FreeText.checked("ORGANISATION", organisation, 128);
            LoadedSettings loaded = common.load(terminal);
            DayOrTime times = common.times(terminal);
            long now = System.currentTimeMillis();
            Silence silence = silence(times, now);
            Connection connection = Connection.of(loaded);
            topic(connection).add(List.of(silence));
            Audit.write(
                    connection,
                    AuditRecord.Action.SILENCE_ADDED,
                    organisation,
                    silence.id(),
                    words(silence, times) + " Agreed by " + approver + ": " + reason);
            terminal.out().println(silence.id());
            terminal.out().flush();
            terminal.err().println(words(silence, times));
            return ExitCode.OK;
        }

        private Silence silence(DayOrTime times, long now) {
            long begins = from == null ? now : times.from("--from", from);
            if (from != null && begins < now - 60_000) {
                throw CommandFailure.usage("--from = " + from
                        + ": lies in the past; what was told then cannot be unsaid. Leave it out to begin now");
            }
            try {
                return new Silence(
                        organisation,
                        detector(detector),
                        begins,
                        times.until("--until", until),
                        ceiling,
                        approver,
                        reason);
            } catch (IllegalArgumentException e) {
                throw CommandFailure.usage(String.valueOf(e.getMessage()));
            }
        }

        private static @Nullable String detector(String name) {
            if (name.equals(Silence.ALL)) {
                return null;
            }
            List<String> known = Detectors.ids();
            if (!known.contains(name)) {
                throw CommandFailure.usage("--detector must be all or one of " + String.join(", ", known));
            }
            return name;
        }
    }

    private static String words(Silence silence, DayOrTime times) {
        Long ceiling = silence.ceiling();
        return "Alerts of " + silence.organisationId()
                + (silence.detector() == null ? "" : " that " + silence.detector() + " alone raises")
                + " are held back from " + times.shown(silence.from()) + " to " + times.shown(silence.until())
                + (ceiling == null ? ", up to alerts.high.records" : ", up to " + ceiling + " records exposed") + ".";
    }

    @Command(name = "list", description = "Prints the silences, those that end last first.")
    private static final class Show implements Callable<Integer> {
        @Mixin
        private CommonOptions common = new CommonOptions();

        @Option(names = "--format", defaultValue = "text", description = "text or json (one object a line).")
        private ListFormat format = ListFormat.text;

        private final Terminal terminal;

        Show(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            PolicyTopic.Contents<Silence> contents =
                    topic(Connection.of(common.load(terminal))).contents();
            List<Silence> silences = contents.things().values().stream()
                    .sorted(Comparator.comparingLong(Silence::until).reversed().thenComparing(Silence::id))
                    .toList();
            if (format == ListFormat.json) {
                JsonForm json = new JsonForm();
                silences.forEach(each -> terminal.out().println(json.silence(each)));
            } else {
                print(silences);
            }
            return contents.complete(terminal);
        }

        private void print(List<Silence> silences) {
            DayOrTime times = common.times(terminal);
            long now = System.currentTimeMillis();
            Columns columns = new Columns("SILENCE", "", "FROM", "UNTIL", "CEILING", "APPROVER", "REASON");
            silences.forEach(each -> columns.row(
                    each.id(),
                    each.holds(now) ? "in force" : each.until() <= now ? "over" : "to come",
                    times.shown(each.from()),
                    times.shown(each.until()),
                    each.ceiling() == null ? "default" : String.valueOf(each.ceiling()),
                    each.approver(),
                    each.reason()));
            terminal.out().print(columns);
            terminal.err().println(Counted.of(silences.size(), "silence") + ".");
        }
    }

    @Command(
            name = "remove",
            description =
                    "Ends a silence that is in force now, and deletes one that is to come or over. Alerts that it held"
                            + " back and that are still open are told at once.")
    private static final class Remove implements Callable<Integer> {
        @Mixin
        private CommonOptions common = new CommonOptions();

        @Parameters(arity = "1", paramLabel = "ID", description = "The silence's id, as `silence list` prints it.")
        private String id = "";

        private final Terminal terminal;

        Remove(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            Connection connection = Connection.of(common.load(terminal));
            PolicyTopic<Silence> topic = topic(connection);
            Map<String, Silence> all = topic.contents().things();
            Silence silence = all.get(FreeText.checked("ID", id, 512));
            if (silence == null) {
                throw CommandFailure.failed("there is no such silence: `nidwatch silence list` shows all");
            }
            long now = System.currentTimeMillis();
            if (silence.holds(now) && now > silence.from()) {
                topic.add(List.of(silence.endedAt(now)));
                terminal.err().println("Ended silence " + id + ".");
            } else {
                topic.remove("silence", List.of(id), terminal);
            }
            Audit.write(
                    connection,
                    AuditRecord.Action.SILENCE_ENDED,
                    silence.organisationId(),
                    id,
                    "Ended or taken back; it had been agreed until "
                            + common.times(terminal).shown(silence.until()) + ".");
            return ExitCode.OK;
        }
    }
}
