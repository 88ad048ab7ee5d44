// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestCommandTest {
    private static final Map<String, String> KEY = Map.of("NIDWATCH_TOKENS_KEY", "a-test-key-of-26-characters");
    private static final String LINE =
            "{\"occurred_at\":1795400000000,\"organisation_id\":\"bank-1\",\"credential_id\":\"k\",\"nid\":\"%s\"}\n";

    @TempDir
    Path folder;

    @Test
    void aDryRunShowsWhatWouldBeSentAndWritesNothing() throws IOException {
        Path log = log(LINE.formatted("1234567890").repeat(7) + LINE.formatted("12345x7890"));

        Cli.Result result = new Cli(KEY, "", false).execute("ingest", log.toString(), "--dry-run");

        assertThat(result.code()).isZero();
        assertThat(result.out().lines())
                .hasSize(5)
                .allMatch(line -> line.contains("\"subject\":\"8ee2174a275607c881e364031f0d0520\""));
        assertThat(result.err())
                .contains("Nothing was sent: 8 lines read = 7 to be sent + 1 bad + 0 skipped")
                .contains("line 8: nid holds something");
        assertThat(result.out() + result.err()).doesNotContain("1234567890").doesNotContain("12345x7890");
        assertThat(folder.toFile().list()).containsExactly("queries.jsonl");
    }

    @Test
    void aDryRunReadsStandardInput() {
        Cli.Result result = new Cli(KEY, LINE.formatted("1234567890"), false).execute("ingest", "-", "--dry-run");

        assertThat(result.code()).isZero();
        assertThat(result.err()).contains("1 lines read = 1 to be sent");
    }

    @Test
    void failsWhenNotOneLineIsGood() throws IOException {
        Path log = log("{\"some\":\"thing\"}\n{\"else\":1}\n");

        Cli.Result result = new Cli(KEY, "", false).execute("ingest", log.toString(), "--dry-run");

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err()).contains("not one line could be read").contains("--mapping");
    }

    @Test
    void refusesAKeyFileThatOthersMayRead() throws IOException {
        Path log = log(LINE.formatted("1234567890"));
        Path key = Files.writeString(folder.resolve("key"), "a-test-key-of-26-characters");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

        Cli.Result result = Cli.run("ingest", log.toString(), "--dry-run", "--key-file", key.toString());

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err())
                .contains("chmod 600 " + key)
                .doesNotContain("a-test-key")
                .doesNotContain("\tat ");
    }

    @Test
    void saysThatAKeyIsNeeded() throws IOException {
        Path log = log(LINE.formatted("1234567890"));

        Cli.Result result = Cli.run(
                "ingest",
                log.toString(),
                "--dry-run",
                "--data",
                folder.resolve("nothing").toString());

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err())
                .contains("tokens.key.file")
                .contains("NIDWATCH_TOKENS_KEY")
                .doesNotContain("1234567890");
    }

    @Test
    void followsFilesOnly() {
        Cli.Result result = Cli.run("ingest", "-", "--follow");

        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("--follow is for a file that grows");
    }

    @Test
    void saysWhenTheLogDoesNotExist() {
        Cli.Result result = new Cli(KEY, "", false).execute("ingest", "no-such-log", "--dry-run");

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err()).contains("log no-such-log does not exist");
    }

    private Path log(String text) throws IOException {
        return Files.writeString(folder.resolve("queries.jsonl"), text, StandardCharsets.UTF_8);
    }
}
