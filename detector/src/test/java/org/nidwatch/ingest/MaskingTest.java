// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nid=1234567890; x | nid=#; x",
                "12345678 | #",
                "1234567 | 1234567",
                "\"12345a67890\" | \"#\"",
                "id 1234 567 890 end | id # end",
                "id 123-456-7890 end | id # end",
                "/p/%E0%A7%A7%E0%A7%A8%E0%A7%A9%E0%A7%AA/x | /p/#/x",
                "{\"nid\":\"\\u09e7\\u09e8\\u09e9\\u09ea\"} | {\"nid\":\"#\"}",
                "১২৩৪৫৬৭৮৯০, ১২৩৪ | #, ১২৩৪",
                "192.0.2.7 - user [x] \"GET / HTTP/1.1\" 200 | 192.0.2.7 - user [x] \"GET / HTTP/1.1\" 200"
            })
    void hidesWhatCouldBeANumberAndNothingElse(String text, String masked) {
        assertThat(Masking.mask(text.strip())).isEqualTo(masked.strip());
    }

    @Test
    void isBoundedAndKeepsNoControlCharacters() {
        assertThat(Masking.mask("a b\t".repeat(1_000_000)))
                .hasSize(Masking.LIMIT)
                .doesNotContain("\t");
        assertThat(Masking.mask("7".repeat(1_000_000))).isEqualTo("#");
    }
}
