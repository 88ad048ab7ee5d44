// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;

class CanonicalJsonTest {
    private static final String TOKEN = "8ee2174a275607c881e364031f0d0520";
    private static final String BLOCK = "33af07a2c0510f6eeaa5c12bb799af0a";
    private static final String LEAST =
            "\"occurred_at\":1795400000000,\"organisation_id\":\"bank-1\",\"credential_id\":\"key-1\"";

    @Test
    void readsEveryField() {
        NidQuery query = Logs.only("{\"event_id\":\"0b0f4c9e-7a07-4c5e-9d3f-3f6f6f1c2a11\",\"occurred_at\":"
                + "\"2026-11-21T10:15:30.123+06:00\",\"organisation_id\":\"bank-1\",\"credential_id\":\"key-1\","
                + "\"operator_id\":\"o.rahman\",\"source_address\":\"192.0.2.7\",\"operation\":\"RETRIEVE\","
                + "\"outcome\":\"DISCLOSED\",\"fields_returned\":12,\"nid\":\"123-456 7890\",\"purpose\":\"KYC\","
                + "\"something_else\":{\"nested\":[1,2]}}");

        assertThat(query.eventId()).isEqualTo("0b0f4c9e-7a07-4c5e-9d3f-3f6f6f1c2a11");
        assertThat(query.occurredAt())
                .isEqualTo(Instant.parse("2026-11-21T04:15:30.123Z").toEpochMilli());
        assertThat(query.organisationId()).isEqualTo("bank-1");
        assertThat(query.credentialId()).isEqualTo("key-1");
        assertThat(query.operatorId()).isEqualTo("o.rahman");
        assertThat(query.sourceAddress()).isEqualTo("192.0.2.7");
        assertThat(query.operation()).isEqualTo(Operation.RETRIEVE);
        assertThat(query.outcome()).isEqualTo(Outcome.DISCLOSED);
        assertThat(query.fieldsReturned()).isEqualTo(12);
        assertThat(String.valueOf(query.subject())).isEqualTo(TOKEN);
        assertThat(String.valueOf(query.subjectBlock())).isEqualTo(BLOCK);
        assertThat(query.tokenKeyId()).isEqualTo(3);
        assertThat(query.purpose()).isEqualTo("KYC");
    }

    @Test
    void missingOptionalFieldsTakeTheirDefaults() {
        NidQuery query = Logs.only("{" + LEAST + "}");

        assertThat(query.operatorId()).isNull();
        assertThat(query.sourceAddress()).isNull();
        assertThat(query.operation()).isEqualTo(Operation.OTHER);
        assertThat(query.outcome()).isEqualTo(Outcome.OTHER);
        assertThat(query.fieldsReturned()).isZero();
        assertThat(query.subject()).isNull();
        assertThat(query.subjectBlock()).isNull();
        assertThat(query.tokenKeyId()).isZero();
        assertThat(query.purpose()).isNull();
    }

    @Test
    void readsTokensWhereTheSourceIsTokenisedAlreadyAndNeedsNoKeyThen() {
        String line = "{" + LEAST + ",\"subject\":\"" + TOKEN + "\",\"subject_block\":\"" + BLOCK.toUpperCase()
                + "\",\"token_key_id\":9}";

        List<ParsedLine> found = Logs.read(line.getBytes(StandardCharsets.UTF_8), ReadOptions.canonical(null));

        NidQuery query = Logs.query(found.get(0));
        assertThat(String.valueOf(query.subject())).isEqualTo(TOKEN);
        assertThat(String.valueOf(query.subjectBlock())).isEqualTo(BLOCK);
        assertThat(query.tokenKeyId()).isEqualTo(9);
    }

