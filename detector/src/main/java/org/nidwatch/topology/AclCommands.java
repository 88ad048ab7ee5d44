// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.util.ArrayList;
import java.util.List;

/** The commands of {@code kafka-acls.sh} that give each part what it needs and nothing more. */
final class AclCommands {
    private final String servers;
    private final List<String> commands = new ArrayList<>();

    private AclCommands(String servers) {
        this.servers = servers;
    }

    static List<String> of(TopicNames names, String servers, String applicationId, Outlets outlets) {
        AclCommands acls = new AclCommands(servers);
        acls.detector(names, applicationId);
        acls.outlets(names, applicationId, outlets);
        acls.topic("nidwatch-ingest", names.queries(), "Write", "Describe");
        acls.topic("nidwatch-ingest", names.ingestCheckpoints(), "Read", "Write", "Describe");
        acls.prefixed("nidwatch-ingest", "--transactional-id nidwatch-ingest-", "Write", "Describe");
        for (String policy : List.of(names.organisations(), names.canaries(), names.probes(), names.silences())) {
            acls.topic("nidwatch-admin", policy, "Read", "Write", "Describe");
        }
        acls.topic("nidwatch-admin", names.audit(), "Write", "Describe");
        for (String read : List.of(names.alerts(), names.alertsCurrent(), names.activity(), names.coverage())) {
            acls.topic("nidwatch-console", read, "Read", "Describe");
        }
        for (String decided : List.of(names.dispositions(), names.silences())) {
            acls.topic("nidwatch-console", decided, "Read", "Write", "Describe");
        }
        acls.topic("nidwatch-console", names.audit(), "Write", "Describe");
        acls.prefixed("nidwatch-console", "--group " + applicationId + "-console", "Read");
        for (String read : List.of(names.queries(), names.probes(), names.canaries(), names.alerts())) {
            acls.topic("nidwatch-investigator", read, "Read", "Describe");
        }
        return List.copyOf(acls.commands);
    }

    private void detector(TopicNames names, String applicationId) {
        String detector = "nidwatch-detector";
        // It compares the topics with the plan at its start, hence DescribeConfigs.
        topic(detector, names.queries(), "Read", "Describe", "DescribeConfigs");
        for (String policy : List.of(names.organisations(), names.canaries(), names.probes())) {
            topic(detector, policy, "Read", "Describe", "DescribeConfigs");
        }
        // The console runs in its process: it shows what all instances wrote, and stores what analysts decide.
        for (String both : List.of(
                names.silences(),
                names.dispositions(),
                names.alerts(),
                names.alertsCurrent(),
                names.activity(),
                names.coverage())) {
            topic(detector, both, "Read", "Write", "Describe", "DescribeConfigs");
        }
        for (String written : List.of(names.rejected(), names.audit())) {
            topic(detector, written, "Write", "Describe", "DescribeConfigs");
        }
        add(detector, "--group " + applicationId, "Read", "Describe");
        // Its changelog and repartition topics: it creates them, and deletes what it has moved.
        prefixed(
                detector,
                "--topic " + applicationId + "-",
                "Create",
                "Read",
                "Write",
                "Delete",
                "Describe",
                "DescribeConfigs");
        prefixed(detector, "--transactional-id " + applicationId + "-", "Write", "Describe");
        // A replay is a group of its own, which it removes at its end.
        prefixed(detector, "--group " + applicationId + "-replay-", "Read", "Describe", "Delete");
    }

    private void outlets(TopicNames names, String applicationId, Outlets outlets) {
        if (outlets.ocsfTopic()) {
            topic("nidwatch-detector", names.alertsOcsf(), "Write", "Describe", "DescribeConfigs");
        }
        if (outlets.webhook()) {
            topic("nidwatch-detector", names.alerts(), "Read");
            add("nidwatch-detector", "--group " + TopicPlan.webhookGroup(applicationId), "Read", "Describe");
        }
    }

    private void topic(String user, String topic, String... operations) {
        add(user, "--topic " + topic, operations);
    }

    private void prefixed(String user, String resource, String... operations) {
        add(user, resource + " --resource-pattern-type prefixed", operations);
    }

    private void add(String user, String resource, String... operations) {
        StringBuilder command = new StringBuilder("kafka-acls.sh --bootstrap-server ")
                .append(servers)
                .append(" --add --allow-principal User:")
                .append(user);
        for (String operation : operations) {
            command.append(" --operation ").append(operation);
        }
        commands.add(command.append(' ').append(resource).toString());
    }
}
