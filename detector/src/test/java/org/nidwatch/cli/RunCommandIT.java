// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Token;
import org.nidwatch.settings.SettingsLoader;

class RunCommandIT {
    private static final String DECOY = "ff0102030405060708090a0b0c0d0e0f";

    @TempDir
    private Path data;

    @Test
    void onAnEmptyMachineItWatchesAndGoesOnAfterARestart() throws Exception {
        Running first = new Running();
        first.untilWatching();
        assertThat(first.cli.out())
                .contains("Nidwatch is watching. Ctrl-C stops it.")
                .contains("(embedded, data in " + data + ")")
                .contains(data.resolve("tokens.key") + "   (made now; keep a copy")
                .contains("nidwatch alerts");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("tokens.key"))))
                .isEqualTo("rw-------");
        first.untilReady();

        assertThat(command("canary", "add", "--token", DECOY, "--label", "decoy one")
                        .code())
                .isEqualTo(ExitCode.OK);
        // A query of the same moment may be counted before the decoy is known: the two topics are read side by side.
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            ask();
            Cli.Result alert = command("alerts", "--from-beginning", "--max", "1", "--for", "6s");
            assertThat(alert.out()).contains("CRITICAL").contains("bank-1").contains("canary");
        });

        Cli.Result second = new Cli(Map.of(), "", false).execute(arguments());
        assertThat(second.code()).isEqualTo(ExitCode.FAILED);
        assertThat(second.err()).contains("is in use by another nidwatch: stop it, or set data.dir");

        assertThat(first.stopped()).as(first.cli.err()).isEqualTo(ExitCode.OK);
        assertThat(first.cli.err()).endsWith("Stopped." + System.lineSeparator());
        assertThat(data.resolve("endpoints.properties")).doesNotExist();

        Running again = new Running();
        again.untilWatching();
        assertThat(again.cli.out()).doesNotContain("made now");
        assertThat(command("canary", "list").out()).contains(DECOY);
        assertThat(command("alerts", "--open").out()).contains("bank-1");
        assertThat(again.stopped()).isEqualTo(ExitCode.OK);
    }

    @Test
    void aTakenPortIsAnErrorThatSaysHowToMove() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Cli.Result result = new Cli(Map.of(), "", false)
                    .execute("run", "--data", data.toString(), "--set", "embedded.kafka.port=" + taken.getLocalPort());

            assertThat(result.code()).isEqualTo(ExitCode.FAILED);
            assertThat(result.err())
                    .contains("port " + taken.getLocalPort()
                            + " on 127.0.0.1, wanted for the embedded Kafka broker, is taken")
                    .contains("set embedded.kafka.port to another port (0 = any free one)");
        }
    }

    @Test
    void aKafkaThatDoesNotAnswerIsToldAndGivenUpInTime() {
        Cli.Result result = new Cli(Map.of(), "", false)
                .execute(
                        "run",
                        "--data",
                        data.toString(),
                        "--set",
                        "kafka.bootstrap.servers=127.0.0.1:1",
                        "--set",
                        "http.port=0",
                        "--set",
                        "start.timeout=2s");

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err())
                .contains("cannot reach Kafka at 127.0.0.1:1")
                .contains("is kafka.bootstrap.servers right?")
                .doesNotContain("\tat ");
    }

    @Test
    void aWishToStopEndsTheWaitForKafka() {
        Cli cli = new Cli(Map.of(), "", false);
        CompletableFuture<Cli.Result> waiting = CompletableFuture.supplyAsync(() -> cli.execute(
                "run",
                "--data",
                data.toString(),
                "--set",
                "kafka.bootstrap.servers=127.0.0.1:1",
                "--set",
                "http.port=0"));
        cli.stop.wish();

        assertThat(waiting)
                .succeedsWithin(Duration.ofSeconds(30))
                .satisfies(result -> assertThat(result.code()).isEqualTo(ExitCode.OK));
    }

    private String[] arguments() {
        return new String[] {
            "run",
            "--data",
            data.toString(),
            "--set",
            "embedded.kafka.port=0",
            "--set",
            "embedded.registry.port=0",
            "--set",
            "http.port=0"
        };
    }

    private Cli.Result command(String... args) {
        String[] all = java.util.Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--data";
        all[args.length + 1] = data.toString();
        return new Cli(Map.of(), "", false).execute(all);
    }

    private void ask() {
        Connection connection = Connection.of(
                new SettingsLoader(Map.of(), java.util.Set::of).load(null, java.util.List.of("data.dir=" + data)));
        Token decoy = Token.parse(DECOY);
        NidQuery query = new NidQuery(
                "7f8f3f0e-8a9b-4f5e-9d3c-1a2b3c4d5e6f",
                System.currentTimeMillis(),
                "bank-1",
                "key-1",
                null,
                null,
                Operation.RETRIEVE,
                Outcome.DISCLOSED,
                5,
                decoy,
                decoy,
                0,
                null);
        try (var producer = connection.producer()) {
            String topic = connection.topics().queries();
            producer.send(new ProducerRecord<>(
                    topic,
                    "bank-1".getBytes(StandardCharsets.UTF_8),
                    connection.wire().query(topic, query)));
        }
    }

    /** A run in this process. */
    private final class Running {
        private final Cli cli = new Cli(Map.of(), "", false);
        private final CompletableFuture<Cli.Result> result =
                CompletableFuture.supplyAsync(() -> cli.execute(arguments()));

        void untilWatching() {
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> result.isDone() || cli.out().contains("nidwatch canary add"));
            assertThat(result).as(cli.err()).isNotDone();
        }

        void untilReady() {
            Matcher http = Pattern.compile("(http://127.0.0.1:\\d+)   /metrics").matcher(cli.out());
            assertThat(http.find()).isTrue();
            HttpRequest request = HttpRequest.newBuilder(URI.create(http.group(1) + "/health/ready"))
                    .build();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> HttpClient.newHttpClient()
                                    .send(request, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200);
        }

        int stopped() throws Exception {
            cli.stop.wish();
            return result.get(60, TimeUnit.SECONDS).code();
        }
    }
}
