// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nidwatch.ops.Meters;
import org.nidwatch.ops.Pem;
import org.nidwatch.wire.SampleRegistry;
import org.nidwatch.wire.Wire;

/** On a cluster with TLS, passwords or certificates, and the ACLs that `topics` prints, and nothing else. */
@Tag("slow")
class SecuredKafkaIT {
    private static final TopicNames TOPICS = TopicNames.STANDARD;
    private static final String DETECTOR = "nidwatch-detector";

    @TempDir
    static Path folder;

    private static SecuredBroker broker;
    private static Path certified;

    @TempDir
    Path state;

    private final Wire wire = SampleRegistry.wire();

    @BeforeAll
    static void startTheBroker() throws Exception {
        Path certificate = folder.resolve("client.pem");
        Path key = folder.resolve("client.key");
        Pem.selfSigned(certificate, key);
        certified = Files.writeString(
                folder.resolve("client-both.pem"), Files.readString(key) + Files.readString(certificate));
        broker = SecuredBroker.start(folder, certificate, DETECTOR, "nidwatch-ingest", "nidwatch-console");
        try (Admin admin = admin()) {
            TopicPlan.standard(TOPICS, 2, 1).apply(admin);
        }
    }

    @AfterAll
    static void stopTheBroker() {
        broker.close();
    }

    @BeforeEach
    void allowWhatIsPrinted() throws Exception {
        allow(command -> true, principal -> principal);
    }

    @AfterEach
    void forbidAll() throws Exception {
        try (Admin admin = admin()) {
            admin.deleteAcls(List.of(org.apache.kafka.common.acl.AclBindingFilter.ANY))
                    .all()
                    .get();
        }
    }

    private static Admin admin() {
        return Admin.create(new HashMap<String, Object>(broker.client(SecuredBroker.ADMIN)));
    }

    /** The printed commands, as the cluster would take them. */
    private static void allow(Predicate<String> which, java.util.function.UnaryOperator<String> principals)
            throws Exception {
        List<AclBinding> bindings = new ArrayList<>();
        for (String command : TopicPlan.acls(TOPICS, "unused:1", "nidwatch")) {
            if (which.test(command)) {
                bindings.addAll(bindings(command, principals));
            }
        }
        try (Admin admin = admin()) {
            admin.createAcls(bindings).all().get();
        }
    }

    private static List<AclBinding> bindings(String command, java.util.function.UnaryOperator<String> principals) {
        List<String> words = List.of(command.split(" "));
        String principal = principals.apply(after(words, "--allow-principal"));
        PatternType pattern = words.contains("--resource-pattern-type") ? PatternType.PREFIXED : PatternType.LITERAL;
        ResourcePattern resource = null;
        List<AclBinding> bindings = new ArrayList<>();
        for (ResourceType type : List.of(ResourceType.TOPIC, ResourceType.GROUP, ResourceType.TRANSACTIONAL_ID)) {
            String option =
                    "--" + type.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
            if (words.contains(option)) {
                resource = new ResourcePattern(type, after(words, option), pattern);
            }
        }
        assertThat(resource).as(command).isNotNull();
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).equals("--operation")) {
                AclOperation operation = operation(words.get(i + 1));
                bindings.add(new AclBinding(
                        resource, new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW)));
            }
        }
        return bindings;
    }

    private static AclOperation operation(String word) {
        return AclOperation.fromString(
                word.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(java.util.Locale.ROOT));
    }

    private static String after(List<String> words, String option) {
        return words.get(words.indexOf(option) + 1);
    }

    private StreamsRunner detector(Map<String, String> client, Map<String, String> streams) {
        RunnerSettings base = RunnerSettings.connected("unused:1", state);
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Map<String, String> all = new HashMap<>(streams);
        all.put("replication.factor", "1");
        return new StreamsRunner(
                new RunnerSettings(client, all, state, true, false, 2, -1, Duration.ofSeconds(30), base.lookout()),
                DetectionSettings.DEFAULTS,
                wire,
                new Meters(registry, 10),
                registry,
                CountingWatcher::new);
    }

    private void ingest(int count) throws Exception {
        Map<String, Object> client = new HashMap<>(broker.client("nidwatch-ingest"));
        client.put("transactional.id", "nidwatch-ingest-one");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            SampleQueries.stream(3, count, 5)
                    .forEach(query -> producer.send(new ProducerRecord<>(
                            TOPICS.queries(),
                            query.organisationId().getBytes(UTF_8),
                            wire.query(TOPICS.queries(), query))));
            producer.commitTransaction();
        }
    }

    private static long alertsSeenByAnAnalyst() {
        Map<String, Object> client = new HashMap<>(broker.client("nidwatch-console"));
        client.put("isolation.level", "read_committed");
        return KafkaRecords.as(client).committed(TOPICS.alerts()).size();
    }

    @Test
    void thePrintedRightsAreEnoughForEachPart() throws Exception {
        long before = alertsSeenByAnAnalyst();
        ingest(1_000);
        try (StreamsRunner runner = detector(broker.client(DETECTOR), Map.of())) {
            runner.start();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(alertsSeenByAnAnalyst()).isGreaterThan(before));
            assertThat(runner.health().live()).isTrue();
        }
    }

    @Test
    void aCertificateIsAsGoodAsAPassword() throws Exception {
        allow(
                command -> command.contains(DETECTOR),
                principal -> principal.equals("User:" + DETECTOR) ? "User:CN=localhost" : principal);
        ingest(500);
        try (StreamsRunner runner = detector(broker.certified(certified), Map.of())) {
            runner.start();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> runner.health().ready());
        }
    }

    @Test
    void aMissingRightIsNamed() throws Exception {
        forbidAll();
        allow(command -> !command.contains("--topic nid.queries"), principal -> principal);

        assertThatThrownBy(() -> {
                    try (StreamsRunner runner = detector(broker.client(DETECTOR), Map.of())) {
                        runner.start();
                        runner.await();
                    }
                })
                .isInstanceOf(DetectorException.class)
                .hasMessageContaining("nid.queries")
                .hasMessageContaining("Describe")
                .hasMessageContaining("nidwatch topics")
                .hasMessageNotContaining("password");
    }

    @Test
    void aMissingRightThatOnlyShowsAtWorkIsNamedToo() throws Exception {
        forbidAll();
        allow(command -> !command.contains("--transactional-id nidwatch-"), principal -> principal);

        assertThatThrownBy(() -> {
                    try (StreamsRunner runner = detector(broker.client(DETECTOR), Map.of())) {
                        runner.start();
                        runner.await();
                    }
                })
                .isInstanceOf(DetectorException.class)
                .hasMessageContaining("Write and Describe on transactional ids that begin with nidwatch-")
                .hasMessageContaining("nidwatch topics");
    }

    @Test
    void aWrongPasswordIsToldWithoutIt() {
        Map<String, String> wrong = new HashMap<>(broker.client(DETECTOR));
        wrong.computeIfPresent(
                "sasl.jaas.config", (key, jaas) -> jaas.replace(SecuredBroker.password(DETECTOR), "hunter2hunter2"));

        assertThatThrownBy(() -> {
                    try (StreamsRunner runner = detector(wrong, Map.of())) {
                        runner.start();
                    }
                })
                .isInstanceOf(DetectorException.class)
                .hasMessageContaining("refuses our credentials")
                .hasMessageContaining("kafka.sasl")
                .hasMessageNotContaining("hunter2");
    }
}
