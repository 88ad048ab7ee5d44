// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nidwatch.policy.CalendarEntry;
import org.nidwatch.policy.Silence;

class JsonFormTest {
    private final JsonForm json = new JsonForm();

    @Test
    void writesAQueryOnOneLineInTheSchemasOrder() {
        assertThat(json.query(Samples.query()))
                .isEqualTo("{\"event_id\":\"6f2c1a9e-8d9b-4a57-9f0e-1d2c3b4a5968\",\"occurred_at\":1700000000123,"
                        + "\"organisation_id\":\"bank-01\",\"credential_id\":\"bank-01-portal\","
                        + "\"operator_id\":\"operator-17\",\"source_address\":\"203.0.113.9\","
                        + "\"operation\":\"RETRIEVE\",\"outcome\":\"DISCLOSED\",\"fields_returned\":12,"
                        + "\"subject\":\"0102030405060708090a0b0c0d0e0f10\","
                        + "\"subject_block\":\"ffffffffffffffff0000000000000000\",\"token_key_id\":3,"
                        + "\"purpose\":\"loan\"}");
        assertThat(json.query(Samples.leanQuery())).contains("\"subject\":null,\"subject_block\":null");
    }

    @Test
    void writesEveryFieldOfAnAlert() {
        String line = json.alert(Samples.alert(), 7);

        Schema schema = new Schema.Parser().parse(Contract.SCRAPING_ALERT.schemaJson());
        assertThat(line).doesNotContain("\n").contains("\"emitted_at\":7", "\"organisation_id\":\"ব্যাংক-01\"");
        for (Schema.Field field : schema.getFields()) {
            assertThat(line).contains("\"" + field.name() + "\":");
        }
        assertThat(line)
                .contains(
                        "\"window\":\"PT5M\"",
                        "\"sample_subjects\":[\"0102030405060708090a0b0c0d0e0f10\",\"00000000000000000000000000000001\"]",
                        "\"replay_ref\":{\"topic\":\"nid.queries\",\"partition\":2,\"first_offset\":17,\"last_offset\":99}");
        assertThat(json.alert(Samples.leanAlert(), 7)).contains("\"replay_ref\":null", "\"findings\":[]");
    }

    @Test
    void writesASilenceAndReadsItBack() {
        assertThat(json.silence(Samples.silence()))
                .isEqualTo("{\"organisation\":\"bank-01\",\"detector\":\"miss-ratio\",\"from\":1700000000000,"
                        + "\"until\":1700086400000,\"ceiling\":500.0,\"approver\":\"amina\","
                        + "\"reason\":\"load test until six\"}");
        for (Silence silence : List.of(Samples.silence(), Samples.leanSilence())) {
            assertThat(json.silence(json.silence(silence))).isEqualTo(silence);
        }
        String silence = "{\"organisation\":\"%s\",\"from\":1000,\"until\":%s,\"approver\":\"a\",\"reason\":\"r\"}";
        assertThatThrownBy(() -> json.silence(String.format(silence, "bank", "1000")))
                .hasMessage("until must lie after from (now, when none is given), at most 31 days after it");
        assertThatThrownBy(() -> json.silence(String.format(silence, "*", "2000")))
                .hasMessage("organisation must name one organisation, never several");
        assertThatThrownBy(() -> json.silence(String.format(silence, "bank", "\"1234567890\"")))
                .hasMessageStartingWith("until must be a time")
                .hasMessageNotContaining("1234567890");
    }

    @Test
    void writesWhoDidWhat() {
        assertThat(json.audit(Samples.audit()))
                .isEqualTo("{\"at\":1700000000000,\"actor\":\"nidwatch\",\"action\":\"SILENCE_HID\","
                        + "\"organisation\":\"bank-01\",\"target\":\"bank-01/all/6553f100\","
                        + "\"note\":\"It held back 2 alerts.\",\"alerts\":2,\"records\":120}");
        assertThat(json.audit(Samples.leanAudit())).contains("\"alerts\":null,\"records\":null");
    }

    @Test
    void writesNoNumberThatJsonDoesNotHave() {
        var activity = new org.nidwatch.watch.OrganisationActivity(
                "o",
                0,
                0,
                Double.NaN,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                List.of(new org.nidwatch.watch.OrganisationActivity.DetectorScore(
                        "d", Double.POSITIVE_INFINITY, 1, 2, "u")),
                null,
                null,
                null,
                null);

        assertThat(json.activity(activity)).contains("\"expected\":null", "\"score\":null", "\"threshold\":2.0");
    }

    @Test
    void readsBackWhatItWrote() {
        assertThat(json.organisation(json.organisation(Samples.organisation()))).isEqualTo(Samples.organisation());
        assertThat(json.organisation(json.organisation(Samples.leanOrganisation())))
                .isEqualTo(Samples.leanOrganisation());
        assertThat(json.canary(json.canary(Samples.canary()))).isEqualTo(Samples.canary());
        assertThat(json.canary(json.canary(Samples.leanCanary()))).isEqualTo(Samples.leanCanary());
        assertThat(json.probe(json.probe(Samples.probe()))).isEqualTo(Samples.probe());
        assertThat(json.alert(json.alert(Samples.alert(), 7)).alert()).isEqualTo(Samples.alert());
        assertThat(json.alert(json.alert(Samples.leanAlert(), 7)).alert()).isEqualTo(Samples.leanAlert());
        assertThat(json.disposition(json.disposition(Samples.disposition()))).isEqualTo(Samples.disposition());
        assertThat(json.disposition(json.disposition(Samples.leanDisposition())))
                .isEqualTo(Samples.leanDisposition());
    }

