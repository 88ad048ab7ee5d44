// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The broker's own settings: one node, little memory, no topic that nobody asked for. */
final class EmbeddedBrokerSettings {
    static final int NODE_ID = 1;
    static final String CONTROLLER = "CONTROLLER";

    private EmbeddedBrokerSettings() {}

    static Map<String, String> of(Path directory, int port, int controllerPort) {
        Map<String, String> settings = new HashMap<>();
        node(settings, directory, port, controllerPort);
        oneCopy(settings);
        small(settings);
        quick(settings);
        return settings;
    }

    private static void node(Map<String, String> settings, Path directory, int port, int controllerPort) {
        String broker = "BROKER://" + Loopback.ADDRESS + ":" + port;
        String controller = Loopback.ADDRESS + ":" + controllerPort;
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE_ID));
        settings.put("log.dirs", directory.toString());
        settings.put("listeners", broker + "," + CONTROLLER + "://" + controller);
        settings.put("advertised.listeners", broker);
        settings.put("listener.security.protocol.map", "BROKER:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        settings.put("inter.broker.listener.name", "BROKER");
        settings.put("controller.listener.names", CONTROLLER);
        // A static quorum of one: the controller may stand on another port at each start.
        settings.put("controller.quorum.voters", NODE_ID + "@" + controller);
        settings.put("auto.create.topics.enable", "false");
    }

    private static void oneCopy(Map<String, String> settings) {
        settings.put("default.replication.factor", "1");
        settings.put("min.insync.replicas", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
    }

    private static void small(Map<String, String> settings) {
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
        settings.put("num.recovery.threads.per.data.dir", "2");
        // The default, 128 MiB, is taken from the heap at start.
        settings.put("log.cleaner.dedupe.buffer.size", "4194304");
        settings.put("log.cleaner.io.buffer.size", "131072");
        settings.put("log.segment.bytes", "134217728");
        settings.put("log.index.size.max.bytes", "1048576");
        // A silent node would otherwise write to its metadata log twice a second for ever.
        settings.put("metadata.max.idle.interval.ms", "5000");
    }

    private static void quick(Map<String, String> settings) {
        settings.put("group.initial.rebalance.delay.ms", "0");
        // What a killed detector left open hides everything written after it. But a starting broker that looks for it
        // sooner than this ends it without markers, and then it counts: see RATIONALE.md.
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "10000");
        // There is no other node to wait for.
        settings.put("controller.quorum.election.timeout.ms", "200");
        settings.put("controller.quorum.election.backoff.max.ms", "100");
        // After a kill the controller lets the broker back in when the session of the killed one has run out.
        settings.put("broker.session.timeout.ms", "5000");
        settings.put("broker.heartbeat.interval.ms", "250");
    }
}
