// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nidwatch.intake.Tokeniser;
import org.nidwatch.settings.Settings;
import org.nidwatch.settings.SettingsLoader;

/** A tokenisation key is changed: half of the queries carry tokens of the old one, half of the new. */
class KeyRotationIT {
    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    private static final int ORGANISATIONS = 12;
    private static final int EACH = 200;
    private static final String DECOY = "9999999999";

    @TempDir
    private static Path data;

    private static EmbeddedDefault embedded;
    private static Path oldKey;
    private static Path newKey;

    @BeforeAll
    static void start() throws IOException {
        Settings free = new SettingsLoader(java.util.Map.of(), java.util.Set::of)
                .load(
                        null,
                        List.of("embedded.kafka.port=0", "embedded.registry.port=0", "http.port=0", "data.dir=" + data))
                .settings();
        embedded = EmbeddedDefault.start(free);
        oldKey = data.resolve("old.key");
        newKey = data.resolve("new.key");
        Tokeniser.generate(oldKey);
        Tokeniser.generate(newKey);
        assertThat(run("topics", "--apply").code()).isEqualTo(ExitCode.OK);
        ingest("before.jsonl", 0, oldKey, 1);
        ingest("after.jsonl", EACH, newKey, 2);
    }

    @AfterAll
    static void stop() throws IOException {
        embedded.close();
    }

    private static Cli.Result run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--data", data.toString()));
        return Cli.run(all.toArray(String[]::new));
    }

    /** Each organisation asks about people of its own, one a second. */
    private static void ingest(String name, int from, Path key, int keyId) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = from; i < from + EACH; i++) {
            for (int organisation = 0; organisation < ORGANISATIONS; organisation++) {
                lines.add("{\"occurred_at\":\"" + START.plusSeconds(i) + "\",\"organisation_id\":\"org-" + organisation
                        + "\",\"credential_id\":\"k\",\"operation\":\"RETRIEVE\",\"outcome\":\"DISCLOSED\",\"nid\":\""
                        + nid(organisation, i) + "\"}");
            }
        }
        Path log = Files.write(data.resolve(name), lines);
        Cli.Result ingested =
                run("ingest", log.toString(), "--key-file", key.toString(), "--set", "tokens.key.id=" + keyId);
        assertThat(ingested.code()).as(ingested.err()).isZero();
    }

    private static long nid(int organisation, int person) {
        return 1_000_000_000L + organisation * 100_000_000L + person * 7_919L;
    }

    private static String[] bothKeys(String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--key-file", "1=" + oldKey, "--key-file", "2=" + newKey));
        return all.toArray(String[]::new);
    }

    private static Path sample() throws IOException {
        return Files.write(
                data.resolve("leaked.txt"),
                LongStream.range(EACH - 15, EACH + 15)
                        .mapToObj(person -> String.valueOf(nid(7, (int) person)))
                        .toList());
    }

    @Test
    void aSampleFromBothSidesOfTheChangeIsTracedWithBothKeys() throws IOException {
        String[] span = {"trace", "--sample", sample().toString(), "--from", "2026-02-01", "--until", "2026-03-31"};

        Cli.Result both = run(bothKeys(span));

        assertThat(both.code()).as(both.err()).isEqualTo(ExitCode.FOUND);
        assertThat(both.out()).containsPattern("(?m)^org-7 +30 of 30 ").contains("org-7 stands out");
    }

    @Test
    void withOneKeyHalfOfThemIsFound() throws IOException {
        Cli.Result one = run(
                "trace",
                "--sample",
                sample().toString(),
                "--from",
                "2026-02-01",
                "--until",
                "2026-03-31",
                "--key-file",
                "2=" + newKey);

        assertThat(one.out()).as(one.err()).containsPattern("(?m)^org-7 +15 of 30 ");
    }

    @Test
    void aDecoyIsPlantedAndFoundUnderBothKeys() throws IOException {
        Path decoy = Files.writeString(data.resolve("decoy.txt"), DECOY + "\n");

        Cli.Result planted = run(bothKeys("canary", "add", "--unchecked", "--nid-file", decoy.toString()));
        Cli.Result listed = run("canary", "list");
        Cli.Result surfaced = run(bothKeys("canary", "surfaced", "--sample", decoy.toString()));

        assertThat(planted.code()).as(planted.err()).isZero();
        assertThat(listed.out())
                .contains(Tokeniser.fromKeyFile(oldKey).subject(DECOY).hex())
                .contains(Tokeniser.fromKeyFile(newKey).subject(DECOY).hex());
        assertThat(surfaced.code()).as(surfaced.err()).isEqualTo(ExitCode.FOUND);
        assertThat(surfaced.err()).contains("1 decoy of 2 planted among 1 line read.");
    }

    @Test
    void aDecoyRingsForAQueryOfEitherKey() throws IOException {
        Path decoys = data.resolve("decoys.jsonl");
        Files.write(
                decoys,
                List.of(oldKey, newKey).stream()
                        .map(key -> "{\"token\":\""
                                + Tokeniser.fromKeyFile(key).subject(DECOY).hex() + "\"}")
                        .toList());
        for (Path key : List.of(oldKey, newKey)) {
            Path log = Files.writeString(
                    data.resolve("one.jsonl"),
                    "{\"occurred_at\":\"" + START + "\",\"organisation_id\":\"bank-1\",\"credential_id\":\"k\","
                            + "\"operation\":\"RETRIEVE\",\"outcome\":\"DISCLOSED\",\"nid\":\"" + DECOY + "\"}\n");
            Path alerts = data.resolve("alerts.jsonl");

            Cli.Result scanned = run(
                    "scan",
                    log.toString(),
                    "--key-file",
                    key.toString(),
                    "--canaries",
                    decoys.toString(),
                    "--alerts",
                    alerts.toString());

            assertThat(scanned.code()).as(scanned.err()).isEqualTo(ExitCode.FOUND);
            assertThat(Files.readString(alerts)).contains("\"shape\":\"CANARY\"");
        }
    }
}
