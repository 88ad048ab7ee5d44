// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsCommandTest {
    @Test
    void printsEveryKeyWithValueAndOrigin() {
        Cli.Result result = new Cli(Map.of("NIDWATCH_HTTP_PORT", "8090"), "", false)
                .execute("settings", "--set", "topics.partitions=12", "--data", "/var/lib/nidwatch");

        assertThat(result.code()).isEqualTo(ExitCode.OK);
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .containsPattern("(?m)^http.port +8090 +NIDWATCH_HTTP_PORT \\(default 8080\\)$")
                .containsPattern("(?m)^topics.partitions +12 +--set \\(default 6\\)$")
                .containsPattern("(?m)^data.dir +/var/lib/nidwatch +--set \\(default nidwatch-data\\)$")
                .containsPattern("(?m)^alerts.quiet.period +1h +default$")
                .containsPattern("(?m)^kafka.bootstrap.servers +\\(not set\\) +default$");
    }

    @Test
    void printsTheTableOfTheReadme() {
        Cli.Result result = Cli.run("settings", "--format", "markdown");

        assertThat(result.code()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).startsWith("| Key | Default | What it is |\n").contains("| `http.port` | `8080` |");
    }

    @Test
    void badSettingsAreBadUsageAndAllAreTold() {
        Cli.Result result = Cli.run("settings", "--set", "http.port=x", "--set", "http.prt=1");

        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).isEqualToNormalizingNewlines("""
                        nidwatch: these settings cannot be used:
                          http.prt (from --set): there is no such key; did you mean http.port?
                          http.port = x (from --set): must be a whole number
                        """);
    }

    @Test
    void aSlipInAKafkaKeyIsFoundWithKafkasOwnNames() {
        Cli.Result result = Cli.run("settings", "--set", "kafka.bootstrap.server=a:9092");

        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("did you mean kafka.bootstrap.servers?");
    }

    @Test
    void theFileCanBeNamedByTheEnvironment(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("n.yaml"), "http.port: 7070\n");

        Cli.Result result = new Cli(Map.of("NIDWATCH_CONFIG", file.toString()), "", false).execute("settings");

        assertThat(result.out()).containsPattern("(?m)^http.port +7070 +" + file + " line 1 ");
    }

    @Test
    void theExampleOfTheDeployFolderLoads() {
        Cli.Result result = Cli.run("settings", "--config", "../deploy/nidwatch.yaml");

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).contains("../deploy/nidwatch.yaml line ");
    }
}
