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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanCommandTest {
    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    private static final Map<String, String> KEY = Map.of("NIDWATCH_TOKENS_KEY", "00112233445566778899aabbccddeeff");

    @TempDir
    private Path folder;

    @Test
    void findsAGuesserAndAnswersTwo() throws IOException {
        Path log = log(guesses(200));

        Cli.Result result = scan(log.toString(), "--data", folder.toString());

        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.FOUND);
        List<String> alerts = result.out().lines().toList();
        JsonNode first = new ObjectMapper().readTree(alerts.get(0));
        assertThat(first.get("phase").asText()).isEqualTo("OPENED");
        assertThat(first.get("organisation_id").asText()).isEqualTo("bank-1");
        assertThat(first.get("mode").asText()).isEqualTo("REPLAY");
        assertThat(result.err())
                .contains("Read 200 queries = 200 counted + 0 rejected + 0 bad; 1 organisations.")
                .containsPattern("(?m)^[A-Z]+ +bank-1 +ENUMERATION ")
                .endsWith("alert." + System.lineSeparator());
    }

    @Test
    void honestTrafficAnswersZero() throws IOException {
        Path log = log(List.of(line(0, "bank-1", "RETRIEVE", "DISCLOSED", 1234567890L)));

        Cli.Result result = scan(log.toString(), "--data", folder.toString());

        assertThat(result.code()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("Read 1 queries = 1 counted + 0 rejected + 0 bad")
                .contains("No alert.");
    }

    @Test
    void nothingReadIsLostAndNoNumberIsShown() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(line(0, "bank-1", "RETRIEVE", "DISCLOSED", 1234567890L));
        lines.add("{\"broken\": 1234567890");
        lines.add("{\"occurred_at\":\"2199-01-01T00:00:00Z\",\"organisation_id\":\"bank-1\",\"credential_id\":\"k\"}");
        lines.add("{\"occurred_at\":\"2026-03-01T08:00:00Z\",\"organisation_id\":\"bank-1\",\"credential_id\":\"k\","
                + "\"nid\":\"12345\"}");

        Cli.Result result = scan(log(lines).toString(), "--data", folder.toString());

        assertThat(result.code()).isEqualTo(ExitCode.OK);
        assertThat(result.err())
                .contains("Read 4 queries = 1 counted + 1 rejected + 2 bad")
                .contains("rejected 1: occurred_at lies in the future")
                .contains("(first in line 2)")
                .contains("(first in line 4)")
                .doesNotContain("1234567890")
                .doesNotContain("12345");
    }

    @Test
    void readsStandardInputAndWritesFiles() throws IOException {
        Path alerts = folder.resolve("alerts.jsonl");
        Path activity = folder.resolve("activity.jsonl");

        Cli.Result result = new Cli(KEY, String.join("\n", guesses(200)), false)
                .execute("scan", "-", "--alerts", alerts.toString(), "--activity", activity.toString());

        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.FOUND);
        assertThat(result.out()).isEmpty();
        assertThat(Files.readString(alerts)).contains("\"phase\":\"OPENED\"");
        assertThat(Files.readString(activity)).contains("\"organisation_id\":\"bank-1\"");
    }

    @Test
    void aDecoyIsFoundByItsToken() throws IOException {
        Path canaries = Files.writeString(
                folder.resolve("c.jsonl"),
                "{\"token\":\"000102030405060708090a0b0c0d0e0f\",\"label\":\"decoy one\",\"planted_for\":null}\n");
        Path log = log(List.of(
                "{\"occurred_at\":\"2026-03-01T08:00:00Z\",\"organisation_id\":\"bank-1\",\"credential_id\":\"k\","
                        + "\"operation\":\"RETRIEVE\",\"outcome\":\"DISCLOSED\",\"fields_returned\":5,"
                        + "\"subject\":\"000102030405060708090a0b0c0d0e0f\","
                        + "\"subject_block\":\"ff0102030405060708090a0b0c0d0e0f\"}"));

        Cli.Result result =
                Cli.run("scan", log.toString(), "--canaries", canaries.toString(), "--data", folder.toString());

        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.FOUND);
        assertThat(result.out()).contains("\"severity\":\"CRITICAL\"").contains("decoy one");
    }

    @Test
    void anAnalystsWordClosesTheAlert() throws IOException {
        Path log = log(guesses(200));
        JsonNode opened = new ObjectMapper()
                .readTree(scan(log.toString()).out().lines().toList().get(0));
        Path dispositions = Files.writeString(
                folder.resolve("d.jsonl"),
                "{\"alert_id\":\"" + opened.get("alert_id").asText()
                        + "\",\"verdict\":\"BENIGN\",\"analyst\":\"me\",\"decided_at\":\""
                        + START.plusSeconds(390) + "\"}\n");

        List<String> alerts = scan(log.toString(), "--dispositions", dispositions.toString())
                .out()
                .lines()
                .toList();

        JsonNode last = new ObjectMapper().readTree(alerts.get(alerts.size() - 1));
        assertThat(last.get("phase").asText()).isEqualTo("CLOSED");
        assertThat(last.get("alert_id")).isEqualTo(opened.get("alert_id"));
        assertThat(last.get("summary").asText()).contains("found benign by me");
        assertThat(last.get("episode_end").asLong())
                .isEqualTo(START.plusSeconds(390).toEpochMilli());
    }

    @Test
    void mistakesAreTold() throws IOException {
        Path log = log(List.of());
        Path broken = Files.writeString(folder.resolve("o.jsonl"), "{\"id\":1}\n\n{\n");

        Cli.Result missing = scan("nowhere.jsonl");
        assertThat(missing.code()).isEqualTo(ExitCode.FAILED);
        assertThat(missing.err()).isEqualToNormalizingNewlines("nidwatch: log nowhere.jsonl does not exist\n");

        Cli.Result twice = scan(log.toString(), "--activity", "-");
        assertThat(twice.code()).isEqualTo(ExitCode.USAGE);
        assertThat(twice.err()).contains("--alerts and --activity cannot both be standard output");

        Cli.Result policy = scan(log.toString(), "--organisations", broken.toString());
        assertThat(policy.code()).isEqualTo(ExitCode.FAILED);
        assertThat(policy.err())
                .contains("o.jsonl cannot be used, nothing was taken from it:")
                .contains("line 1: ")
                .contains("line 3: ");

        Cli.Result key = Cli.run(
                "scan", log.toString(), "--key-file", folder.resolve("k").toString());
        assertThat(key.code()).isEqualTo(ExitCode.FAILED);
        assertThat(key.err()).contains("key file " + folder.resolve("k") + " does not exist; make one with:");

        assertThat(scan().code()).isEqualTo(ExitCode.USAGE);
    }

    private Cli.Result scan(String... args) {
        List<String> all = new ArrayList<>(List.of("scan"));
        all.addAll(List.of(args));
        return new Cli(KEY, "", false).execute(all.toArray(String[]::new));
    }

    private Path log(List<String> lines) throws IOException {
        return Files.write(folder.resolve("log.jsonl"), lines);
    }

    private static List<String> guesses(int number) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            String outcome = i % 50 == 0 ? "DISCLOSED" : "NOT_FOUND";
            lines.add(line(i * 2_000L, "bank-1", "RETRIEVE", outcome, 1_000_000_007L + i * 7_919_001L));
        }
        return lines;
    }

    private static String line(long afterMillis, String organisation, String operation, String outcome, long nid) {
        return "{\"occurred_at\":\"" + START.plusMillis(afterMillis) + "\",\"organisation_id\":\"" + organisation
                + "\",\"credential_id\":\"key-1\",\"operation\":\"" + operation + "\",\"outcome\":\"" + outcome
                + "\",\"fields_returned\":5,\"nid\":\"" + nid + "\"}";
    }
}
