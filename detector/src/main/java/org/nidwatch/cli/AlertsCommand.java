// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.nidwatch.ocsf.OcsfForm;
import org.nidwatch.wire.JsonForm;
import org.nidwatch.wire.ReadAlert;
import org.nidwatch.wire.UnreadableException;
import org.nidwatch.wire.Wire;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Follows the alerts. */
@Command(
        name = "alerts",
        description = "Follows the alerts, for a person or for a SIEM. Ends with Ctrl-C, --max or --for.")
final class AlertsCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--format",
            defaultValue = "text",
            description =
                    "text; json (one object a line, our schema); or ocsf (one OCSF 1.8 Detection Finding a line).")
    private AlertFormat format = AlertFormat.text;

    @Option(names = "--from-beginning", description = "Every alert that is still in the topic, then the new ones.")
    private boolean fromBeginning;

    @Option(
            names = "--open",
            description = "The alerts that are open now, each as it stands, the worst first, and no more.")
    private boolean open;

    @Option(names = "--max", paramLabel = "N", description = "End after N emissions; with --open, show the N worst.")
    private @Nullable Long max;

    @Option(names = "--for", paramLabel = "DURATION", description = "End after this time, such as 90s or 5m.")
    private @Nullable String lasting;

    private final Terminal terminal;
    private long shown;

    AlertsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Duration span = lasting == null ? null : ForOption.read(lasting);
        if (max != null && max < 1) {
            throw CommandFailure.usage("--max = " + max + ": must be at least 1");
        }
        Connection connection = Connection.of(common.load(terminal));
        Wire wire = connection.wire();
        connection.admin().close();
        try (Consumer<byte[], byte[]> consumer = connection.consumer()) {
            if (open) {
                showOpen(consumer, connection, wire);
            } else {
                follow(consumer, connection.topics().alerts(), wire, printer(connection), span);
            }
        }
        return ExitCode.OK;
    }

    /** Writes one emission. */
    private interface Printer {
        String print(ReadAlert alert);
    }

    private Printer printer(Connection connection) {
        if (format == AlertFormat.json) {
            JsonForm json = new JsonForm();
            return read -> json.alert(read.alert(), read.emittedAtMillis());
        } else if (format == AlertFormat.ocsf) {
            OcsfForm ocsf = new OcsfForm(Version.text());
            return read -> ocsf.alert(read.alert(), read.emittedAtMillis());
        }
        AlertText text = text(connection);
        return read -> text.of(read.alert());
    }

    private AlertText text(Connection connection) {
        return new AlertText(connection.settings().calendar().zone(), terminal.colours());
    }

    private void showOpen(Consumer<byte[], byte[]> consumer, Connection connection, Wire wire) {
        String topic = connection.topics().alertsCurrent();
        Map<UUID, ReadAlert> current = new LinkedHashMap<>();
        int[] unreadable = {0};
        TopicContents.read(consumer, topic, (key, found) -> {
            try {
                if (found.value() != null) {
                    ReadAlert read = wire.readAlert(found.value());
                    current.put(read.alert().alertId(), read);
                }
            } catch (UnreadableException e) {
                unreadable[0]++;
            }
        });
        tell(unreadable[0], topic);
        OpenAlerts alerts = new OpenAlerts(current.values());
        long most = max == null ? Long.MAX_VALUE : max;
        if (format == AlertFormat.text) {
            alerts.texts(text(connection), most).forEach(this::show);
            terminal.err().println(alerts.summary());
        } else {
            Printer printer = printer(connection);
            alerts.queue().stream().limit(most).forEach(each -> show(printer.print(each.read())));
        }
    }

    private void follow(
            Consumer<byte[], byte[]> consumer, String topic, Wire wire, Printer printer, @Nullable Duration span) {
        Stop stop = terminal.stop().heeded();
        AlertStream alerts = new AlertStream(consumer, topic, wire, fromBeginning);
        if (terminal.interactive()) {
            terminal.err().println("Waiting for alerts in " + topic + "; Ctrl-C ends.");
        }
        long started = System.nanoTime();
        while (!stop.wished() && !enough() && (span == null || System.nanoTime() - started < span.toNanos())) {
            int unreadable = alerts.poll(read -> {
                if (!enough()) {
                    show(printer.print(read));
                }
            });
            tell(unreadable, topic);
        }
    }

    private void tell(int unreadable, String topic) {
        if (unreadable > 0) {
            terminal.err()
                    .println("nidwatch: " + Counted.of(unreadable, "record") + " of " + topic
                            + (unreadable == 1 ? " is no alert and was left out" : " are no alerts and were left out"));
        }
    }

    private boolean enough() {
        return max != null && shown >= max;
    }

    private void show(String text) {
        terminal.out().println(text);
        terminal.out().flush();
        if (terminal.out().checkError()) {
            // Whoever read us has gone: head, or a closed pipe.
            terminal.stop().wish();
        }
        shown++;
    }
}
