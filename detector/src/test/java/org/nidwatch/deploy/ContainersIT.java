// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.ChangeLog;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.junit.jupiter.Testcontainers;

/** The image that deploy/Dockerfile makes, beside a broker and a registry, through what happens to it in a year. */
@Tag("container")
@ExtendWith(NeedsEngine.class)
@Testcontainers(disabledWithoutDocker = true)
class ContainersIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private String token = "";
    private Path log = Path.of("");
    private Path organisations = Path.of("");
    private Installation installation;

    @BeforeEach
    void install() throws Exception {
        log = folder.resolve("log.jsonl");
        organisations = folder.resolve("organisations.jsonl");
        Files.writeString(folder.resolve("tokens.key"), "5e".repeat(32));
        Files.setPosixFilePermissions(
                folder.resolve("tokens.key"), java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        Path tokens = folder.resolve("http.tokens");
        nidwatch("access", "add", "prometheus", "--role", "viewer", "--file", tokens.toString());
        token = Files.readString(folder.resolve("access.out")).strip();
        // The detector in the container is another user than we are.
        Files.setPosixFilePermissions(tokens, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
        installation = new Installation(tokens);
        nidwatch("topics", "--apply");
    }

    @AfterEach
    void remove() {
        if (installation != null) {
            installation.close();
        }
    }

    @Test
    void whatHappensToInstancesChangesNoAlert() throws Exception {
        List<Path> parts = threeParts();
        GenericContainer<?> first = installation.detector();
        isHardened(first);
        nidwatch("organisation", "add", "--file", organisations.toString());

        // Stopped as an orchestrator stops it, and started anew without its folder.
        nidwatch("ingest", parts.get(0).toString());
        seesAnAlert();
        stop(first);
        GenericContainer<?> second = installation.detector();
        nidwatch("ingest", parts.get(1).toString());
        untilAllIsJudged();

        // One becomes three, and one of them is killed while the third part comes in.
        List<GenericContainer<?>> three = List.of(second, installation.detector(), installation.detector());
        await().atMost(PATIENCE).until(() -> sharesOut(three));
        Process ingest = start("ingest", parts.get(2).toString());
        GenericContainer<?> victim = three.get(1);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> sum(victim, "nidwatch_queries_received_total") > 1_000);
        victim.getDockerClient().killContainerCmd(victim.getContainerId()).exec();
        assertThat(ingest.isAlive()).as("killed while queries come in").isTrue();
        assertThat(ingest.waitFor(3, TimeUnit.MINUTES)).isTrue();
        untilAllIsJudged();
        List<GenericContainer<?>> left = List.of(three.get(0), three.get(2));
        assertThat(left.stream().mapToDouble(each -> sum(each, "nidwatch_partitions_watched")))
                .allMatch(each -> each > 0);
        // What the dead one watched was not watched for a while, and the others say so.
        await().atMost(PATIENCE)
                .until(() -> left.stream()
                                .mapToDouble(
                                        each -> sum(each, "nidwatch_coverage_blind_seconds_total{cause=\"STOPPED\""))
                                .sum()
                        > 0);

        theAlertsAreThoseOfAScan();
    }

    private List<Path> threeParts() throws Exception {
        nidwatch(
                "simulate",
                "--seed",
                "11",
                "--organisation-count",
                "20",
                "--queries-per-day",
                "500000",
                "--from",
                "2026-06-02T02:00:00Z",
                "--for",
                "6h",
                "--attack",
                "enumeration@1h+30m",
                "--attack",
                "guessing@4h+20m",
                "--out",
                log.toString(),
                "--organisations",
                organisations.toString());
        List<String> lines = Files.readAllLines(log);
        int fifth = lines.size() / 5;
        assertThat(fifth).isGreaterThan(10_000);
        List<Path> parts = new ArrayList<>();
        int[] ends = {0, 2 * fifth, 3 * fifth, lines.size()};
        for (int i = 0; i < 3; i++) {
            parts.add(Files.write(folder.resolve("part-" + i + ".jsonl"), lines.subList(ends[i], ends[i + 1])));
        }
        return parts;
    }

    private void isHardened(GenericContainer<?> detector) throws IOException {
        InspectImageResponse image = detector.getDockerClient()
                .inspectImageCmd(detector.getDockerImageName())
                .exec();
        assertThat(image.getConfig().getUser()).isEqualTo("10001:10001");
        assertThat(image.getConfig().getHealthcheck()).isNotNull();
        long jar = Files.size(Installation.JAR);
        System.out.printf("the image is %.0f MB, %.0f MB of it ours%n", image.getSize() / 1e6, jar / 1e6);
        assertThat(jar).isLessThan(100_000_000);
        try (JarFile file = new JarFile(Installation.JAR.toFile())) {
            assertThat(file.stream()
                            .map(entry -> entry.getName())
                            .filter(name -> name.matches(".*\\.(so|dll|dylib|jnilib|a)$"))
                            .toList())
                    .isNotEmpty()
                    .allMatch(name -> name.matches("(?i).*linux.*(amd64|x86_64|aarch64).*"), "is Linux's");
        }
        // The root file system is read-only: nothing in it differs from the image but where something is mounted.
        List<ChangeLog> changed = detector.getDockerClient()
                .containerDiffCmd(detector.getContainerId())
                .exec();
        assertThat(changed == null ? List.<ChangeLog>of() : changed)
                .extracting(ChangeLog::getPath)
                .allMatch(path -> path.startsWith("/run") || path.equals("/tmp") || path.equals("/var"));
        assertThat(succeeds(detector, "touch", "/opt/nidwatch/x")).isFalse();
        assertThat(succeeds(detector, "bash", "/opt/nidwatch/healthcheck")).isTrue();
        assertThat(succeeds(detector, "bash", "/opt/nidwatch/healthcheck", "ready"))
                .isTrue();
        assertThat(succeeds(detector, "bash", "/opt/nidwatch/healthcheck", "nonsense"))
                .isFalse();
        assertThat(succeeds(detector, "env", "NIDWATCH_HTTP_PORT=1", "bash", "/opt/nidwatch/healthcheck"))
                .isFalse();
    }

    private static boolean succeeds(GenericContainer<?> container, String... command) {
        try {
            return container.execInContainer(command).getExitCode() == 0;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void seesAnAlert() throws Exception {
        nidwatch("alerts", "--from-beginning", "--max", "1", "--for", "60s", "--format", "json");
        assertThat(Files.readString(folder.resolve("alerts.out"))).contains("\"OPENED\"");
    }

    private static void stop(GenericContainer<?> detector) {
        detector.getDockerClient()
                .stopContainerCmd(detector.getContainerId())
                .withTimeout(45)
                .exec();
        InspectContainerResponse.ContainerState state = detector.getDockerClient()
                .inspectContainerCmd(detector.getContainerId())
                .exec()
                .getState();
        // By itself, on SIGTERM; had it been killed, it would be 137.
        assertThat(state.getExitCodeLong()).isZero();
        assertThat(detector.getLogs()).contains("Stopped.");
    }

    /** All three watch something, and together everything. */
    private boolean sharesOut(List<GenericContainer<?>> detectors) {
        List<Double> watched = detectors.stream()
                .map(each -> sum(each, "nidwatch_partitions_watched"))
                .toList();
        return watched.stream().allMatch(each -> each > 0)
                && watched.stream().mapToDouble(each -> each).sum() == sum(detectors.get(0), "nidwatch_partitions ");
    }

    private double sum(GenericContainer<?> detector, String metric) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(Installation.http(detector) + "/metrics"))
                .header("Authorization", "Bearer " + token)
                .build();
        try {
            return client.send(request, BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(metric))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void untilAllIsJudged() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", installation.kafka()))) {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> committed(admin).equals(written(admin)));
        }
    }

    private static Map<TopicPartition, Long> committed(Admin admin) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets("nidwatch")
                .partitionsToOffsetAndMetadata()
                .get();
        return offsets.entrySet().stream()
                .filter(each -> each.getKey().topic().equals("nid.queries"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().offset()));
    }

    private static Map<TopicPartition, Long> written(Admin admin) throws Exception {
        int partitions = admin.describeTopics(List.of("nid.queries"))
                .allTopicNames()
                .get()
                .get("nid.queries")
                .partitions()
                .size();
        Map<TopicPartition, OffsetSpec> latest = new java.util.HashMap<>();
        for (int i = 0; i < partitions; i++) {
            latest.put(new TopicPartition("nid.queries", i), OffsetSpec.latest());
        }
        Map<TopicPartition, Long> ends = new java.util.HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> each :
                admin.listOffsets(latest).all().get().entrySet()) {
            if (each.getValue().offset() > 0) {
                ends.put(each.getKey(), each.getValue().offset());
            }
        }
        return ends;
    }

    private void theAlertsAreThoseOfAScan() throws Exception {
        nidwatch("alerts", "--from-beginning", "--format", "json", "--for", "10s");
        Path scanned = folder.resolve("scanned.jsonl");
        nidwatch("scan", log.toString(), "--organisations", organisations.toString(), "--alerts", scanned.toString());

        Map<String, JsonNode> undisturbed = alerts(scanned);
        Map<String, JsonNode> lived = alerts(folder.resolve("alerts.out"));
        assertThat(undisturbed).hasSizeGreaterThan(4);
        assertThat(lived).containsAllEntriesOf(undisturbed);
        assertThat(undisturbed).containsAllEntriesOf(lived);
    }

    /** Emissions but closings, by alert and sequence, without what may differ: when it was written and where it was read. */
    private static Map<String, JsonNode> alerts(Path file) throws IOException {
        Map<String, JsonNode> alerts = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            ObjectNode alert = (ObjectNode) JSON.readTree(line);
            alert.remove(List.of("emitted_at", "mode", "replay_ref"));
            if (!alert.get("phase").asText().equals("CLOSED")) {
                JsonNode twice = alerts.put(alert.get("alert_id").asText() + "/" + alert.get("sequence"), alert);
                assertThat(twice).as("told once").isNull();
            }
        }
        return alerts;
    }

    /** A command on this machine, as the runbook has it; its output is in COMMAND.out. Fails unless it does what it should. */
    private void nidwatch(String... arguments) throws Exception {
        Process process = start(arguments);
        assertThat(process.waitFor(3, TimeUnit.MINUTES))
                .as("%s ends", arguments[0])
                .isTrue();
        // 2 = found what it was asked to look for.
        assertThat(process.exitValue())
                .as("%s: %s", arguments[0], Files.readString(folder.resolve(arguments[0] + ".err")))
                .isIn(0, 2);
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-jar",
                Installation.JAR.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve(arguments[0] + ".out").toFile())
                .redirectError(folder.resolve(arguments[0] + ".err").toFile());
        process.environment()
                .put("NIDWATCH_TOKENS_KEY_FILE", folder.resolve("tokens.key").toString());
        if (installation != null) {
            process.environment().putAll(installation.environment());
        }
        return process.start();
    }
}
