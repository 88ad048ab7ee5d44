// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.nidwatch.topology.TopicNames;
import org.nidwatch.topology.TopicPlan;
import org.nidwatch.wire.RegistrySettings;
import org.nidwatch.wire.Wire;

/**
 * A broker, a registry, a network between them and the detectors, and the detectors: each can be hurt on its own. It keeps the
 * spans in which no detector can have watched.
 */
final class Site implements AutoCloseable {
    static final int PARTITIONS = 4;
    /** Short, so that a minute holds many faults. */
    static final int SESSION_MILLIS = 6_000;

    static final int COMMIT_MILLIS = 1_000;
    /** In the value of a setting: the detector's own name. */
    static final String NAME = "{name}";

    private final Path directory;
    private final List<Broker> brokers = new ArrayList<>();
    private final List<TcpProxy> network = new ArrayList<>();
    private final RegistryFront registry;
    private final Wire wire;
    private final Map<String, String> settings = new HashMap<>();
    private final List<Detector> detectors = new ArrayList<>();
    private final List<Detector> paused = new ArrayList<>();
    private final List<Evidence.Span> blind = new ArrayList<>();
    private final Map<String, String> metrics = new TreeMap<>();
    private List<String> options = List.of("-Xmx384m");
    private @Nullable Detector spared;
    private boolean cut;
    private boolean clocks;
    private long blindSince = -1;
    private int started;

    /** With one broker, or three, of which any one can be spared. */
    Site(Path directory, int nodes, Map<String, String> more) throws Exception {
        this.directory = directory;
        registry = new RegistryFront(directory.resolve("registry"));
        wire = new Wire(RegistrySettings.of(registry.direct()));
        brokers(nodes);
        common(nodes);
        if (!"streams".equals(more.get("streams.group.protocol"))) {
            // In the newer protocol the broker decides.
            settings.put("streams.consumer.session.timeout.ms", Integer.toString(SESSION_MILLIS));
            settings.put("streams.consumer.heartbeat.interval.ms", "1500");
        }
        settings.putAll(more);
        prepare(nodes);
    }

    private void common(int nodes) {
        settings.put(
                "kafka.bootstrap.servers",
                network.stream().map(each -> "127.0.0.1:" + each.port()).collect(Collectors.joining(",")));
        settings.put("registry.url", registry.url());
        settings.put("registry.timeout", "1s");
        settings.put("topics.replication", Integer.toString(nodes));
        settings.put("streams.commit.interval.ms", Integer.toString(COMMIT_MILLIS));
        settings.put("streams.main.consumer.max.poll.records", "200");
        // A machine that is short of processors must not look like a dead detector.
        settings.put("streams.producer.transaction.timeout.ms", "20000");
        // What is packed could not be searched for numbers.
        settings.put("streams.producer.compression.type", "none");
        settings.put("health.blind.after", BlindnessIsReported.BLIND_AFTER_MILLIS / 1_000 + "s");
    }

