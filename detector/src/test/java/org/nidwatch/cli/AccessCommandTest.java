// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessCommandTest {
    @TempDir
    private Path folder;

    @Test
    void makesListsAndRemovesTokens() {
        String file = folder.resolve("tokens").toString();

        Cli.Result added = Cli.run("access", "add", "anna", "--role", "analyst", "--file", file);
        assertThat(added.code()).isEqualTo(ExitCode.OK);
        assertThat(added.out().strip()).hasSize(43);
        assertThat(added.err())
                .contains("anna (analyst)")
                .doesNotContain(added.out().strip());
        assertThat(Cli.run("access", "list", "--set", "http.tokens.file=" + file)
                        .out())
                .contains("anna")
                .contains("analyst")
                .doesNotContain("sha256");
        assertThat(Cli.run("access", "remove", "anna", "--file", file).code()).isEqualTo(ExitCode.OK);
        Cli.Result gone = Cli.run("access", "remove", "anna", "--file", file);
        assertThat(gone.code()).isEqualTo(ExitCode.FAILED);
        assertThat(gone.err()).contains("there is no token of anna");
    }

    @Test
    void saysWhatItNeeds() {
        Cli.Result nowhere = Cli.run("access", "add", "anna");
        assertThat(nowhere.code()).isEqualTo(ExitCode.USAGE);
        assertThat(nowhere.err()).contains("--file FILE, or set http.tokens.file");

        Cli.Result role = Cli.run("access", "add", "anna", "--role", "king", "--file", "x");
        assertThat(role.code()).isEqualTo(ExitCode.USAGE);
        assertThat(role.err()).contains("king");
    }

    @Test
    void theDetectorRefusesAnOpenPortWithoutThem() {
        Cli.Result result = Cli.run(
                "run",
                "--data",
                folder.toString(),
                "--set",
                "kafka.bootstrap.servers=127.0.0.1:1",
                "--set",
                "http.bind=0.0.0.0",
                "--set",
                "http.port=0");

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err())
                .contains("http.bind = 0.0.0.0")
                .contains("http.certificate.file")
                .contains("http.tokens.file")
                .doesNotContain("\tat ");
    }
}