    @Test
    void namesTheFieldOfADisposition() {
        String line = "{\"alert_id\":\"%s\",\"verdict\":\"%s\",\"analyst\":\"a\"}";
        assertThatThrownBy(() -> json.disposition(
                        String.format(line, Samples.disposition().alertId(), "1234567890")))
                .hasMessage("verdict must be one of TRUE_POSITIVE, FALSE_POSITIVE, BENIGN, TEST");
        for (String id : List.of("1234567890", "1-2-3-4-1234567890", "1234567890-1234567890-1234567890-123")) {
            assertThatThrownBy(() -> json.disposition(String.format(line, id, "BENIGN")))
                    .hasMessage("alert_id must be the id of an alert, a UUID");
        }
    }

    @Test
    void fillsInWhatIsMissing() {
        assertThat(json.organisation("{\"id\":\"bank-02\"}")).isEqualTo(Samples.leanOrganisation());
        assertThat(json.canary(" {\"token\":\"0102030405060708090A0B0C0D0E0F10\"} "))
                .isEqualTo(Samples.leanCanary());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"label\":\"1234567890\"}|token is missing: a token of 32 hex digits",
                "{\"token\":\"1234567890\"}|token must be a token of 32 hex digits",
                "{\"token\":1234567890}|token must be a token of 32 hex digits",
                "{\"token\":null}|token must be a token of 32 hex digits",
                "{\"token\":\"0102030405060708090a0b0c0d0e0f10\",\"planted_for\":1234567890}|planted_for must be a string",
                "{\"1234567890\":1}|has a field that a Canary does not have",
                "{\"token\":\"0102030405060708090a0b0c0d0e0f10\"} 1234567890|is not JSON",
                "1234567890|must be one JSON object",
                "`{\"token\":\"1234567890`|is not JSON",
                "[1234567890]|must be one JSON object",
                "{\"label\":\"1234567890\",\"label\":\"b\"}|is not JSON",
            })
    void namesTheFieldAndNeverTheValue(String line, String message) {
        assertThatThrownBy(() -> json.canary(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("1234567890");
    }

    @Test
    void namesTheFieldOfAnOrganisation() {
        assertThatThrownBy(() -> json.organisation("{\"id\":\"b\",\"declared_quota_per_day\":1.5}"))
                .hasMessage("declared_quota_per_day must be a whole number");
        assertThatThrownBy(() -> json.organisation("{\"id\":\"b\",\"contacts\":[\"a\",2]}"))
                .hasMessage("contacts must be a string");
        assertThatThrownBy(() -> json.organisation("{\"id\":\"b\",\"contacts\":\"a\"}"))
                .hasMessage("contacts must be a list, each item a string");
        assertThatThrownBy(() -> json.organisation("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsACalendarAndNamesWhatIsWrongInIt() {
        String entry = "{\"id\":\"b\",\"calendar\":[{\"from\":1000,\"until\":%s,\"ceiling\":%s}]}";

        assertThat(json.organisation(String.format(entry, "\"1970-01-01T06:00:02+06:00\"", "3"))
                        .calendar())
                .containsExactly(new CalendarEntry(1_000, 2_000, 3, ""));
        assertThatThrownBy(() -> json.organisation(String.format(entry, "1000", "3")))
                .hasMessage("calendar.from must be before calendar.until");
        assertThatThrownBy(() -> json.organisation(String.format(entry, "2000", "12.5")))
                .hasMessage("calendar.ceiling must be within [0, 12]");
        assertThatThrownBy(() -> json.organisation(String.format(entry, "\"1234567890\"", "3")))
                .hasMessage("calendar.until must be a time in milliseconds since the epoch or as"
                        + " 2026-01-31T09:00:00+06:00");
        assertThatThrownBy(() -> json.organisation("{\"id\":\"b\",\"calendar\":[{\"until\":1}]}"))
                .hasMessageStartingWith("calendar.from is missing");
        assertThatThrownBy(() -> json.organisation("{\"id\":\"b\",\"calendar\":[{\"1234567890\":1}]}"))
                .hasMessageStartingWith("calendar has a field that a CalendarEntry does not have")
                .hasMessageNotContaining("1234567890");
        assertThatThrownBy(() -> json.organisation("{\"id\":\"b\",\"calendar\":[1]}"))
                .hasMessage("calendar must be an object, a CalendarEntry");
        String many = String.join(",", java.util.Collections.nCopies(65, "{\"from\":1,\"until\":2,\"ceiling\":3}"));
        assertThatThrownBy(() -> json.organisation("{\"id\":\"b\",\"calendar\":[" + many + "]}"))
                .hasMessage("calendar must have at most 64 entries");
    }
}
