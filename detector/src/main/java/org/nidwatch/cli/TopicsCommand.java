// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.nidwatch.settings.Settings;
import org.nidwatch.topology.Outlets;
import org.nidwatch.topology.PlannedTopic;
import org.nidwatch.topology.TopicNames;
import org.nidwatch.topology.TopicPlan;
import org.nidwatch.topology.TopicPlan.Difference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Our topics: as planned, and as they are. */
@Command(
        name = "topics",
        description = {
            "Prints how the topics should be, how the cluster differs, and the ACLs that each part needs.",
            "Exit code 2 when something differs and --apply is not given."
        })
final class TopicsCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--apply",
            description = "Create what is missing and set what differs. ACLs are printed, never set.")
    private boolean apply;

    private final Terminal terminal;

    TopicsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Connection connection = Connection.of(common.load(terminal));
        Settings settings = connection.settings();
        TopicNames names = connection.topics();
        try (Admin admin = connection.admin()) {
            int brokers = Connection.got(admin.describeCluster().nodes()).size();
            TopicPlan plan = TopicPlan.standard(
                    names,
                    settings.topics().partitions(),
                    connection.embedded() ? 1 : settings.topics().replication(),
                    outlets(settings));
            plan(plan);
            if (apply && !connection.embedded() && settings.topics().replication() > brokers) {
                throw CommandFailure.usage(
                        "topics.replication = " + settings.topics().replication()
                                + ": this cluster has " + brokers + " brokers; a single one can be tried with --set"
                                + " topics.replication=1");
            }
            List<Difference> differences = apply ? plan.apply(admin) : plan.check(admin);
            differences(differences);
            acls(names, settings);
            if (!apply) {
                return differences.isEmpty() ? ExitCode.OK : ExitCode.FOUND;
            }
            // What was created a moment ago is not known to every broker yet, so it is not asked again.
            List<Difference> left = differences.stream()
                    .filter(each -> each.kind() == Difference.Kind.LAYOUT)
                    .toList();
            return left.isEmpty() ? ExitCode.OK : remaining(left);
        }
    }

    private static Outlets outlets(Settings settings) {
        return new Outlets(settings.topics().alertsOcsf(), settings.webhook().on());
    }

    private void plan(TopicPlan plan) {
        Columns columns = new Columns("TOPIC", "PARTITIONS", "COPIES", "CONFIGURATION");
        for (PlannedTopic each : plan.topics()) {
            columns.row(
                    each.name(),
                    Integer.toString(each.partitions()),
                    Integer.toString(each.replication()),
                    each.configs().toString().replaceAll("[{}]", ""));
        }
        terminal.out().print(columns);
    }

    private void differences(List<Difference> differences) {
        terminal.out().println();
        if (differences.isEmpty()) {
            terminal.out().println("The cluster is as planned.");
        }
        for (Difference each : differences) {
            String done = !apply ? "" : each.kind() == Difference.Kind.LAYOUT ? " (left as it is)" : " (done)";
            terminal.out().println(each.topic() + ": " + each.sentence() + done);
        }
        if (!apply && differences.stream().anyMatch(each -> each.kind() != Difference.Kind.LAYOUT)) {
            terminal.out().println("`nidwatch topics --apply` creates what is missing and sets what differs.");
        }
    }

    private void acls(TopicNames names, Settings settings) {
        terminal.out().println();
        terminal.out().println("ACLs, least rights for each part (the users' names are examples):");
        String servers = String.valueOf(settings.bootstrapServers());
        String application = settings.streams().values().getOrDefault("application.id", "nidwatch");
        TopicPlan.acls(names, servers, application, outlets(settings))
                .forEach(each -> terminal.out().println("  " + each));
    }

    private int remaining(List<Difference> left) {
        terminal.err()
                .println("nidwatch: " + left.size() + " differences are left for a person: moving partitions or copies"
                        + " under a running stream moves organisations away from their state.");
        return ExitCode.FOUND;
    }
}
