// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.policy.Disposition;
import org.nidwatch.wire.UnreadableException;
import org.nidwatch.wire.Wire;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How often each detector was right. */
@Command(
        name = "report",
        description = {
            "Says how often each detector was right, by the verdicts: precision with its 95 % interval (Wilson).",
            "An alert counts for the detector that leads it. Benign counts as not right, a test does not count."
        })
final class DispositionReportCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Only alerts raised from then on, " + DayOrTime.ALLOWED + ".")
    private @Nullable String from;

    @Option(names = "--json", paramLabel = "FILE", description = "The same as JSON, - for standard output.")
    private @Nullable String json;

    private final Terminal terminal;

    DispositionReportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        long since = from == null ? Long.MIN_VALUE : common.times(terminal).from("--from", from);
        Connection connection = Connection.of(common.load(terminal));
        PolicyTopic.Contents<Disposition> contents =
                DispositionCommand.topic(connection).contents();
        Map<UUID, Disposition> dispositions = new HashMap<>();
        contents.things().values().forEach(each -> dispositions.put(each.alertId(), each));
        DispositionReport report = new DispositionReport(alerts(connection, since), dispositions);
        if (json != null) {
            try (LineOutput out = LineOutput.open(json, terminal)) {
                out.line(report.json());
            }
        }
        if (json == null || !json.equals("-")) {
            terminal.out().print(report.table());
            terminal.err().println(report.summary());
        }
        return contents.complete(terminal);
    }

    /** As they stand now: each once. */
    private List<ScrapingAlert> alerts(Connection connection, long since) {
        Wire wire = connection.wire();
        String topic = connection.topics().alertsCurrent();
        Map<UUID, ScrapingAlert> alerts = new HashMap<>();
        int[] unreadable = {0};
        try (Consumer<byte[], byte[]> consumer = connection.bulkConsumer()) {
            TopicContents.read(consumer, topic, (key, record) -> {
                try {
                    if (record.value() != null) {
                        ScrapingAlert alert = wire.readAlert(record.value()).alert();
                        alerts.put(alert.alertId(), alert);
                    }
                } catch (UnreadableException e) {
                    unreadable[0]++;
                }
            });
        }
        if (unreadable[0] > 0) {
            terminal.err()
                    .println("nidwatch: " + Counted.of(unreadable[0], "record") + " of " + topic
                            + " cannot be read and is not counted");
        }
        List<ScrapingAlert> counted = new ArrayList<>(alerts.values());
        counted.removeIf(alert -> alert.detectedAt() < since);
        return counted;
    }
}
