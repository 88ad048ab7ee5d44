// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nidwatch.intake.Tokeniser;
import org.nidwatch.settings.Settings;
import org.nidwatch.settings.SettingsLoader;
import org.nidwatch.trace.Attribution;
import org.nidwatch.trace.LeakModel;
import org.nidwatch.trace.LookUps;
import org.nidwatch.trace.Sample;
import org.nidwatch.trace.Span;
import org.nidwatch.trace.TopicTrace;
import org.nidwatch.trace.TraceException;
import org.nidwatch.trace.TraceSettings;
import org.nidwatch.wire.RegistrySettings;
import org.nidwatch.wire.Wire;

/** A leaked sample traced through a topic of several partitions, against one embedded default. */
class TraceTopicIT {
    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    private static final int ORGANISATIONS = 12;
    private static final int EACH = 1_000;
    private static final Span SPAN = new Span(
            START.minusSeconds(3_600).toEpochMilli(), START.plusSeconds(86_400).toEpochMilli(), 300_000);

    @TempDir
    private static Path data;

    private static EmbeddedDefault embedded;
    private static Path key;

    @BeforeAll
    static void fillATopic() throws IOException {
        Settings free = new SettingsLoader(Map.of(), Set::of)
                .load(null, List.of())
                .settings()
                .alone(data, 0, 0, 0);
        embedded = EmbeddedDefault.start(free);
        Keys.generate(embedded.in(free, false), Map.of());
        key = data.resolve("tokens.key");
        assertThat(run("topics", "--apply").code()).isEqualTo(ExitCode.OK);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            for (int o = 0; o < ORGANISATIONS; o++) {
                lines.add(line(i, o));
            }
        }
        Path log = Files.write(data.resolve("log.jsonl"), lines);
        Cli.Result ingested = run("ingest", log.toString());
        assertThat(ingested.code()).as(ingested.err()).isZero();
    }

    @AfterAll
    static void stopIt() throws IOException {
        embedded.close();
    }

    private static long nid(int organisation, int person) {
        return 1_000_000_000L + organisation * 100_000_000L + person * 7_919L;
    }

    private static String line(int person, int organisation) {
        return "{\"occurred_at\":\"" + START.plusSeconds(person) + "\",\"organisation_id\":\"org-" + organisation
                + "\",\"credential_id\":\"key-" + organisation
                + "\",\"operation\":\"RETRIEVE\",\"outcome\":\"DISCLOSED\","
                + "\"fields_returned\":5,\"nid\":\"" + nid(organisation, person) + "\"}";
    }

    private static Cli.Result run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--data", data.toString()));
        return Cli.run(all.toArray(String[]::new));
    }

    private static Path sampleFile() throws IOException {
        List<String> numbers = new ArrayList<>();
        for (int person = 500; person < 530; person++) {
            numbers.add(String.valueOf(nid(7, person)));
        }
        return Files.write(data.resolve("leaked.txt"), numbers);
    }

    private static Sample sample() {
        Tokeniser tokeniser = Tokeniser.fromKeyFile(key);
        return Sample.ofTokens(Stream.iterate(500, person -> person + 1)
                .limit(30)
                .map(person -> tokeniser.subject(String.valueOf(nid(7, person))))
                .toList());
    }

    /** Gives out no more than some records, however fast the machine: who reads on is still at work when it is stopped. */
    private static final class Reluctant extends KafkaConsumer<byte[], byte[]> {
        private final AtomicLong left;

        Reluctant(int pollRecords, AtomicLong left) {
            super(
                    Map.of("bootstrap.servers", embedded.kafka(), "max.poll.records", pollRecords),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
            this.left = left;
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration atMost) {
            if (left.get() <= 0) {
                LockSupport.parkNanos(1_000_000);
                return ConsumerRecords.empty();
            }
            ConsumerRecords<byte[], byte[]> records = super.poll(atMost);
            left.addAndGet(-records.count());
            return records;
        }
    }

    private static TopicTrace trace(Path checkpoint, int threads, int pollRecords) {
        return trace(checkpoint, threads, pollRecords, Long.MAX_VALUE);
    }

    private static TopicTrace trace(Path checkpoint, int threads, int pollRecords, long atMost) {
        AtomicLong left = new AtomicLong(atMost);
        return new TopicTrace(
                new TopicTrace.Source(
                        "nid.queries",
                        () -> new Reluctant(pollRecords, left),
                        new Wire(RegistrySettings.of(embedded.registry())),
                        threads),
                checkpoint,
                Duration.ofMillis(1));
    }

    private static Attribution judged(LookUps lookUps) {
        return new LeakModel(TraceSettings.DEFAULTS).judge(lookUps);
    }

    @Test
    void findsTheOrganisationAndSaysWhatIsCovered() throws IOException {
        Cli.Result result =
                run("trace", "--sample", sampleFile().toString(), "--from", "2026-02-01", "--until", "2026-03-31");

        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.FOUND);
        assertThat(result.out())
                .containsPattern("(?m)^org-7 +30 of 30 ")
                .contains("org-7 stands out")
                .containsPattern(
                        "(?m)^  [0-9a-f]{32}  2026-03-01 14:08  key-7  nid.queries, partition \\d, offset \\d+$");
        assertThat(result.err())
                .contains("Read 12,000 records of nid.queries: 12,000 look-ups of a citizen within the span.")
                .contains("Covered: 2026-03-01 14:00 to 2026-03-01 14:16.")
                .contains("Not covered: 2026-02-01 00:00 to 2026-03-01 14:00; the queries begin then.")
                .contains("Not covered: after 2026-03-01 14:16; there are no later queries.");
        try (Stream<Path> files = Files.list(data)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("trace-"));
        }
    }

    @Test
    void aStoppedRunGoesOnWhereItStood() throws Exception {
        Path checkpoint = data.resolve("run.checkpoint");
        TopicTrace first = trace(checkpoint, 2, 50, 2_000);
        first.run(sample(), SPAN, false, () -> first.progress() > 500);
        assertThat(first.complete()).isFalse();
        assertThat(first.progress()).isBetween(1L, 11_999L);
        assertThat(checkpoint).exists();

        TopicTrace second = trace(checkpoint, 3, 500);
        LookUps went = second.run(sample(), SPAN, false, () -> false);

        assertThat(second.resumed()).isTrue();
        assertThat(second.complete()).isTrue();
        assertThat(first.progress() + second.progress()).isEqualTo(12_000);
        assertThat(second.coverage(SPAN).records()).isEqualTo(12_000);
        assertThat(checkpoint).doesNotExist();
        LookUps whole = trace(data.resolve("other.checkpoint"), 1, 500).run(sample(), SPAN, false, () -> false);
        assertThat(judged(went)).isEqualTo(judged(whole));
        assertThat(judged(went).candidates().get(0).organisation()).isEqualTo("org-7");
    }

    @Test
    void anotherSampleCannotTakeItUpUnlessToldToBeginAnew() throws Exception {
        Path checkpoint = data.resolve("foreign.checkpoint");
        TopicTrace first = trace(checkpoint, 2, 50, 2_000);
        first.run(sample(), SPAN, false, () -> first.progress() > 500);
        Sample other = Sample.ofTokens(List.of(Tokeniser.fromKeyFile(key).subject("9876543210")));

        assertThatThrownBy(() -> trace(checkpoint, 2, 500).run(other, SPAN, false, () -> false))
                .isInstanceOf(TraceException.class)
                .hasMessageContaining("belongs to another sample");
        TopicTrace anew = trace(checkpoint, 2, 500);
        anew.run(other, SPAN, true, () -> false);
        assertThat(anew.resumed()).isFalse();
        assertThat(anew.progress()).isEqualTo(12_000);
    }

    @Test
    void aMissingTopicIsTold() throws IOException {
        Cli.Result result = run("trace", "--sample", sampleFile().toString(), "--set", "topics.prefix=nowhere.");

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err()).contains("there is no topic nowhere.queries");
    }
}
