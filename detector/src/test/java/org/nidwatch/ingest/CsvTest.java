// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    private static final String HEADER = "occurred_at,organisation_id,credential_id,nid,purpose\n";
    private static final String ROW = "2026-11-21T10:15:30Z,bank-1,key-1,1234567890,KYC\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void readsCanonicalNamesWithAnyDelimiter(String delimiter) {
        List<ParsedLine> found = Logs.read(("\ufeff" + HEADER + ROW).replace(",", delimiter));

        assertThat(found).singleElement().satisfies(line -> {
            assertThat(Logs.query(line).organisationId()).isEqualTo("bank-1");
            assertThat(Logs.query(line).purpose()).isEqualTo("KYC");
            assertThat(Logs.query(line).hasBlock()).isTrue();
            assertThat(line.lineNumber()).isEqualTo(2);
        });
    }

    @Test
    void quotedValuesHoldDelimitersQuotesAndLineEnds() {
        List<ParsedLine> found = Logs.read(
                HEADER + "2026-11-21T10:15:30Z,\"bank, \"\"one\"\"\",key-1,1234567890,\"two\r\nlines\"\r\n" + ROW);

        assertThat(found).hasSize(2);
        assertThat(Logs.query(found.get(0)).organisationId()).isEqualTo("bank, \"one\"");
        assertThat(Logs.query(found.get(0)).purpose()).isEqualTo("two lines");
        assertThat(found.get(1).lineNumber()).isEqualTo(4);
    }

    @Test
    void aQuoteThatNobodyClosesCostsOneLine() {
        List<ParsedLine> found = Logs.read(HEADER + ROW + ROW.replace("KYC", "\"KYC") + ROW + ROW + ROW);

        assertThat(found).hasSize(5);
        assertThat(found.get(1)).isInstanceOfSatisfying(ParsedLine.Bad.class, bad -> {
            assertThat(bad.reason()).contains("not closed");
            assertThat(bad.lineNumber()).isEqualTo(3);
        });
        assertThat(found.subList(2, 5)).allMatch(ParsedLine.Parsed.class::isInstance);
        assertThat(found.get(4).lineNumber()).isEqualTo(6);
    }

    @Test
    void aQuoteThatNobodyClosesCostsOneLineInAnEndlessLogToo() {
        List<ParsedLine> found = Logs.read(HEADER + ROW.replace("KYC", "\"KYC") + ROW.repeat(3000));

        assertThat(found).hasSize(3001);
        assertThat(found.get(0)).isInstanceOf(ParsedLine.Bad.class);
        assertThat(found.subList(1, 3001)).allMatch(ParsedLine.Parsed.class::isInstance);
    }

    @Test
    void aQuoteInsideAValueIsJustACharacter() {
        List<ParsedLine> found = Logs.read(HEADER + ROW.replace("KYC", "5\" disk") + ROW);

        assertThat(found).hasSize(2);
        assertThat(Logs.query(found.get(0)).purpose()).isEqualTo("5\" disk");
    }

    @Test
    void rowsOfAnotherWidthOrBrokenQuotingAreBad() {
        List<ParsedLine> found = Logs.read(HEADER + "a,b\n" + ROW.replace("KYC", "\"K\"YC") + ROW);

        assertThat(found).hasSize(3);
        assertThat(((ParsedLine.Bad) found.get(0)).reason()).isEqualTo("the line has 2 values, the header 5");
        assertThat(((ParsedLine.Bad) found.get(1)).reason()).contains("quoting");
        assertThat(((ParsedLine.Bad) found.get(1)).masked()).doesNotContain("1234567890");
    }

    @Test
    void aRepeatedHeaderIsNoRecord() {
        assertThat(Logs.read(HEADER + ROW + HEADER + ROW)).hasSize(2);
    }

    @Test
    void aHeaderThatLacksNeededColumnsIsToldOnce() {
        ReadOptions options = new ReadOptions(LineFormat.CSV, null, Logs.KEY, ReadOptions.LINE_LIMIT);

        assertThatThrownBy(() -> Logs.read("when,who,1234567890\n".getBytes(StandardCharsets.UTF_8), options))
                .isInstanceOf(IngestException.class)
                .hasMessageContaining("no column credential_id, occurred_at, organisation_id")
                .hasMessageContaining("it has: when, who")
                .hasMessageContaining("--mapping")
                .hasMessageNotContaining("1234567890");
    }

    @Test
    void readsAForeignExportThroughItsMapping() {
        ReadOptions options = options(Samples.mapping("csv-export.yaml"));
        String log = "audit_id;query_time;partner;api_user;operator;ip;service;result;nid_no;columns_returned;reason\n"
                + "A1;21/11/2026 10:15:30;telco;api-7;o.k;192.0.2.1;DETAILS;OK;19801234567890123;9;SIM\n"
                + "A2;21/11/2026 10:15:31;telco;api-7;;;FIND;NO_DATA;;;\n";

        List<ParsedLine> found = Logs.read(log.getBytes(StandardCharsets.UTF_8), options);

        assertThat(found).hasSize(2);
        assertThat(Logs.query(found.get(0)))
                .hasToString("NidQuery[eventId=" + Logs.query(found.get(0)).eventId()
                        + ", occurredAt=1795234530000, organisationId=telco, credentialId=api-7, operatorId=o.k,"
                        + " sourceAddress=192.0.2.1, operation=RETRIEVE, outcome=DISCLOSED, fieldsReturned=9,"
                        + " subject=" + Logs.KEY.subject("1234567890123") + ", subjectBlock="
                        + Logs.KEY.block("1234567890123") + ", tokenKeyId=3, purpose=SIM]");
        assertThat(Logs.query(found.get(1)).subject()).isNull();
        assertThat(Logs.query(found.get(1)).fieldsReturned()).isZero();
        assertThat(Logs.query(found.get(1)).outcome()).hasToString("NOT_FOUND");
    }

    @Test
    void readsAnExportWithoutHeader() {
        ReadOptions options = options(Logs.mapping(folder, """
                format: csv
                delimiter: tab
                columns: [t, org, key]
                time: {format: epoch_s}
                fields: {occurred_at: t, organisation_id: org, credential_id: key}
                """));

        List<ParsedLine> found = Logs.read(
                "1795400000.25\tbank-1\tk\n1795400001\tbank-1\tk\n".getBytes(StandardCharsets.UTF_8), options);

        assertThat(found).hasSize(2);
        assertThat(Logs.query(found.get(0)).occurredAt()).isEqualTo(1795400000250L);
    }

    private static ReadOptions options(Path mapping) {
        return new ReadOptions(LineFormat.AUTO, mapping, Logs.KEY, ReadOptions.LINE_LIMIT);
    }
}
