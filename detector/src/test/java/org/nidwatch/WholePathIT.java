// SPDX-License-Identifier: Apache-2.0
package org.nidwatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The path of a user, with the jar a user starts: a log with known numbers is made, ingested into the embedded default,
 * and its alerts are read back. Then everything that was written anywhere is searched for the numbers.
 */
@Tag("slow")
class WholePathIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path JAR = Path.of(System.getProperty("nidwatch.jar", "target/nidwatch.jar"));

    @TempDir
    Path folder;

    private Path data;
    private Path temp;
    private Path log;
    private List<String> ports;
    private Process running;

    @BeforeEach
    void start() throws Exception {
        data = folder.resolve("data");
        temp = Files.createDirectory(folder.resolve("tmp"));
        // Outside the searched folder's written part: the log is the one place where numbers may stand.
        log = Files.createDirectory(folder.resolve("log")).resolve("queries.jsonl");
        ports = new ArrayList<>();
        for (String key : List.of("embedded.kafka.port", "embedded.registry.port", "http.port")) {
            ports.add("--set");
            ports.add(key + "=" + freePort());
        }
        // What lz4 has packed could not be searched.
        ports.addAll(List.of("--set", "kafka.compression.type=none"));
        running = background("run", "run.txt");
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> Files.readString(folder.resolve("run.txt")).contains("Next, in another terminal"));
    }

    @AfterEach
    void stop() throws InterruptedException {
        running.destroy();
        if (!running.waitFor(60, TimeUnit.SECONDS)) {
            running.destroyForcibly();
        }
    }

    @Test
    void alertsComeBackScanAgreesAndNoNumberIsWrittenAnywhere() throws Exception {
        Path organisations = folder.resolve("organisations.jsonl");
        int simulated = nidwatch(
                "simulate",
                "--seed",
                "11",
                "--organisation-count",
                "20",
                "--queries-per-day",
                "60000",
                "--from",
                "2026-06-02T02:00:00Z",
                "--for",
                "6h",
                "--attack",
                "guessing@3h+20m",
                "--attack",
                "enumeration@1h+30m",
                "--out",
                log.toString(),
                "--organisations",
                organisations.toString());
        assertThat(simulated).isZero();
        int lines = Files.readAllLines(log).size();
        Files.writeString(
                log,
                "{\"organisation_id\":\"bank-001\",\"nid\":\"19901234567890123x\"}\n",
                java.nio.file.StandardOpenOption.APPEND);
        Set<String> numbers = numbersIn(log);
        numbers.add("19901234567890123");
        assertThat(numbers).hasSizeGreaterThan(1_000);

        assertThat(nidwatch("organisation", "add", "--file", organisations.toString()))
                .isZero();
        Path rejects = folder.resolve("rejects.jsonl");
        assertThat(nidwatch("ingest", log.toString(), "--rejects", rejects.toString()))
                .isZero();
        assertThat(Files.readAllLines(rejects)).hasSize(1);

        Path live = folder.resolve("live.jsonl");
        Path scanned = folder.resolve("scanned.jsonl");
        int found = nidwatch(
                "scan", log.toString(), "--organisations", organisations.toString(), "--alerts", scanned.toString());
        assertThat(found).isEqualTo(2);
        Map<String, JsonNode> expected = alerts(scanned);
        assertThat(expected).hasSizeGreaterThan(2);
        awaitCounted(lines);
        assertThat(nidwatch(live, "alerts", "--from-beginning", "--format", "json", "--for", "15s"))
                .isZero();
        // What a silent organisation's closing says is the same; when it is sent is not.
        Map<String, JsonNode> seen = alerts(live);
        assertThat(seen).containsAllEntriesOf(expected);
        assertThat(expected).containsAllEntriesOf(seen);

        stop();
        searchEverything(numbers);
    }

    private void awaitCounted(int lines) {
        String port = ports.get(5).substring("http.port=".length());
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    String metrics = new String(
                            new java.net.URL("http://127.0.0.1:" + port + "/metrics")
                                    .openStream()
                                    .readAllBytes(),
                            StandardCharsets.UTF_8);
                    return sum(metrics, "nidwatch_queries_received_total") == lines
                            && sum(metrics, "nidwatch_queries_total{") == lines;
                });
    }

    private static long sum(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Emissions but closings, by alert and sequence, without what may differ: when it was written and where it was read. */
    private static Map<String, JsonNode> alerts(Path file) throws IOException {
        Map<String, JsonNode> alerts = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            ObjectNode alert = (ObjectNode) JSON.readTree(line);
            alert.remove(List.of("emitted_at", "mode", "replay_ref"));
            if (!alert.get("phase").asText().equals("CLOSED")) {
                alerts.put(alert.get("alert_id").asText() + "/" + alert.get("sequence"), alert);
            }
        }
        return alerts;
    }

    private static Set<String> numbersIn(Path file) throws IOException {
        Set<String> numbers = new HashSet<>();
        for (String line : Files.readAllLines(file)) {
            String nid = JSON.readTree(line).path("nid").asText("");
            if (nid.matches("\\d+")) {
                numbers.add(nid);
            }
        }
        return numbers;
    }

    private void searchEverything(Set<String> numbers) throws IOException {
        int files = 0;
        long bytes = 0;
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (file.equals(log)) {
                    continue;
                }
                files++;
                byte[] content = Files.readAllBytes(file);
                bytes += content.length;
                assertThat(longestDigitRuns(content)).as("numbers in %s", file).noneMatch(numbers::contains);
            }
        }
        assertThat(files).isGreaterThan(20);
        assertThat(bytes).isGreaterThan(1_000_000);
    }

    // Every run of 10 to 17 digits, and every piece of that length of a longer run.
    private static Set<String> longestDigitRuns(byte[] content) {
        Set<String> runs = new HashSet<>();
        int start = -1;
        for (int i = 0; i <= content.length; i++) {
            boolean digit = i < content.length && content[i] >= '0' && content[i] <= '9';
            if (digit && start < 0) {
                start = i;
            } else if (!digit && start >= 0) {
                for (int length : new int[] {10, 13, 17}) {
                    for (int at = start; at + length <= i; at++) {
                        runs.add(new String(content, at, length, StandardCharsets.US_ASCII));
                    }
                }
                start = -1;
            }
        }
        return runs;
    }

    private int nidwatch(String... arguments) throws Exception {
        return nidwatch(folder.resolve(arguments[0] + ".out"), arguments);
    }

    private int nidwatch(Path output, String... arguments) throws Exception {
        Process process = process(output, arguments);
        assertThat(process.waitFor(5, TimeUnit.MINUTES))
                .as("%s ends", arguments[0])
                .isTrue();
        return process.exitValue();
    }

    private Process background(String command, String output) throws IOException {
        return process(folder.resolve(output), command);
    }

    private Process process(Path output, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Djava.io.tmpdir=" + temp,
                "-jar",
                JAR.toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--data", data.toString()));
        command.addAll(ports);
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(folder.resolve(output.getFileName() + ".err").toFile())
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
