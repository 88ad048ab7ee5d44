// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real Prometheus and Alertmanager, with our rules, against the jar that users start. */
@Tag("slow")
class PrometheusIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path JAR =
            Path.of(System.getProperty("nidwatch.jar", "target/nidwatch.jar")).toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Deque<Process> started = new ArrayDeque<>();
    private final List<JsonNode> arrived = new CopyOnWriteArrayList<>();
    private HttpServer pager;
    private int detectorPort;
    private int prometheusPort;

    @BeforeAll
    static void install() throws Exception {
        Process tools = new ProcessBuilder(
                        "bash", "../.ci/tools", "promtool=prometheus", "amtool=prometheus-alertmanager")
                .inheritIO()
                .start();
        assertThat(tools.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(tools.exitValue()).isZero();
    }

    @BeforeEach
    void listenAsAPager() throws IOException {
        detectorPort = freePort();
        prometheusPort = freePort();
        pager = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        pager.createContext("/page", exchange -> {
            JsonNode page = JSON.readTree(exchange.getRequestBody());
            page.path("alerts").forEach(arrived::add);
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        pager.createContext("/alert", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        pager.start();
    }

    @AfterEach
    void stopAll() throws InterruptedException {
        while (!started.isEmpty()) {
            Process process = started.pop();
            process.destroyForcibly();
            process.waitFor(20, TimeUnit.SECONDS);
        }
        pager.stop(0);
    }

    @Test
    void theFilesAreWhatPrometheusReads() throws Exception {
        assertThat(output("promtool", "check", "rules", DeployFolder.RULES.toString()))
                .contains("SUCCESS");
        assertThat(output(
                        "amtool",
                        "check-config",
                        DeployFolder.ROOT
                                .resolve("prometheus/alertmanager.yaml")
                                .toString()))
                .contains("SUCCESS");
    }

    @Test
    void aDetectorThatIsKilledPagesAndOneThatComesBackSaysItWasBlind() throws Exception {
        Process detector = detector();
        untilReady();
        traffic();
        scrapeIsClean();
        alertmanager();
        prometheus();
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> !query("up{job=\"nidwatch\"} == 1").isEmpty());
        everyExpressionIsAnswered();

        detector.destroyForcibly();
        await().atMost(PATIENCE).until(() -> firing().contains("NidwatchDown"));
        detector();
        untilReady();
        await().atMost(PATIENCE).until(() -> firing().contains("NidwatchWasBlind STOPPED"));
    }

    private Set<String> firing() {
        Set<String> names = new TreeSet<>();
        for (JsonNode alert : arrived) {
            if (alert.path("status").asText().equals("firing")) {
                JsonNode labels = alert.path("labels");
                names.add((labels.path("alertname").asText() + " "
                                + labels.path("cause").asText())
                        .strip());
            }
        }
        return names;
    }

    private Process detector() throws IOException {
        Path secret = folder.resolve("webhook-secret");
        Files.writeString(secret, "whoever hears must know who tells");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        return start(
                "detector",
                java(),
                "-Xmx400m",
                "-jar",
                JAR.toString(),
                "run",
                "--data",
                folder.resolve("data").toString(),
                "--set",
                "embedded.kafka.port=0",
                "--set",
                "embedded.registry.port=0",
                "--set",
                "webhook.url=http://127.0.0.1:" + pager.getAddress().getPort() + "/alert",
                "--set",
                "webhook.secret.file=" + secret,
                "--set",
                "http.port=" + detectorPort);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private void untilReady() {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> get(detectorPort, "/health/ready").statusCode() == 200);
    }

    /** A log with an attack in it, so that every kind of metric has something to say. */
    private void traffic() throws Exception {
        Path log = folder.resolve("log.jsonl");
        output(
                java(),
                "-jar",
                JAR.toString(),
                "simulate",
                "--out",
                log.toString(),
                "--organisation-count",
                "10",
                "--queries-per-day",
                "20000",
                "--for",
                "2h",
                "--attack",
                "enumeration@1h+30m");
        output(
                java(),
                "-jar",
                JAR.toString(),
                "ingest",
                log.toString(),
                "--data",
                folder.resolve("data").toString());
        await().atMost(PATIENCE)
                .until(() -> get(detectorPort, "/metrics").body().contains("nidwatch_organisation_risk{"));
    }

    private void scrapeIsClean() throws Exception {
        String scrape = get(detectorPort, "/metrics").body();
        Path file = Files.writeString(folder.resolve("scrape"), scrape);
        Process check = new ProcessBuilder("promtool", "check", "metrics")
                .redirectInput(file.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor()).as(said).isZero();
        assertThat(said).isBlank();

        Set<String> there = new TreeSet<>();
        scrape.lines().filter(line -> !line.startsWith("#")).forEach(line -> there.add(line.split("[{ ]", 2)[0]));
        assertThat(there).containsAll(DeployFolder.metrics());
    }

    private void everyExpressionIsAnswered() throws Exception {
        for (String expression : DeployFolder.expressions()) {
            String encoded = URLEncoder.encode(expression, StandardCharsets.UTF_8);
            HttpResponse<String> answer = get(prometheusPort, "/api/v1/query?query=" + encoded);
            assertThat(JSON.readTree(answer.body()).path("status").asText())
                    .as(expression)
                    .isEqualTo("success");
        }
    }

    private List<JsonNode> query(String expression) throws Exception {
        String encoded = URLEncoder.encode(expression, StandardCharsets.UTF_8);
        JsonNode answer = JSON.readTree(
                get(prometheusPort, "/api/v1/query?query=" + encoded).body());
        List<JsonNode> result = new java.util.ArrayList<>();
        answer.path("data").path("result").forEach(result::add);
        return result;
    }

    private int alertmanagerPort;

    private void alertmanager() throws IOException {
        alertmanagerPort = freePort();
        String config = Files.readString(DeployFolder.ROOT.resolve("prometheus/alertmanager.yaml"))
                .replace("group_wait: 10s", "group_wait: 1s\n  group_interval: 2s")
                .replace(
                        "  - name: on-call",
                        "  - name: on-call\n    webhook_configs:\n      - url: http://127.0.0.1:"
                                + pager.getAddress().getPort() + "/page");
        Path file = Files.writeString(folder.resolve("alertmanager.yaml"), config);
        start(
                "alertmanager",
                "prometheus-alertmanager",
                "--config.file=" + file,
                "--storage.path=" + folder.resolve("alertmanager"),
                "--cluster.listen-address=",
                "--web.listen-address=127.0.0.1:" + alertmanagerPort);
    }

    private void prometheus() throws IOException {
        String config = Files.readString(DeployFolder.ROOT.resolve("prometheus/prometheus.yaml"))
                .replace("15s", "2s")
                .replace("- rules.yaml", "- " + DeployFolder.RULES)
                .replace("alertmanager:9093", "127.0.0.1:" + alertmanagerPort)
                .replaceAll("    authorization:\\n.*\\n", "")
                .replaceAll("detector-1:8080, detector-2:8080", "127.0.0.1:" + detectorPort);
        Path file = Files.writeString(folder.resolve("prometheus.yaml"), config);
        start(
                "prometheus",
                "prometheus",
                "--config.file=" + file,
                "--storage.tsdb.path=" + folder.resolve("prometheus"),
                "--web.listen-address=127.0.0.1:" + prometheusPort);
    }

    private Process start(String name, String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Files.createTempFile(folder, name, ".log").toFile())
                .start();
        started.push(process);
        return process;
    }

    private String output(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private HttpResponse<String> get(int port, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