    @Test
    void saysAtOnceThatAKeyIsMissing() {
        byte[] line = ("{" + LEAST + ",\"nid\":\"1234567890\"}").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Logs.read(line, ReadOptions.canonical(null)))
                .isInstanceOf(IngestException.class)
                .hasMessageContaining("tokens.key.file")
                .hasMessageNotContaining("1234567890");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"1234567890\"",
                "1234567890",
                "\" 1234 567-890\"",
                "\"\\u09e7\\u09e8\\u09e9\\u09ea\\u09eb\\u09ec\\u09ed\\u09ee\\u09ef\\u09e6\"",
                "\"১২৩৪৫৬৭৮৯০\""
            })
    void oneNumberInAnyWritingIsOneSubject(String nid) {
        assertThat(String.valueOf(
                        Logs.only("{" + LEAST + ",\"nid\":" + nid + "}").subject()))
                .isEqualTo(TOKEN);
    }

    @Test
    void aDerivedEventIdIsTheSameOnASecondReadingAndDiffersBetweenEqualLines() {
        String line = "{" + LEAST + ",\"nid\":\"1234567890\"}\n";

        List<String> ids = Logs.read(line + line + line).stream()
                .map(parsed -> Logs.query(parsed).eventId())
                .toList();
        List<String> again = Logs.read(line + line + line).stream()
                .map(parsed -> Logs.query(parsed).eventId())
                .toList();

        assertThat(ids).hasSize(3).doesNotHaveDuplicates().isEqualTo(again);
        assertThat(UUID.fromString(ids.get(0)).version()).isEqualTo(8);
        assertThat(UUID.fromString(ids.get(0)).variant()).isEqualTo(2);
    }

    @Test
    void anEventIdThatIsNoUuidBecomesOneThatHidesIt() {
        NidQuery query = Logs.only("{" + LEAST + ",\"event_id\":\"1234567890\"}");

        assertThat(UUID.fromString(query.eventId()).version()).isEqualTo(8);
        assertThat(query).isEqualTo(Logs.only("{" + LEAST + ",\"event_id\":\"1234567890\"}"));
    }

    @Test
    void unknownWordsAreOtherAndCounted() {
        String text = "{" + LEAST + ",\"operation\":\"retrieve\",\"outcome\":\"EXPLODED\"}\n";
        try (QueryLines lines = QueryLines.of(
                "test",
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                ReadOptions.canonical(Logs.KEY))) {
            NidQuery query = Logs.query(lines.next());

            assertThat(query.operation()).isEqualTo(Operation.RETRIEVE);
            assertThat(query.outcome()).isEqualTo(Outcome.OTHER);
            assertThat(lines.tally().unknownWords()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | organisation_id is missing",
                "{\"organisation_id\":\" \"} | organisation_id is missing",
                "{\"organisation_id\":\"o\"} | credential_id is missing",
                "{\"organisation_id\":\"o\",\"credential_id\":\"c\"} | occurred_at is missing",
                "{\"organisation_id\":\"o\",\"credential_id\":\"c\",\"occurred_at\":\"yesterday\"} | occurred_at is neither",
                "{\"organisation_id\":\"o\",\"credential_id\":\"c\",\"occurred_at\":1.5} | occurred_at is neither",
                "{\"organisation_id\":\"o\",\"credential_id\":\"c\",\"occurred_at\":[1]} | occurred_at is not a plain value",
                "{\"organisation_id\":\"1234567890\",\"credential_id\":\"c\",\"occurred_at\":1} | organisation_id is a bare",
                "{\"organisation_id\":\"o\\u0000\",\"credential_id\":\"c\",\"occurred_at\":1} | control characters",
                "{\"organisation_id\":\"o\",\"credential_id\":\"c\",\"occurred_at\":1,\"nid\":\"12345x7890\"} | nid holds something",
                "{\"organisation_id\":\"o\",\"credential_id\":\"c\",\"occurred_at\":1,\"nid\":\"123456789\"} | nid has 9 digits",
                "{\"organisation_id\":\"o\",\"credential_id\":\"c\",\"occurred_at\":1,\"subject\":\"1234567890\"} | subject is not a token",
                "{\"organisation_id\":\"o\",\"credential_id\":\"c\",\"occurred_at\":1,\"fields_returned\":-1} | fields_returned",
                "[1,2] | not one JSON object",
                "{\"organisation_id\":\"o\" | not one JSON object",
                "{\"organisation_id\":\"o\"} {} | something follows"
            })
    void tellsWhyALineIsBadWithoutItsValue(String line, String reason) {
        ParsedLine.Bad bad = badJson(line.strip());

        assertThat(bad.reason())
                .contains(reason.strip())
                .doesNotContain("12345")
                .doesNotContain("yesterday");
        assertThat(bad.masked()).doesNotContain("1234567890").doesNotContain("12345x7890");
        assertThat(bad.lineNumber()).isEqualTo(1);
    }

    private static ParsedLine.Bad badJson(String line) {
        ReadOptions options = new ReadOptions(LineFormat.JSONL, null, Logs.KEY, ReadOptions.LINE_LIMIT);
        List<ParsedLine> found = Logs.read(line.getBytes(StandardCharsets.UTF_8), options);
        assertThat(found).singleElement().isInstanceOf(ParsedLine.Bad.class);
        return (ParsedLine.Bad) found.get(0);
    }

    @Test
    void timesNoClockWouldShowAreReadAllTheSame() {
        assertThat(Logs.only("{" + LEAST.replace("1795400000000", "0") + "}").occurredAt())
                .isZero();
        assertThat(Logs.only("{" + LEAST.replace("1795400000000", "-5") + "}").occurredAt())
                .isEqualTo(-5);
        assertThat(Logs.only("{" + LEAST.replace("1795400000000", "\"9999-12-31T23:59:59Z\"") + "}")
                        .occurredAt())
                .isEqualTo(Instant.parse("9999-12-31T23:59:59Z").toEpochMilli());
    }

    @Test
    void aWronglyEncodedNameDoesNotLoseTheQuery() throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        log.write(("{" + LEAST + ",\"operator_id\":\"Jos\u00e9\"}\n").getBytes(StandardCharsets.UTF_8));
        log.write(("{" + LEAST + ",\"operator_id\":\"Jos\u00e9\"}\n").getBytes(Charset.forName("windows-1252")));

        try (QueryLines lines =
                QueryLines.of("test", new ByteArrayInputStream(log.toByteArray()), ReadOptions.canonical(Logs.KEY))) {
            assertThat(Logs.query(lines.next()).operatorId()).isEqualTo("Jos\u00e9");
            assertThat(Logs.query(lines.next()).operatorId()).isEqualTo("Jos\u00e9");
            assertThat(lines.tally()).isEqualTo(new Tally(2, 2, 0, 0, 1, 0));
        }
    }

    @Test
    void numbersInOtherFieldsLeaveAsNamesOfTheirTokens() {
        String hidden = "h:" + TOKEN.substring(0, 12);
        NidQuery query = Logs.only("{" + LEAST.replace("key-1", "1234567890")
                + ",\"operator_id\":\"person/1234567890/desk 4\",\"purpose\":\"123-456-7890\","
                + "\"source_address\":\"\u09e7\u09e8\u09e9\u09ea\u09eb\u09ec\u09ed\u09ee\u09ef\u09e6\"}");

        assertThat(query.credentialId()).isEqualTo(hidden);
        assertThat(query.operatorId()).isEqualTo("person/" + hidden + "/desk 4");
        assertThat(query.purpose()).isEqualTo(hidden);
        assertThat(query.sourceAddress()).isEqualTo(hidden);
    }

    @Test
    void otherNumbersStay() {
        NidQuery query = Logs.only(
                "{" + LEAST.replace("key-1", "key-12345678901")
                        + ",\"operator_id\":\"123456789\",\"purpose\":\"case 2026/11/21-77\",\"source_address\":\"2001:db8::1\"}");

        assertThat(query.credentialId()).isEqualTo("key-12345678901");
        assertThat(query.operatorId()).isEqualTo("123456789");
        assertThat(query.purpose()).isEqualTo("case 2026/11/21-77");
    }

    @Test
    void hugeValuesAreBadOrCutAndDoNotStopTheReading() {
        String megabyte = "x".repeat(ReadOptions.LINE_LIMIT + 10);
        List<ParsedLine> found = Logs.read("{" + LEAST + "}\n{" + LEAST.replace("bank-1", megabyte) + "}\n{"
                + LEAST.replace("bank-1", "y".repeat(500_000)) + "}\n{" + LEAST + ",\"purpose\":\""
                + "z".repeat(500_000)
                + "\"}\n{" + LEAST + "}");

        assertThat(found).hasSize(5);
        assertThat(((ParsedLine.Bad) found.get(1)).reason()).contains("longer than 1048576 bytes");
        assertThat(((ParsedLine.Bad) found.get(1)).length()).isGreaterThan(1 << 20);
        assertThat(((ParsedLine.Bad) found.get(2)).reason()).isEqualTo("organisation_id is longer than 128 characters");
        assertThat(((ParsedLine.Bad) found.get(2)).masked()).hasSizeLessThanOrEqualTo(500);
        assertThat(Logs.query(found.get(3)).purpose()).hasSize(128);
        assertThat(Logs.query(found.get(4)).organisationId()).isEqualTo("bank-1");
    }

    @Test
    void byteOrderMarkBlankLinesAndWindowsLineEndsDoNotMatter() {
        List<ParsedLine> found = Logs.read("\ufeff{" + LEAST + "}\r\n\r\n  \n{" + LEAST + "}\r\n{oops}\r\n");

        assertThat(found).hasSize(3);
        assertThat(Logs.query(found.get(1)).organisationId()).isEqualTo("bank-1");
        ParsedLine.Bad bad = (ParsedLine.Bad) found.get(2);
        assertThat(bad.lineNumber()).isEqualTo(5);
        assertThat(bad.byteOffset()).isEqualTo(3L + 2 * (LEAST.length() + 4) + 2 + 3);
        assertThat(bad.length()).isEqualTo(6);
    }

    @Test
    void garbageInFieldNamesIsOneBadLineEach() {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            log.append("{\"name").append(i * 7919L).append("\":").append(i).append("}\n");
        }
        List<ParsedLine> found = Logs.read(log + "{" + LEAST + "}\n{\"a\":" + "[".repeat(5000) + "\n");

        assertThat(found)
                .hasSize(20_002)
                .filteredOn(ParsedLine.Bad.class::isInstance)
                .hasSize(20_001);
    }
}
