// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;

class MappingTest {
    private static final String NGINX = "192.0.2.9 - portal-7 [21/Nov/2026:10:15:30 +0600] \"%s HTTP/1.1\" %s 512 "
            + "\"-\" \"curl/8.0 \\\"x\\\"\"\n";

    @TempDir
    Path folder;

    @Test
    void readsACombinedLogWithTheNumberInThePath() {
        NidQuery query = only("nginx-combined.yaml", NGINX.formatted("GET /v1/orgs/bank-1/persons/1234567890", "200"));

        assertThat(query.occurredAt())
                .isEqualTo(Instant.parse("2026-11-21T04:15:30Z").toEpochMilli());
        assertThat(query.organisationId()).isEqualTo("bank-1");
        assertThat(query.credentialId()).isEqualTo("portal-7");
        assertThat(query.sourceAddress()).isEqualTo("192.0.2.9");
        assertThat(query.operation()).isEqualTo(Operation.RETRIEVE);
        assertThat(query.outcome()).isEqualTo(Outcome.DISCLOSED);
        assertThat(query.subject()).isEqualTo(Logs.KEY.subject("1234567890"));
    }

    @Test
    void readsACombinedLogWithTheNumberInTheQueryEvenInBengaliDigits() {
        String bengali = "%E0%A7%A7%E0%A7%A8%E0%A7%A9%E0%A7%AA%E0%A7%AB%E0%A7%AC%E0%A7%AD%E0%A7%AE%E0%A7%AF%E0%A7%A6";
        String line = NGINX.replace("%s HTTP", "POST /v1/orgs/bank%2D1/verify?a=b&nid=@ HTTP")
                .replace("%s", "409");

        for (String nid : List.of("1234567890", "123%20456+7890", bengali)) {
            NidQuery query = only("nginx-combined.yaml", line.replace("@", nid));
            assertThat(query.organisationId()).isEqualTo("bank-1");
            assertThat(query.operation()).isEqualTo(Operation.VERIFY);
            assertThat(query.outcome()).isEqualTo(Outcome.MISMATCHED);
            assertThat(query.subject()).isEqualTo(Logs.KEY.subject("1234567890"));
        }
    }

    @Test
    void aSearchHasNoSubjectAndAMissingUserTakesTheDefault() {
        NidQuery query = only(
                "nginx-combined.yaml",
                NGINX.replace("portal-7", "-").formatted("GET /v1/orgs/bank-1/persons?name=x", "403"));

        assertThat(query.subject()).isNull();
        assertThat(query.operation()).isEqualTo(Operation.SEARCH);
        assertThat(query.outcome()).isEqualTo(Outcome.DENIED);
        assertThat(query.credentialId()).isEqualTo("anonymous");
    }

