// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nidwatch.ingest.LineFormat;
import org.nidwatch.ingest.ParsedLine;
import org.nidwatch.ingest.QueryLines;
import org.nidwatch.ingest.ReadOptions;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Tokeniser;

/** What we write, ingest reads. */
class LogFileTest {
    private static final Path MAPPINGS = Path.of("..", "deploy", "mappings");
    private static final Tokeniser KEY =
            Tokeniser.fromEnvironment(Map.of(Tokeniser.VARIABLE, "a key that is used in tests only"), 3);

    private final World world = Worlds.calm(13, 40, 0.1);
    private final Attack attack = Worlds.attack(world, "enumeration@9h+1h", Duration.ofDays(1));
    private final List<SimulatedQuery> queries =
            Worlds.queries(world, Duration.ofDays(1), attack).subList(0, 2_000);

    @ParameterizedTest
    @CsvSource({"JSONL, false", "JSONL, true", "CSV, false", "CSV, true"})
    void canonicalFormatsComeBackWhole(LogFormat format, boolean tokenised) throws IOException {
        byte[] log = written(format, tokenised ? KEY : null);

        List<NidQuery> read = read(log, LineFormat.AUTO, null, tokenised ? null : KEY);

        same(read);
    }

    @Test
    void theGatewayLogComesBackThroughItsMapping() throws IOException {
        List<NidQuery> read =
                read(written(LogFormat.GATEWAY, null), LineFormat.JSONL, MAPPINGS.resolve("gateway-json.yaml"), KEY);

        same(read);
    }

    @Test
    void theCombinedLogComesBackThroughItsMappingToTheSecond() throws IOException {
        List<NidQuery> read = read(
                written(LogFormat.COMBINED, null), LineFormat.COMBINED, MAPPINGS.resolve("nginx-combined.yaml"), KEY);

        assertThat(read).hasSameSizeAs(queries);
        for (int i = 0; i < read.size(); i++) {
            NidQuery wanted = queries.get(i).tokenised(KEY);
            NidQuery found = read.get(i);
            assertThat(found.occurredAt()).isEqualTo(wanted.occurredAt() / 1000 * 1000);
            assertThat(found.organisationId()).isEqualTo(wanted.organisationId());
            assertThat(found.credentialId()).isEqualTo(wanted.credentialId());
            assertThat(found.sourceAddress()).isEqualTo(wanted.sourceAddress());
            assertThat(found.operation()).isEqualTo(wanted.operation());
            assertThat(found.outcome()).isEqualTo(wanted.outcome());
            assertThat(found.subject()).isEqualTo(wanted.subject());
            assertThat(found.subjectBlock()).isEqualTo(wanted.subjectBlock());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = LogFormat.class,
            names = {"JSONL", "CSV"})
    void aTokenisedLogHoldsNoNumber(LogFormat format) throws IOException {
        String log = new String(written(format, KEY), StandardCharsets.UTF_8);

        for (SimulatedQuery query : queries) {
            if (query.number() != 0) {
                assertThat(log.contains(Long.toString(query.number()))).isFalse();
            }
        }
        assertThat(new String(written(format, null), StandardCharsets.UTF_8))
                .contains(Long.toString(queries.get(0).number()));
    }

    @ParameterizedTest
    @EnumSource(
            value = LogFormat.class,
            names = {"COMBINED", "GATEWAY"})
    void webServersLogsHaveNoPlaceForTokens(LogFormat format) {
        assertThatThrownBy(() -> LogFile.open(format, OutputStream.nullOutputStream(), KEY))
                .hasMessageContaining("has no place for tokens; with tokens use jsonl or csv");
    }

    @Test
    void formatsAreNamed() {
        assertThat(LogFormat.of("gateway")).isEqualTo(LogFormat.GATEWAY);
        assertThatThrownBy(() -> LogFormat.of("xml"))
                .hasMessage("format 'xml': must be one of jsonl, csv, combined, gateway");
    }

    @Test
    void labelsSayWhatWasDone() {
        Ledger ledger = new Ledger(List.of(attack));
        Worlds.queries(world, Duration.ofDays(1), attack).forEach(ledger::count);
        Ledger.Entry entry = ledger.entries().get(0);

        assertThat(LabelFile.line(entry))
                .startsWith("{\"id\":\"attack-1\",\"kind\":\"enumeration\",\"organisation_ids\":[\""
                        + attack.organisationIds().get(0) + "\"]")
                .contains("\"start\":" + attack.start(), "\"end\":" + attack.end())
                .contains("\"events\":" + entry.events() + ",\"records_exposed\":" + entry.recordsExposed());
        assertThat(entry.events()).isBetween(300L, 500L);
    }

    private void same(List<NidQuery> read) {
        assertThat(read).hasSameSizeAs(queries);
        for (int i = 0; i < read.size(); i++) {
            assertThat(read.get(i)).isEqualTo(queries.get(i).tokenised(KEY));
        }
    }

    private byte[] written(LogFormat format, @Nullable Tokeniser tokeniser) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (LogFile log = LogFile.open(format, bytes, tokeniser)) {
            for (SimulatedQuery query : queries) {
                log.write(query);
            }
        }
        return bytes.toByteArray();
    }

    private static List<NidQuery> read(
            byte[] log, LineFormat format, @Nullable Path mapping, @Nullable Tokeniser tokeniser) {
        List<NidQuery> read = new ArrayList<>();
        ReadOptions options = new ReadOptions(format, mapping, tokeniser, ReadOptions.LINE_LIMIT);
        try (QueryLines lines = QueryLines.of("log", new ByteArrayInputStream(log), options)) {
            while (lines.hasNext()) {
                ParsedLine line = lines.next();
                assertThat(line).isInstanceOf(ParsedLine.Parsed.class);
                read.add(((ParsedLine.Parsed) line).query());
            }
        }
        return read;
    }
}