    private void brokers(int nodes) throws IOException {
        List<Integer> controllers = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            controllers.add(freePort());
        }
        String voters = IntStream.range(0, nodes)
                .mapToObj(i -> i + 1 + "@127.0.0.1:" + controllers.get(i))
                .collect(Collectors.joining(","));
        for (int i = 0; i < nodes; i++) {
            int listening = freePort();
            TcpProxy proxy = new TcpProxy(0, listening);
            network.add(proxy);
            Broker.Node node = new Broker.Node(
                    directory.resolve("kafka-" + i),
                    i + 1,
                    freePort(),
                    listening,
                    proxy.port(),
                    controllers.get(i),
                    voters);
            brokers.add(new Broker(node, directory.resolve("broker-" + i + ".log")));
        }
    }

    private void prepare(int nodes) throws Exception {
        patiently("the broker answers").until(this::answers);
        try (Admin admin = admin()) {
            TopicPlan.standard(TopicNames.STANDARD, PARTITIONS, nodes).apply(admin);
        }
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers()), new ByteArraySerializer(), new ByteArraySerializer())) {
            byte[] decoy = wire.canary("nid.canaries", Traffic.DECOY);
            producer.send(new ProducerRecord<>(
                    "nid.canaries", Traffic.DECOY.token().hex().getBytes(UTF_8), decoy));
        }
    }

    /** Whether all brokers are there. */
    boolean answers() {
        for (Broker broker : brokers) {
            assertThat(broker.alive())
                    .as("%s lives; it said: %s", broker, broker.lastWords())
                    .isTrue();
        }
        try (Admin admin = admin()) {
            return admin.describeCluster().nodes().get().size() == brokers.size();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            return false;
        }
    }

    Admin admin() {
        return Admin.create(
                Map.of("bootstrap.servers", servers(), "default.api.timeout.ms", 5_000, "request.timeout.ms", 4_000));
    }

    /** Bootstrap servers for who is not part of the trouble. */
    String servers() {
        return brokers.stream().map(Broker::direct).collect(Collectors.joining(","));
    }

    /** The only broker, or any one. */
    Broker broker(Random random) {
        return brokers.get(random.nextInt(brokers.size()));
    }

    /** What stands between the brokers and the detectors. */
    List<TcpProxy> network() {
        return network;
    }

    RegistryFront registry() {
        return registry;
    }

    Wire wire() {
        return wire;
    }

    Topics topics() {
        return new Topics(servers());
    }

    /** Those that were started and not given up. */
    List<Detector> detectors() {
        return detectors;
    }

    /** Those that may be hurt. */
    List<Detector> victims() {
        return detectors.stream().filter(each -> each != spared).toList();
    }

    /** Nothing happens to this one but what happens to all. */
    void spare(Detector detector) {
        spared = detector;
    }

    /** One more detector, running. */
    Detector add() throws IOException {
        String name = "detector-" + started++;
        Path data = Files.createDirectories(directory.resolve("data").resolve(name));
        Detector detector =
                new Detector(name, data, directory.resolve(name + ".log"), freePort(), options, settingsOf(name));
        detectors.add(detector);
        if (clocks) {
            detector.clock(0);
        }
        start(detector);
        return detector;
    }

    private Map<String, String> settingsOf(String name) {
        Map<String, String> own = new HashMap<>(settings);
        own.replaceAll((key, value) -> value.replace(NAME, name));
        return Map.copyOf(own);
    }

    /** Detectors that are added from now on have clocks that can be set. */
    void clocks() {
        clocks = true;
    }

    /** Detectors that are added from now on run with these options of the JVM. */
    void options(List<String> next) {
        options = next;
    }

    /** The command that runs the detector over history, beside the live one. */
    List<String> replay() {
        List<String> command = new ArrayList<>(Detector.jar(
                List.of("-Xmx384m"),
                "run",
                "--replay",
                "--data",
                directory.resolve("data").resolve("replay").toString()));
        settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        return command;
    }

    /** From now on detectors that are added have this setting. */
    void setting(String key, String value) {
        settings.put(key, value);
    }

    void start(Detector detector) throws IOException {
        look(true);
        detector.start();
    }

    void kill(Detector detector) throws InterruptedException {
        detector.kill();
        look(false);
    }

    void stop(Detector detector) throws InterruptedException {
        remember(detector);
        detector.stop();
        look(false);
    }

    /** Stops it for good. */
    void remove(Detector detector) throws InterruptedException {
        stop(detector);
        detectors.remove(detector);
    }

    void pause(Detector detector) throws IOException, InterruptedException {
        detector.pause();
        paused.add(detector);
        look(false);
    }

    void resume(Detector detector) throws IOException, InterruptedException {
        look(true);
        paused.remove(detector);
        detector.resume();
    }

    void cut() {
        network.forEach(TcpProxy::cut);
        cut = true;
        look(false);
    }

    void mend() {
        look(true);
        cut = false;
        network.forEach(TcpProxy::mend);
    }

    /** Begins a blind span when nobody is left who could watch; ends it when somebody is about to. */
    private void look(boolean somebodyComes) {
        boolean any =
                somebodyComes || !cut && detectors.stream().anyMatch(each -> each.alive() && !paused.contains(each));
        long now = System.currentTimeMillis();
        if (!any && blindSince < 0) {
            blindSince = now;
        } else if (any && blindSince >= 0) {
            blind.add(new Evidence.Span(blindSince, now));
            blindSince = -1;
        }
    }

    List<Evidence.Span> blind() {
        return blind;
    }

    void awaitReady(Detector detector) {
        try {
            patiently(detector + " is ready").until(() -> {
                assertThat(detector.alive())
                        .as("%s lives; it said: %s", detector, detector.lastWords())
                        .isTrue();
                return detector.ready();
            });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(e.getMessage() + "; the detectors said: " + lastWords(), e);
        }
    }

    void remember(Detector detector) {
        String text = detector.metrics();
        if (!text.isEmpty()) {
            metrics.put("metrics of " + detector, text);
        }
    }

    /** What was printed and measured. */
    Map<String, String> texts() {
        detectors.forEach(this::remember);
        Map<String, String> texts = new TreeMap<>(metrics);
        for (int i = 0; i < started; i++) {
            Path log = directory.resolve("detector-" + i + ".log");
            try {
                texts.put("log of detector-" + i, Files.readString(log, java.nio.charset.StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        return texts;
    }

    /** How far the detectors' group has read a partition, as committed; 0 = nothing of it. */
    long groupAt(TopicPartition partition) throws InterruptedException, ExecutionException {
        try (Admin admin = admin()) {
            OffsetAndMetadata at = admin.listConsumerGroupOffsets("nidwatch")
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(partition);
            return at == null ? 0 : at.offset();
        }
    }

    /** Where everything of it is. */
    Path directory() {
        return directory;
    }

    /** The ends of what the detectors printed. */
    String lastWords() {
        return detectors.stream().map(each -> each + ": " + each.lastWords()).collect(Collectors.joining("\n"));
    }

    List<Path> written() {
        List<Path> written = new ArrayList<>(List.of(directory.resolve("data")));
        for (int i = 0; i < brokers.size(); i++) {
            written.add(directory.resolve("kafka-" + i));
        }
        return written;
    }

    static ConditionFactory patiently(String what) {
        return Awaitility.await(what)
                .atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofMillis(250))
                .pollDelay(Duration.ZERO);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }

    /** Stops all; in order, but for brokers of a quorum: the last of them find no majority to take their leave of. */
    void end() throws InterruptedException {
        for (Detector detector : List.copyOf(detectors)) {
            remove(detector);
        }
        for (Broker broker : brokers) {
            if (brokers.size() == 1) {
                broker.stop();
            } else {
                broker.kill();
            }
        }
    }

    @Override
    public void close() throws IOException {
        detectors.forEach(Detector::close);
        brokers.forEach(Broker::close);
        for (TcpProxy proxy : network) {
            proxy.close();
        }
        registry.close();
    }
}
