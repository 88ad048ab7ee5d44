// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.nidwatch.ops.Pem;

/**
 * One Kafka node as an institution runs it: TLS, SCRAM, and nothing allowed but by an ACL. A second listener asks for client
 * certificates instead of passwords. Everybody's password is the user's name and {@code -password}.
 */
final class SecuredBroker implements AutoCloseable {
    static final String ADMIN = "admin";

    private final KafkaRaftServer server;
    private final Path certificate;
    private final int port;
    private final int mutualPort;

    private SecuredBroker(KafkaRaftServer server, Path certificate, int port, int mutualPort) {
        this.server = server;
        this.certificate = certificate;
        this.port = port;
        this.mutualPort = mutualPort;
    }

    /**
     * Starts it.
     *
     * @param client certificate that the second listener trusts; its principal is its distinguished name
     */
    static SecuredBroker start(Path directory, Path client, String... users) throws Exception {
        Path data = Files.createDirectories(directory.resolve("kafka"));
        Path certificate = directory.resolve("broker.pem");
        Path key = directory.resolve("broker.key");
        Pem.selfSigned(certificate, key);
        int port = freePort();
        int controller = freePort();
        int mutual = freePort();
        format(data, users);
        Map<String, String> settings = settings(data, port, controller, mutual);
        tls(settings, certificate, key, client);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        server.startup();
        return new SecuredBroker(server, certificate, port, mutual);
    }

    private static void format(Path data, String... users) throws Exception {
        List<String> scram = new ArrayList<>();
        scram.add("SCRAM-SHA-512=[name=" + ADMIN + ",password=" + password(ADMIN) + "]");
        for (String user : users) {
            scram.add("SCRAM-SHA-512=[name=" + user + ",password=" + password(user) + "]");
        }
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .setDirectories(List.of(data.toString()))
                .setMetadataLogDirectory(data.toString())
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setControllerListenerName("CONTROLLER")
                .setScramArguments(scram)
                .run();
    }

    private static Map<String, String> settings(Path data, int port, int controller, int mutual) {
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("log.dirs", data.toString());
        String clients = "CLIENTS://127.0.0.1:" + port;
        String certificates = "CERTIFICATES://127.0.0.1:" + mutual;
        settings.put("listeners", clients + "," + certificates + ",CONTROLLER://127.0.0.1:" + controller);
        settings.put("advertised.listeners", clients + "," + certificates);
        settings.put("listener.security.protocol.map", "CLIENTS:SASL_SSL,CERTIFICATES:SSL,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "CLIENTS");
        settings.put("sasl.mechanism.inter.broker.protocol", "SCRAM-SHA-512");
        settings.put("listener.name.clients.sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.put("listener.name.clients.scram-sha-512.sasl.jaas.config", jaas(ADMIN));
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("super.users", "User:" + ADMIN + ";User:ANONYMOUS");
        settings.put("auto.create.topics.enable", "false");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "2");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "2");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("log.cleaner.dedupe.buffer.size", "4194304");
        return settings;
    }

    private static void tls(Map<String, String> settings, Path certificate, Path key, Path client) throws Exception {
        settings.put("ssl.keystore.type", "PEM");
        settings.put("ssl.keystore.certificate.chain", Files.readString(certificate));
        settings.put("ssl.keystore.key", Files.readString(key));
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.certificates", Files.readString(certificate) + Files.readString(client));
        settings.put("listener.name.certificates.ssl.client.auth", "required");
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static String password(String user) {
        return user + "-password";
    }

    private static String jaas(String user) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                + password(user) + "\";";
    }

    /** Client settings of a user with a password. */
    Map<String, String> client(String user) {
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", "127.0.0.1:" + port);
        settings.put("security.protocol", "SASL_SSL");
        settings.put("sasl.mechanism", "SCRAM-SHA-512");
        settings.put("sasl.jaas.config", jaas(user));
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.location", certificate.toString());
        return settings;
    }

    /** Client settings of who shows a certificate, in one PEM file with its key. */
    Map<String, String> certified(Path keyAndCertificate) {
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", "127.0.0.1:" + mutualPort);
        settings.put("security.protocol", "SSL");
        settings.put("ssl.keystore.type", "PEM");
        settings.put("ssl.keystore.location", keyAndCertificate.toString());
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.location", certificate.toString());
        return settings;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
