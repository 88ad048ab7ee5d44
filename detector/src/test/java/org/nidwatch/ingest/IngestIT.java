// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nidwatch.embedded.EmbeddedBroker;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.wire.RegistrySettings;
import org.nidwatch.wire.RegistryUnavailableException;
import org.nidwatch.wire.SchemaRegistry;
import org.nidwatch.wire.Wire;

/** Each line of a log is in Kafka exactly once, whatever happens. Each line is told by its credential. */
class IngestIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Path log;
    private EmbeddedBroker broker;
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
    private final AtomicBoolean stop = new AtomicBoolean();

    @BeforeEach
    void start() throws Exception {
        log = folder.resolve("queries.jsonl");
        broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
        Topics.create(broker.bootstrapServers());
    }

    @AfterEach
    void stop() throws IOException {
        stop.set(true);
        broker.close();
    }

    @Test
    void sendsEachLineOnceAndGoesOnWhereItStopped() throws Exception {
        write(0, 1000);
        append("broken line with 1234567890\n");
        Summary first = ingest(settings(false)).run();
        write(1000, 1500);
        Summary second = ingest(settings(false)).run();
        Summary third = ingest(settings(false)).run();

        assertThat(first.sent()).isEqualTo(new Tally(1001, 1000, 1, 0, 0, 0));
        assertThat(second.sent()).isEqualTo(new Tally(500, 500, 0, 0, 0, 0));
        assertThat(second.total()).isEqualTo(new Tally(1501, 1500, 1, 0, 0, 0));
        assertThat(third.sent()).isEqualTo(Tally.NONE);
        for (Summary summary : List.of(first, second, third)) {
            assertThat(summary.sent().read())
                    .isEqualTo(summary.sent().parsed()
                            + summary.sent().bad()
                            + summary.sent().skipped());
        }
        assertThat(credentials()).containsExactlyInAnyOrderElementsOf(lines(0, 1500));
        Path rejected = folder.resolve("queries.jsonl.rejected.jsonl");
        assertThat(Files.readAllLines(rejected))
                .singleElement()
                .asString()
                .contains("\"line\":1001")
                .doesNotContain("1234567890");
        assertThat(second.text()).contains("500 lines read = 500 sent + 0 bad").contains("1,500 sent");
        assertThat(messages()).contains("going on after line 1001");
    }

    @Test
    void readsFromTheStartWhenAsked() throws Exception {
        write(0, 10);
        ingest(settings(false)).run();
        IngestSettings again = IngestProcess.settings(broker.bootstrapServers(), log.toString(), false);
        IngestSettings restart = new IngestSettings(
                again.log(),
                again.reading(),
                again.source(),
                again.rejects(),
                false,
                true,
                again.queriesTopic(),
                again.checkpointsTopic(),
                -1,
                again.kafka(),
                again.rotationGrace());

        ingest(restart).run();

        List<NidQuery> found = Topics.queries(broker.bootstrapServers());
        assertThat(found).hasSize(20);
        assertThat(found.stream().map(NidQuery::eventId).distinct()).hasSize(10);
    }

    @Test
    @Tag("slow")
    void losesAndDoublesNothingWhenKilledAtAnyMoment() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int count = 80_000;
        writeWithBadLines(count);
        int kills = 0;
        while (kills < 8) {
            Path output = folder.resolve("out-" + kills);
            Process process = IngestProcess.start(broker.bootstrapServers(), log, output);
            Awaitility.await().atMost(LONG).until(() -> !process.isAlive() || Files.size(output) > 0);
            if (process.waitFor(random.nextInt(700), TimeUnit.MILLISECONDS)) {
                break;
            }
            process.destroyForcibly().waitFor();
            kills++;
        }
        Path output = folder.resolve("out-last");
        Process last = IngestProcess.start(broker.bootstrapServers(), log, output);
        assertThat(last.waitFor(120, TimeUnit.SECONDS)).isTrue();

        assertThat(last.exitValue())
                .as("%s", Files.readString(folder.resolve("errors")))
                .isZero();
        assertThat(kills).as("kills, seed %d", seed).isGreaterThan(3);
        List<String> found = credentials();
        assertThat(found).as("seed %d", seed).hasSize(count).doesNotHaveDuplicates();
        assertThat(Files.readAllLines(folder.resolve("queries.jsonl.rejected.jsonl")))
                .hasSize(count / 1000)
                .doesNotHaveDuplicates();
    }

    @Test
    void followsThroughARotationAndStopsWithEverythingSent() throws Exception {
        write(0, 100);
        CompletableFuture<Summary> running = inBackground(settings(true));
        Awaitility.await().atMost(LONG).until(() -> credentials().size() == 100);
        Files.move(log, folder.resolve("queries.jsonl.1"));
        write(100, 150);
        Awaitility.await().atMost(LONG).until(() -> credentials().size() == 150);
        write(150, 160);
        Awaitility.await().atMost(LONG).until(() -> credentials().size() == 160);
        stop.set(true);

        Summary summary = running.get(30, TimeUnit.SECONDS);

        assertThat(summary.stopped()).isTrue();
        assertThat(summary.sent().parsed()).isEqualTo(160);
        assertThat(summary.dropped()).isZero();
        assertThat(credentials()).containsExactlyInAnyOrderElementsOf(lines(0, 160));
    }

    @Test
    @Tag("slow")
    void waitsForABrokerThatGoesAwayAndComesBack() throws Exception {
        int port = broker.port();
        write(0, 100);
        CompletableFuture<Summary> running = inBackground(settings(true));
        Awaitility.await().atMost(LONG).until(() -> credentials().size() == 100);
        broker.close();
        write(100, 200);
        Awaitility.await().atMost(LONG).until(() -> messages().contains("does not answer as it should"));
        write(200, 300);
        broker = EmbeddedBroker.start(folder.resolve("broker"), port);
        Awaitility.await().atMost(LONG).until(() -> credentials().size() == 300);
        stop.set(true);

        assertThat(running.get(30, TimeUnit.SECONDS).sent().parsed()).isEqualTo(300);
        assertThat(credentials()).containsExactlyInAnyOrderElementsOf(lines(0, 300));
        assertThat(messages()).contains("queries waiting: ").contains("Kafka answers again");
    }

    @Test
    @Tag("slow")
    void waitsForABrokerThatIsNotThereYetAndCanBeStoppedMeanwhile() throws Exception {
        int port = broker.port();
        broker.close();
        write(0, 10);
        CompletableFuture<Summary> running = inBackground(settings(false));
        Awaitility.await().atMost(LONG).until(() -> messages().contains("trying again"));
        broker = EmbeddedBroker.start(folder.resolve("broker"), port);
        assertThat(running.get(60, TimeUnit.SECONDS).sent().parsed()).isEqualTo(10);

        broker.close();
        write(10, 20);
        CompletableFuture<Summary> second = inBackground(settings(false));
        stop.set(true);
        Summary stopped = second.get(30, TimeUnit.SECONDS);
        assertThat(stopped.stopped()).isTrue();
        assertThat(stopped.sent()).isEqualTo(Tally.NONE);
        broker = EmbeddedBroker.start(folder.resolve("broker"), port);
        stop.set(false);
        assertThat(ingest(settings(false)).run().sent().parsed()).isEqualTo(10);
        assertThat(credentials()).containsExactlyInAnyOrderElementsOf(lines(0, 20));
    }

    @Test
    void waitsForARegistryThatDoesNotAnswer() throws Exception {
        write(0, 500);
        Wire wire = new Wire(new MemoryRegistry());
        AtomicInteger calls = new AtomicInteger();
        QueryEncoder encoder = (topic, query) -> {
            int call = calls.incrementAndGet();
            if (call == 1 || call == 300 || call == 301) {
                throw unavailable();
            }
            return wire.query(topic, query);
        };

        Summary summary =
                new Ingest(settings(false), encoder, InputStream.nullInputStream(), err(), false, stop::get).run();

        assertThat(summary.sent().parsed()).isEqualTo(500);
        assertThat(credentials()).containsExactlyInAnyOrderElementsOf(lines(0, 500));
        assertThat(messages())
                .contains("the schema registry does not answer")
                .contains("the schema registry answers again");
    }

    @Test
    void sendsStandardInputWhileItIsStillOpen() throws Exception {
        try (PipedOutputStream pipe = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(pipe, 1 << 16)) {
            IngestSettings settings = IngestProcess.settings(broker.bootstrapServers(), "-", false);
            IngestSettings elsewhere = new IngestSettings(
                    "-",
                    settings.reading(),
                    null,
                    folder.resolve("rejects"),
                    false,
                    false,
                    settings.queriesTopic(),
                    settings.checkpointsTopic(),
                    -1,
                    settings.kafka(),
                    settings.rotationGrace());
            Ingest ingest = new Ingest(elsewhere, encoder(), in, err(), false, stop::get);
            CompletableFuture<Summary> running = CompletableFuture.supplyAsync(ingest::run);
            pipe.write((line(0) + line(1)).getBytes(StandardCharsets.UTF_8));
            pipe.flush();
            Awaitility.await().atMost(LONG).until(() -> credentials().size() == 2);
            pipe.write(line(2).strip().getBytes(StandardCharsets.UTF_8));
            pipe.close();

            assertThat(running.get(30, TimeUnit.SECONDS).sent().parsed()).isEqualTo(3);
        }
        assertThat(credentials()).containsExactlyInAnyOrderElementsOf(lines(0, 3));
    }

    @Test
    void theSecondOfTwoIngestsOfOneLogEndsTheFirst() throws Exception {
        write(0, 100);
        CompletableFuture<Summary> first = inBackground(settings(true));
        Awaitility.await().atMost(LONG).until(() -> credentials().size() == 100);
        CompletableFuture<Summary> second = inBackground(settings(true));
        Awaitility.await().atMost(LONG).until(() -> messages().contains("going on after line 100"));
        write(100, 200);
        CompletableFuture<Object> ended = CompletableFuture.anyOf(first, second);

        assertThatThrownBy(() -> ended.get(60, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(IngestException.class)
                .hasMessageContaining("another ingest sends the same log");
        write(200, 210);
        Awaitility.await().atMost(LONG).until(() -> credentials().size() == 210);
        assertThat(credentials()).containsExactlyInAnyOrderElementsOf(lines(0, 210));
    }

    @Test
    void sendsWhatWasReadBeforeAPackedLogBreaksOffAndGoesOnThereWhenItIsWhole() throws Exception {
        log = folder.resolve("queries.jsonl.gz");
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            for (String line : IntStream.range(0, 5000).mapToObj(IngestIT::line).toList()) {
                gzip.write(line.getBytes(StandardCharsets.UTF_8));
            }
        }
        Files.write(log, Arrays.copyOf(packed.toByteArray(), packed.size() / 2));
        assertThatThrownBy(() -> ingest(settings(false)).run())
                .isInstanceOf(IngestException.class)
                .hasMessageContaining("cut short");
        int sent = credentials().size();
        Files.write(log, packed.toByteArray());
        Summary rest = ingest(settings(false)).run();

        assertThat(sent).isBetween(1, 4999);
        assertThat(rest.sent().parsed()).isEqualTo(5000 - sent);
        assertThat(credentials()).containsExactlyInAnyOrderElementsOf(lines(0, 5000));
    }

    @Test
    void saysThatTheTopicIsMissing() throws Exception {
        IngestSettings settings = settings(false);
        IngestSettings other = new IngestSettings(
                settings.log(),
                settings.reading(),
                null,
                null,
                false,
                false,
                "other.queries",
                "other.ingest.checkpoints",
                -1,
                settings.kafka(),
                settings.rotationGrace());

        assertThatThrownBy(() -> ingest(other).run())
                .isInstanceOf(IngestException.class)
                .hasMessageContaining("topic other.queries does not exist")
                .hasMessageContaining("topics --apply");
    }

    private IngestSettings settings(boolean follow) {
        return IngestProcess.settings(broker.bootstrapServers(), log.toString(), follow);
    }

    private CompletableFuture<Summary> inBackground(IngestSettings settings) {
        return CompletableFuture.supplyAsync(() -> ingest(settings).run());
    }

    private Ingest ingest(IngestSettings settings) {
        return new Ingest(settings, encoder(), new ByteArrayInputStream(new byte[0]), err(), false, stop::get);
    }

    /** What the genuine client throws where nobody listens. */
    private static RegistryUnavailableException unavailable() {
        try {
            SchemaRegistry.connect(RegistrySettings.of("http://127.0.0.1:1")).schemaById(1);
        } catch (RegistryUnavailableException e) {
            return e;
        }
        throw new AssertionError("somebody listens on port 1");
    }

    private static QueryEncoder encoder() {
        return new Wire(new MemoryRegistry())::query;
    }

    private PrintStream err() {
        return new PrintStream(messages, true, StandardCharsets.UTF_8);
    }

    private String messages() {
        return messages.toString(StandardCharsets.UTF_8);
    }

    private List<String> credentials() throws Exception {
        return Topics.queries(broker.bootstrapServers()).stream()
                .map(NidQuery::credentialId)
                .toList();
    }

    private static List<String> lines(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "c" + i).toList();
    }

    private static String line(int number) {
        return "{\"occurred_at\":1795400000000,\"organisation_id\":\"bank-" + number % 7 + "\",\"credential_id\":\"c"
                + number + "\",\"nid\":\"" + (1_000_000_000L + number) + "\"}\n";
    }

    private void write(int from, int to) throws IOException {
        StringBuilder text = new StringBuilder();
        IntStream.range(from, to).forEach(i -> text.append(line(i)));
        append(text.toString());
    }

    private void writeWithBadLines(int count) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(line(i));
            if (i % 1000 == 0) {
                text.append("broken ").append(i).append('\n');
            }
        }
        append(text.toString());
    }

    private void append(String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
