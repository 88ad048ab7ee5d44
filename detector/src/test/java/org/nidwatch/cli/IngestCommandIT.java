// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nidwatch.embedded.EmbeddedBroker;
import org.nidwatch.embedded.EmbeddedRegistry;

/** The command as a user types it, against a broker and a registry that hold what they were given on disk. */
class IngestCommandIT {
    private static final Map<String, String> KEY = Map.of("NIDWATCH_TOKENS_KEY", "a-test-key-of-26-characters");
    private static final String NID = "7391048265";
    private static final String BENGALI = "\u09ed\u09e9\u09ef\u09e7\u09e6\u09ea\u09ee\u09e8\u09ec\u09eb";
    private static final String BROKEN = "73910482x65";

    @TempDir
    Path folder;

    private EmbeddedBroker broker;
    private EmbeddedRegistry registry;

    @BeforeEach
    void start() throws IOException {
        broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
        registry = EmbeddedRegistry.start(folder.resolve("registry"), 0);
        assertThat(nidwatch("topics", "--apply", "--set", "topics.replication=1")
                        .code())
                .isZero();
    }

    @AfterEach
    void stop() throws IOException {
        registry.close();
        broker.close();
    }

    @Test
    void ingestsEveryFormatAndLeavesNoNumberAnywhere() throws IOException {
        Path jsonl = log(
                "a.jsonl",
                "{\"occurred_at\":1795400000000,\"organisation_id\":\"bank-1\",\"credential_id\":\"" + NID
                        + "\",\"nid\":\""
                        + NID + "\",\"purpose\":\"about " + NID + "\"}\n"
                        + "{\"occurred_at\":1795400000001,\"organisation_id\":\"bank-1\",\"credential_id\":\"k\",\"nid\":\""
                        + BENGALI + "\",\"event_id\":\"" + NID + "\"}\n"
                        + "{\"occurred_at\":1795400000002,\"organisation_id\":\"bank-1\",\"credential_id\":\"k\",\"nid\":\""
                        + BROKEN + "\"}\n"
                        + "{\"occurred_at\":1795400000002,\"organisation_id\":\"" + NID
                        + "\",\"credential_id\":\"k\"}\n");
        Path csv = log(
                "b.csv",
                "occurred_at;organisation_id;credential_id;nid\n2026-11-21T10:15:30+06:00;telco;k;739-104-8265\n");
        Path combined = log(
                "c.log",
                "192.0.2.9 - portal [21/Nov/2026:10:15:30 +0600] \"GET /v1/orgs/bank-1/persons/" + NID
                        + " HTTP/1.1\" 200 512 \"-\" \"agent\"\n");

        StringBuilder said = new StringBuilder();
        for (Cli.Result result : List.of(
                nidwatch("ingest", jsonl.toString()),
                nidwatch("ingest", csv.toString()),
                nidwatch("ingest", combined.toString(), "--mapping", mapping("nginx-combined.yaml")),
                nidwatch("ingest", jsonl.toString()))) {
            assertThat(result.code()).as(result.err()).isZero();
            said.append(result.out()).append(result.err());
        }

        assertThat(said)
                .contains("4 lines read = 2 sent + 2 bad + 0 skipped")
                .contains("1 lines read = 1 sent")
                .contains("0 lines read = 0 sent")
                .doesNotContain(NID)
                .doesNotContain(BROKEN);
        broker.close();
        assertThat(everythingWritten(List.of(jsonl, csv, combined)))
                .contains("bank-1")
                .contains("telco")
                .doesNotContain(NID)
                .doesNotContain(BENGALI)
                .doesNotContain(BROKEN)
                .doesNotContain("739-104-8265");
        broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
    }

    private Cli.Result nidwatch(String... arguments) {
        Stream<String> place = Stream.of(
                "--set",
                "kafka.bootstrap.servers=" + broker.bootstrapServers(),
                "--set",
                "kafka.compression.type=none", // so that what is on disk can be searched
                "--set",
                "registry.url=" + registry.url());
        return new Cli(KEY, "", false)
                .execute(Stream.concat(Stream.of(arguments), place).toArray(String[]::new));
    }

    private Path log(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String mapping(String name) {
        return Path.of("..", "deploy", "mappings", name).toString();
    }

    /** All bytes of all files but the logs themselves. */
    private String everythingWritten(List<Path> logs) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !logs.contains(file))
                    .toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
        }
        return all.toString();
    }
}