    @Test
    void otherRequestsAreSkippedAndBrokenLinesBadAndNoneIsLost() {
        String log = NGINX.formatted("GET /health", "200")
                + NGINX.formatted("GET /v1/orgs/bank-1/persons/1234567890", "200")
                + "192.0.2.1 - - [21/Nov/2026:10:15:31 +0600] \"\\x16\\x03\\x01\" 400 0 \"-\" \"-\"\n"
                + "not a log line with 1234567890\n"
                + NGINX.formatted("GET /v1/orgs/bank-1/persons/12345O7890", "404");
        try (QueryLines lines = QueryLines.of(
                "test",
                new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)),
                options(Samples.mapping("nginx-combined.yaml")))) {
            List<ParsedLine> found = new ArrayList<>();
            lines.forEachRemaining(found::add);

            assertThat(lines.tally()).isEqualTo(new Tally(5, 1, 2, 2, 0, 0));
            assertThat(found).hasSize(3);
            assertThat(((ParsedLine.Bad) found.get(1)).reason()).contains("combined log format");
            assertThat(((ParsedLine.Bad) found.get(1)).masked()).isEqualTo("not a log line with #");
            assertThat(((ParsedLine.Bad) found.get(2)).masked()).doesNotContain("12345O7890");
        }
    }

    @Test
    void readsWhatAServersOwnFormatAppends() {
        NidQuery query = only(
                "nginx-with-headers.yaml",
                "192.0.2.9 - - [21/Nov/2026:10:15:30 +0600] \"GET /nid/record?nid=1234567890&purpose=KYC HTTP/2.0\" 200 512 "
                        + "\"-\" \"agent\" \"bank \\x22one\\x22\" \"key-9\" \"o.k\" 0b0f4c9e7a074c5e9d3f3f6f6f1c2a11\n");

        assertThat(query.organisationId()).isEqualTo("bank \"one\"");
        assertThat(query.credentialId()).isEqualTo("key-9");
        assertThat(query.operatorId()).isEqualTo("o.k");
        assertThat(query.purpose()).isEqualTo("KYC");
        assertThat(query.operation()).isEqualTo(Operation.RETRIEVE);
    }

    @Test
    void readsAGatewaysNestedJson() {
        String line =
                "{\"started_at\":1795400000123,\"client_ip\":\"192.0.2.9\",\"consumer\":{\"custom_id\":\"bank-1\"},"
                        + "\"authenticated_entity\":{\"id\":\"key-9\"},\"request\":{\"id\":\"r-1\",\"method\":\"GET\","
                        + "\"uri\":\"/nid/persons/1234567890\",\"querystring\":{\"purpose\":\"KYC\"},"
                        + "\"headers\":{\"x-operator\":\"o.k\"}},\"response\":{\"status\":%d,\"headers\":{\"x-fields-returned\":\"7\"}}}\n";

        NidQuery query = only("gateway-json.yaml", line.formatted(200));

        assertThat(query.occurredAt()).isEqualTo(1795400000123L);
        assertThat(query.organisationId()).isEqualTo("bank-1");
        assertThat(query.credentialId()).isEqualTo("key-9");
        assertThat(query.operatorId()).isEqualTo("o.k");
        assertThat(query.fieldsReturned()).isEqualTo(7);
        assertThat(query.outcome()).isEqualTo(Outcome.DISCLOSED);
        assertThat(query.subject()).isEqualTo(Logs.KEY.subject("1234567890"));
        assertThat(only("gateway-json.yaml", line.formatted(503)).outcome()).isEqualTo(Outcome.ERROR);
    }

    @Test
    void tellsAllErrorsOfAMappingAtOnce() {
        Path file = Logs.mapping(folder, """
                format: xml
                colour: red
                only: {path: "("}
                time: {format: "QQQQQQ", zone: Mars}
                fields:
                  organisation: a
                  credential_id: {segment: 2}
                  outcome: {from: status, values: {200: DISCLOSD}}
                """);

        assertThatThrownBy(() -> options(file).readMapping())
                .isInstanceOf(IngestException.class)
                .hasMessageContaining("format = xml: must be jsonl, csv or combined")
                .hasMessageContaining("colour: unknown; allowed here: format,")
                .hasMessageContaining("only.path: not a regular expression")
                .hasMessageContaining("time.format = QQQQQQ")
                .hasMessageContaining("time.zone = Mars")
                .hasMessageContaining("fields.organisation: unknown")
                .hasMessageContaining("fields.organisation_id: missing")
                .hasMessageContaining("fields.occurred_at: missing")
                .hasMessageContaining("fields.credential_id.from: give either")
                .hasMessageContaining("fields.outcome.values = DISCLOSD: must be one of DISCLOSED");
    }

    @Test
    void aCombinedMappingNamesItsParts() {
        Path file = Logs.mapping(folder, """
                format: combined
                fields: {occurred_at: time, organisation_id: orgn, credential_id: remote_user}
                """);

        assertThatThrownBy(() -> options(file).readMapping())
                .isInstanceOf(IngestException.class)
                .hasMessageContaining("orgn: a combined log has no such part");
    }

    @Test
    void tellsWhatIsMissingToReadALog() {
        assertThatThrownBy(() -> Logs.read(NGINX.formatted("GET /", "200")))
                .isInstanceOf(IngestException.class)
                .hasMessageContaining("needs a mapping file");
        assertThatThrownBy(() -> Logs.read("what is this 1234567890\n"))
                .isInstanceOf(IngestException.class)
                .hasMessageContaining("--format")
                .hasMessageNotContaining("1234567890");
        assertThatThrownBy(() -> Logs.read("{}".getBytes(StandardCharsets.UTF_16), ReadOptions.canonical(null)))
                .isInstanceOf(IngestException.class)
                .hasMessageContaining("UTF-16");
        assertThatThrownBy(() -> QueryLines.open("no-such-file", ReadOptions.canonical(null)))
                .isInstanceOf(IngestException.class)
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> QueryLines.open(folder.toString(), ReadOptions.canonical(null)))
                .isInstanceOf(IngestException.class)
                .hasMessageContaining("is a folder");
    }

    private NidQuery only(String mapping, String line) {
        List<ParsedLine> found = Logs.read(line.getBytes(StandardCharsets.UTF_8), options(Samples.mapping(mapping)));
        assertThat(found).hasSize(1);
        return Logs.query(found.get(0));
    }

    private static ReadOptions options(Path mapping) {
        return new ReadOptions(LineFormat.AUTO, mapping, Logs.KEY, ReadOptions.LINE_LIMIT);
    }
}
