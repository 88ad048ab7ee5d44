// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.Phase;
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
        description = "Follows the alerts, for a person or as JSON for a SIEM. Ends with Ctrl-C, --max or --for.")
final class AlertsCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--format", defaultValue = "text", description = "text or json (one object a line).")
    private ListFormat format = ListFormat.text;

    @Option(names = "--from-beginning", description = "Every alert that is still in the topic, then the new ones.")
    private boolean fromBeginning;

    @Option(names = "--open", description = "The alerts that are open now, each as it stands, and no more.")
    private boolean open;

    @Option(names = "--max", paramLabel = "N", description = "End after N emissions.")
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
            Printer printer = printer(connection);
            if (open) {
                showOpen(consumer, connection.topics().alertsCurrent(), wire, printer);
            } else {
                follow(consumer, connection.topics().alerts(), wire, printer, span);
            }
        }
        return ExitCode.OK;
    }

    /** Writes one emission. */
    private interface Printer {
        String print(ReadAlert alert);
    }

    private Printer printer(Connection connection) {
        if (format == ListFormat.json) {
            JsonForm json = new JsonForm();
            return read -> json.alert(read.alert(), read.emittedAtMillis());
        }
        AlertText text = new AlertText(connection.settings().calendar().zone(), terminal.colours());
        return read -> text.of(read.alert());
    }

    private void showOpen(Consumer<byte[], byte[]> consumer, String topic, Wire wire, Printer printer) {
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
        for (ReadAlert each : current.values()) {
            if (each.alert().phase() != Phase.CLOSED && !enough()) {
                show(printer.print(each));
            }
        }
        if (format == ListFormat.text) {
            terminal.err().println(shown == 0 ? "No alert is open." : shown + " open.");
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
                    .println("nidwatch: " + unreadable + " records of " + topic + " are no alerts; they were left out");
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
