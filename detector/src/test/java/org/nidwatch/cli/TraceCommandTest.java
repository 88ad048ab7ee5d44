// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceCommandTest {
    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    private static final Map<String, String> KEY = Map.of("NIDWATCH_TOKENS_KEY", "00112233445566778899aabbccddeeff");
    private static final Map<String, String> OTHER_KEY =
            Map.of("NIDWATCH_TOKENS_KEY", "ffeeddccbbaa99887766554433221100");

    @TempDir
    private Path folder;

    @BeforeEach
    void writeTheLog() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            lines.add(line(i, "telecom", nid(i * 3L)));
        }
        for (int i = 0; i < 300; i++) {
            lines.add(line(2_000 + i, "bank", nid(i)));
        }
        Files.write(folder.resolve("log.jsonl"), lines);
    }

    private static long nid(long person) {
        return 1_000_000_000L + person * 7_919;
    }

    private static String line(int seconds, String organisation, long nid) {
        return "{\"occurred_at\":\"" + START.plusSeconds(seconds) + "\",\"organisation_id\":\"" + organisation
                + "\",\"credential_id\":\"key-1\",\"operation\":\"RETRIEVE\",\"outcome\":\"DISCLOSED\","
                + "\"fields_returned\":5,\"nid\":\"" + nid + "\"}";
    }

    private Cli.Result trace(Map<String, String> key, String sample, String... args) {
        List<String> all = new ArrayList<>(List.of(
                "trace",
                "--sample",
                "-",
                "--file",
                folder.resolve("log.jsonl").toString(),
                "--data",
                folder.toString(),
                "--register-size",
                "10000"));
        if (Stream.of(args).noneMatch("--from"::equals)) {
            all.addAll(List.of("--from", "2026-03-01", "--until", "2026-03-01"));
        }
        all.addAll(List.of(args));
        return new Cli(key, sample, false).execute(all.toArray(String[]::new));
    }

    private static String people(int first, int last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(person -> nid(person) + "\n")
                .reduce("", String::concat);
    }

    @Test
    void namesTheSourceWithTheQueriesBehindIt() {
        Cli.Result result = trace(KEY, people(100, 119));

        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.FOUND);
        assertThat(result.out())
                .containsPattern("(?m)^bank +20 of 20 +\\d\\.\\d")
                .contains("bank stands out (probability >99.99 %): it looked up 20 of 20 before they leaked")
                .contains("no accusation")
                .contains("The look-ups behind bank (first 10 of 20; first look-ups through key-1 (20)):")
                .containsPattern("(?m)^  [0-9a-f]{32}  2026-03-01 14:\\d\\d  key-1  .*log.jsonl, line 2101$")
                .doesNotContain(String.valueOf(nid(100)));
        assertThat(result.err())
                .contains("Sample: 20 people (20 numbers, undated).")
                .contains("2,300 look-ups of a citizen within the span")
                .contains("Covered: 2026-03-01 14:00 to 2026-03-01 14:38.")
                .contains("Not covered: 2026-03-01 00:00 to 2026-03-01 14:00; the queries begin then.");
    }

    @Test
    void nothingStandsOutOfPeopleThatAnybodyCouldKnow() {
        StringBuilder strangers = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            strangers.append(nid(1_000 + i)).append('\n');
        }

        Cli.Result result = trace(KEY, strangers.toString());

        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).containsAnyOf("None of them", "Cannot tell").doesNotContain("stands out");
    }

    @Test
    void theWrongKeyIsSaidToBeWrong() {
        Cli.Result result = trace(OTHER_KEY, tokensOf(KEY, 100, 300));

        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(result.out())
                .contains("Most likely the wrong tokenisation key: nobody of 201 is known")
                .contains("--key-file ID=FILE");
    }

    /** Tokens as another key made them. */
    private static String tokensOf(Map<String, String> key, int first, int last) {
        var tokeniser = org.nidwatch.intake.Tokeniser.fromEnvironment(key, 0);
        StringBuilder tokens = new StringBuilder();
        for (int person = first; person <= last; person++) {
            tokens.append(tokeniser.subject(String.valueOf(nid(person))).hex()).append('\n');
        }
        return tokens.toString();
    }

    @Test
    void answersAsJson() throws IOException {
        Path json = folder.resolve("answer.json");

        Cli.Result result = trace(KEY, people(100, 119), "--json", json.toString());

        JsonNode answer = new ObjectMapper().readTree(Files.readString(json));
        assertThat(result.code()).isEqualTo(ExitCode.FOUND);
        assertThat(answer.path("answer").asText()).isEqualTo("ONE_SOURCE");
        assertThat(answer.path("people").asInt()).isEqualTo(20);
        JsonNode bank = answer.path("candidates").get(0);
        assertThat(bank.path("organisation_id").asText()).isEqualTo("bank");
        assertThat(bank.path("hits").asInt()).isEqualTo(20);
        assertThat(bank.path("support")).hasSize(20);
        assertThat(bank.path("support").get(0).path("token").asText()).hasSize(32);
        assertThat(Files.readString(json)).doesNotContain(String.valueOf(nid(100)));
        assertThat(new ObjectMapper()
                        .readTree(trace(KEY, people(100, 119), "--json", "-").out()))
                .isEqualTo(answer);
    }

    @Test
    void mistakesAreTold() {
        assertThat(trace(KEY, "").err()).contains("the sample is empty");
        assertThat(trace(KEY, "12345\n").err())
                .contains("line 1: nid has 5 digits")
                .doesNotContain("12345");
        Cli.Result outside = trace(KEY, people(1, 9), "--from", "2025-01-01", "--until", "2025-02-01");
        assertThat(outside.code()).isEqualTo(ExitCode.FAILED);
        assertThat(outside.err())
                .contains("Covered: nothing of 2025-01-01 00:00 to 2025-02-02 00:00. What is kept begins at 2026-03-01")
                .contains("nothing to weigh");
        assertThat(trace(KEY, people(1, 9), "--from", "2026-03-02", "--until", "2026-03-01")
                        .err())
                .contains("--from must lie before --until");
        assertThat(trace(KEY, people(1, 9), "--clock-tolerance", "2d").err()).contains("trace.clock.tolerance");
        Cli.Result missing =
                Cli.run("trace", "--sample", folder.resolve("nowhere").toString());
        assertThat(missing.code()).isEqualTo(ExitCode.FAILED);
        assertThat(missing.err()).contains("nowhere does not exist");
        assertThat(Cli.run("trace", "--sample", "-", "--format", "csv").err()).contains("name it with --file");
        assertThat(trace(Map.of(), people(1, 9)).err()).contains("there is no tokenisation key");
    }

    @Test
    void nothingOfTheSampleIsLeftOnDisk() throws IOException {
        trace(KEY, people(100, 119));

        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString()))
                    .containsExactly("log.jsonl");
        }
    }
}
