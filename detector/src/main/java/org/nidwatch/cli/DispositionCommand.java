// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.policy.AuditRecord;
import org.nidwatch.policy.Disposition;
import org.nidwatch.wire.JsonForm;
import org.nidwatch.wire.UnreadableException;
import org.nidwatch.wire.Wire;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** What analysts decided about alerts. */
@Command(
        name = "disposition",
        description = "Says what an alert turned out to be: it closes false alarms, and teaches what is honest.")
final class DispositionCommand extends Group {
    static CommandLine of(Terminal terminal) {
        return new DispositionCommand()
                .with(
                        new Add(terminal),
                        new Show(terminal),
                        new Remove(terminal),
                        new DispositionReportCommand(terminal));
    }

    static PolicyTopic<Disposition> topic(Connection connection) {
        Wire wire = connection.wire();
        return new PolicyTopic<>(
                connection,
                connection.topics().dispositions(),
                disposition -> disposition.alertId().toString(),
                wire::disposition,
                wire::readDisposition);
    }

    /** The id of an alert; a {@link CommandFailure} that does not repeat the text when it is none. */
    static UUID alertId(String text) {
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equals(text.toLowerCase(Locale.ROOT))) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            // told below, and not repeated: somebody may have typed a citizen's number
        }
        throw CommandFailure.usage("ALERT_ID must be the id of an alert, such as"
                + " 9c54c675-8d20-5943-93be-31c4a641ad83: `nidwatch alerts` prints it");
    }

    private static String word(Disposition.Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** true-positive, false-positive, benign, test. */
    private static final class VerdictWord implements ITypeConverter<Disposition.Verdict> {
        @Override
        public Disposition.Verdict convert(String text) {
            for (Disposition.Verdict verdict : Disposition.Verdict.values()) {
                if (word(verdict).equals(text.toLowerCase(Locale.ROOT).replace('_', '-'))) {
                    return verdict;
                }
            }
            throw new TypeConversionException("must be one of "
                    + Arrays.stream(Disposition.Verdict.values())
                            .map(DispositionCommand::word)
                            .collect(Collectors.joining(", ")));
        }
    }

    @Command(
            name = "add",
            description = {
                "Decides about an alert; decided again, the newer word holds.",
                "false-positive and benign close the alert and let the detector believe, within bounds, that what it saw is"
                        + " ordinary; test closes it and teaches nothing; true-positive is kept for the record. What was"
                        + " taught is not taken back."
            })
    private static final class Add implements Callable<Integer> {
        @Mixin
        private CommonOptions common = new CommonOptions();

        @Parameters(paramLabel = "ALERT_ID", description = "The alert's id, as `nidwatch alerts` prints it.")
        private String id = "";

        @Option(
                names = "--verdict",
                required = true,
                paramLabel = "VERDICT",
                converter = VerdictWord.class,
                description = "true-positive, false-positive, benign or test.")
        private Disposition.@Nullable Verdict verdict;

        @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = "Why; no citizen's number.")
        private String note = "";

        @Option(
                names = "--analyst",
                paramLabel = "NAME",
                description = "Who decided; the user of the operating system when left out.")
        private @Nullable String analyst;

        private final Terminal terminal;

        Add(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            UUID alert = alertId(id);
            String who = FreeText.checked(
                    "--analyst",
                    analyst == null ? System.getProperty("user.name", "") : analyst,
                    Disposition.ANALYST_LIMIT);
            String why = FreeText.checked("--note", note, Disposition.NOTE_LIMIT);
            Connection connection = Connection.of(common.load(terminal));
            String organisation = organisation(connection, alert);
            Disposition.Verdict decided = java.util.Objects.requireNonNull(verdict);
            topic(connection)
                    .add(List.of(new Disposition(alert, decided, who, why, organisation, System.currentTimeMillis())));
            Audit.write(
                    connection,
                    AuditRecord.Action.DISPOSITION_ADDED,
                    organisation,
                    alert.toString(),
                    word(decided) + " by " + who + (why.isBlank() ? "" : ": " + why));
            terminal.err().println("Alert " + alert + " of " + about(organisation) + " is " + word(decided) + ".");
            return ExitCode.OK;
        }

        private static String about(String organisation) {
            return organisation.equals(ScrapingAlert.FEDERATION) ? "several organisations" : organisation;
        }

        /** Whom the alert is about: only what was raised can be decided. */
        private static String organisation(Connection connection, UUID alert) {
            connection.admin().close();
            Wire wire = connection.wire();
            String topic = connection.topics().alertsCurrent();
            byte[] key = alert.toString().getBytes(StandardCharsets.UTF_8);
            List<String> found = new ArrayList<>();
            try (Consumer<byte[], byte[]> consumer = connection.consumer()) {
                TopicContents.read(consumer, topic, (name, record) -> {
                    if (Arrays.equals(key, name) && record.value() != null) {
                        found.add(organisation(wire, record.value(), topic));
                    }
                });
            }
            if (found.isEmpty()) {
                throw CommandFailure.failed("there is no alert " + alert + " in " + topic
                        + ": `nidwatch alerts --from-beginning` shows all. Nothing was decided.");
            }
            return found.get(found.size() - 1);
        }

        private static String organisation(Wire wire, byte[] value, String topic) {
            try {
                return wire.readAlert(value).alert().organisationId();
            } catch (UnreadableException e) {
                throw CommandFailure.failed("the alert's record in " + topic + " cannot be read: written by another"
                        + " program, or with a schema that the registry does not know");
            }
        }
    }

    @Command(name = "list", description = "Prints what was decided.")
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
            PolicyTopic.Contents<Disposition> contents =
                    topic(Connection.of(common.load(terminal))).contents();
            Map<String, Disposition> dispositions = contents.things();
            if (format == ListFormat.json) {
                JsonForm json = new JsonForm();
                dispositions.values().forEach(each -> terminal.out().println(json.disposition(each)));
            } else {
                DayOrTime times = common.times(terminal);
                Columns columns = new Columns("ALERT", "ORGANISATION", "VERDICT", "DECIDED", "ANALYST", "NOTE");
                dispositions
                        .values()
                        .forEach(each -> columns.row(
                                each.alertId().toString(),
                                each.organisationId().isEmpty() ? "-" : each.organisationId(),
                                word(each.verdict()),
                                each.decidedAt() == 0 ? "-" : times.shown(each.decidedAt()),
                                each.analyst(),
                                each.note()));
                terminal.out().print(columns);
                terminal.err().println(Counted.of(dispositions.size(), "alert") + " decided.");
            }
            return contents.complete(terminal);
        }
    }

    @Command(
            name = "remove",
            description = "Takes decisions back that did not take effect yet, or clears old ones: what was closed stays"
                    + " closed, what was taught stays taught.")
    private static final class Remove implements Callable<Integer> {
        @Mixin
        private CommonOptions common = new CommonOptions();

        @Parameters(arity = "1..*", paramLabel = "ALERT_ID", description = "The alert's id.")
        private List<String> ids = List.of();

        private final Terminal terminal;

        Remove(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            List<String> keys = ids.stream().map(id -> alertId(id).toString()).toList();
            Connection connection = Connection.of(common.load(terminal));
            int code = topic(connection).remove("disposition", keys, terminal);
            keys.forEach(
                    key -> Audit.write(connection, AuditRecord.Action.DISPOSITION_REMOVED, "", key, "Taken back."));
            return code;
        }
    }
}
