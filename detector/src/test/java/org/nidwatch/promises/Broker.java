// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One Kafka node as a process of its own, to be killed: broker and KRaft controller on 127.0.0.1. Two listeners: a direct one
 * for the test, and one whose advertised address is a proxy, for the detectors.
 */
final class Broker extends Child {
    private static final String CLUSTER = "MkU3OEVBNTcwNTJENDM2Qg";

    private final Node node;

    /** Where one node of a cluster stands; ports of 127.0.0.1. */
    record Node(Path directory, int id, int direct, int listening, int advertised, int controller, String voters) {}

    Broker(Node node, Path log) throws IOException {
        super("broker " + node.id(), log);
        this.node = node;
        start();
    }

    @Override
    protected List<String> command() {
        return java(
                List.of("-Xmx384m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                Broker.class,
                List.of(
                        node.directory().toString(),
                        Integer.toString(node.id()),
                        Integer.toString(node.direct()),
                        Integer.toString(node.listening()),
                        Integer.toString(node.advertised()),
                        Integer.toString(node.controller()),
                        node.voters()));
    }

    /** For who is not part of the trouble. */
    String direct() {
        return "127.0.0.1:" + node.direct();
    }

    /** Arguments: data directory, node id, direct port, second port, its advertised port, controller port, voters. */
    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        Map<String, String> settings = settings(args);
        format(directory, Integer.parseInt(args[1]));
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
        server.startup();
        server.awaitShutdown();
    }

    private static Map<String, String> settings(String[] args) {
        int copies = Math.min(3, args[6].split(",").length);
        String replicas = Integer.toString(copies);
        String inSync = copies < 3 ? "1" : "2";
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", args[1]);
        settings.put("log.dirs", args[0]);
        settings.put(
                "listeners",
                "DIRECT://127.0.0.1:" + args[2] + ",PROXIED://127.0.0.1:" + args[3] + ",CONTROLLER://127.0.0.1:"
                        + args[5]);
        settings.put("advertised.listeners", "DIRECT://127.0.0.1:" + args[2] + ",PROXIED://127.0.0.1:" + args[4]);
        settings.put("listener.security.protocol.map", "DIRECT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "DIRECT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("controller.quorum.voters", args[6]);
        settings.put("auto.create.topics.enable", "false");
        settings.put("default.replication.factor", replicas);
        settings.put("min.insync.replicas", inSync);
        settings.put("offsets.topic.replication.factor", replicas);
        settings.put("offsets.topic.num.partitions", "2");
        settings.put("transaction.state.log.replication.factor", replicas);
        settings.put("transaction.state.log.min.isr", inSync);
        settings.put("transaction.state.log.num.partitions", "2");
        settings.put("log.cleaner.dedupe.buffer.size", "4194304");
        settings.put("log.index.size.max.bytes", "1048576");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.min.session.timeout.ms", "1000");
        settings.put("group.streams.min.session.timeout.ms", "1000");
        settings.put("group.streams.session.timeout.ms", Integer.toString(Site.SESSION_MILLIS));
        settings.put("group.streams.min.heartbeat.interval.ms", "500");
        settings.put("group.streams.heartbeat.interval.ms", "700");
        // As delivered: sooner, a starting broker ends transactions without markers, see RATIONALE.md.
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "10000");
        settings.put("controller.quorum.election.timeout.ms", "1000");
        settings.put("broker.session.timeout.ms", "5000");
        settings.put("broker.heartbeat.interval.ms", "500");
        return settings;
    }

    private static void format(Path directory, int id) throws Exception {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        Files.createDirectories(directory);
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(id)
                .setClusterId(CLUSTER)
                .setDirectories(List.of(directory.toString()))
                .setMetadataLogDirectory(directory.toString())
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setControllerListenerName("CONTROLLER")
                .setIgnoreFormatted(true)
                .run();
    }
}
