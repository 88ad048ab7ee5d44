// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nidwatch.intake.Token;
import org.nidwatch.intake.Tokeniser;

class SampleReaderTest {
    private static final ZoneId DHAKA = ZoneId.of("Asia/Dhaka");
    private static final Tokeniser KEY = key("00112233445566778899aabbccddeeff", 0);
    private static final Tokeniser OTHER = key("ffeeddccbbaa99887766554433221100", 1);

    private static Tokeniser key(String hex, int id) {
        return Tokeniser.fromEnvironment(Map.of(Tokeniser.VARIABLE, hex), id);
    }

    private static SampleReader.Result read(String text) throws IOException {
        return read(text, List.of(KEY));
    }

    private static SampleReader.Result read(String text, List<Tokeniser> keys) throws IOException {
        return SampleReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), keys, DHAKA);
    }

    private static Token only(String line) throws IOException {
        return read(line).sample().members().get(0).tokens().get(0);
    }

    @Test
    void takesNumbersAsIngestDoes() throws IOException {
        Token token = KEY.subject("1234567890123");

        assertThat(only("1234567890123")).isEqualTo(token);
        assertThat(only("19851234567890123")).isEqualTo(token);
        assertThat(only("123-456 789 0123")).isEqualTo(token);
        assertThat(only("\uFEFF\"1234567890123\"")).isEqualTo(token);
        assertThat(only(token.hex())).isEqualTo(token);
    }

    @Test
    void takesDatesOfSeveralForms() throws IOException {
        SampleReader.Result read = read("""
                nid;shown at
                # from the bot
                1234567890,2026-03-01
                1234567891;2026-03-01T10:00
                1234567892\t2026-03-01 10:00:30
                1234567893 2026-03-01T10:00+00:00
                12345 67894

                """);

        assertThat(read.bad()).isEmpty();
        assertThat(read.numbers()).isEqualTo(5);
        assertThat(read.sample().dated()).isTrue();
        assertThat(dates(read))
                .containsExactlyInAnyOrder(
                        Instant.parse("2026-03-01T17:59:59.999Z").toEpochMilli(),
                        Instant.parse("2026-03-01T04:00:00Z").toEpochMilli(),
                        Instant.parse("2026-03-01T04:00:30Z").toEpochMilli(),
                        Instant.parse("2026-03-01T10:00:00Z").toEpochMilli(),
                        Sample.UNDATED);
    }

    private static List<Long> dates(SampleReader.Result read) {
        return read.sample().members().stream().map(Sample.Member::leakedAt).toList();
    }

    @Test
    void whoComesTwiceCountsOnceWithTheEarlierDate() throws IOException {
        SampleReader.Result read = read("1234567890,2026-03-02T00:00Z\n1234567890,2026-03-01T00:00Z\n12345-67890\n");

        assertThat(read.sample().size()).isEqualTo(1);
        assertThat(read.duplicates()).isEqualTo(2);
        assertThat(dates(read))
                .containsExactly(Instant.parse("2026-03-01T00:00:00Z").toEpochMilli());
    }

    @Test
    void tellsBadLinesByNumberAndReasonAndNeverByText() throws IOException {
        SampleReader.Result read = read("1234567890\n987654321\n987654322\nno 5551234567\n1234567891,soon\n");

        assertThat(read.sample().size()).isEqualTo(2);
        assertThat(read.badDates()).isEqualTo(1);
        assertThat(read.bad())
                .hasSize(2)
                .containsEntry("nid has 9 digits; allowed: 10, 13 or 17", new SampleReader.Bad(2, 2));
        assertThat(read.bad().toString()).doesNotContain("98765", "5551234567");
    }

    @Test
    void aSampleOfNobodyIsAnError() {
        assertThatThrownBy(() -> read(""))
                .isInstanceOf(TraceException.class)
                .hasMessageStartingWith("the sample is empty");
        assertThatThrownBy(() -> read("nid\n12345\n"))
                .isInstanceOf(TraceException.class)
                .hasMessageContaining("line 2: nid has 5 digits")
                .hasMessageNotContaining("12345");
    }

    @Test
    void numbersNeedAKeyAndTokensDoNot() throws IOException {
        assertThatThrownBy(() -> read("1234567890", List.of())).hasMessageContaining("--key-file");
        assertThat(read("000102030405060708090a0b0c0d0e0f", List.of()).sample().keyIds())
                .isEmpty();
    }

    @Test
    void withTwoKeysAPersonHasTwoTokens() throws IOException {
        Sample sample = read("1234567890", List.of(KEY, OTHER)).sample();

        assertThat(sample.members().get(0).tokens())
                .containsExactly(KEY.subject("1234567890"), OTHER.subject("1234567890"));
        assertThat(sample.keyIds()).containsExactlyInAnyOrder(0, 1);
        assertThat(sample.toString()).isEqualTo("Sample[1 people]");
    }

    @Test
    void aLineWithoutEndIsTold() throws IOException {
        assertThat(read("1234567890\n" + "7".repeat(5_000)).bad()).containsKey("is longer than 1000 characters");
    }
}
