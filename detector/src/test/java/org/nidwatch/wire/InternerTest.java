// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class InternerTest {
    private final Interner interner = new Interner(64);

    @Test
    void givesTheSameObjectForTheSameBytes() {
        assertThat(get("bank-01")).isEqualTo("bank-01").isSameAs(get("bank-01"));
        assertThat(get("")).isEmpty();
        assertThat(get("ঢাকা ব্যাংক")).isEqualTo("ঢাকা ব্যাংক").isSameAs(get("ঢাকা ব্যাংক"));
    }

    /** Far more strings than places: memory stays as it is, and no string is ever taken for another. */
    @Test
    void staysRightWhenItOverflows() {
        Random random = new Random(7);
        for (int i = 0; i < 50_000; i++) {
            String text = "x".repeat(random.nextInt(20)) + random.nextInt(3_000);
            assertThat(get(text)).isEqualTo(text);
        }
    }

    /** Identifiers look alike: they must not crowd in a few places and drive each other out. */
    @Test
    void keepsAllOfMoreThanATenthOfItsSize() {
        Interner large = new Interner(8_192);
        for (String prefix : new String[] {"", "organisation-", "bank-dhaka-portal-", "10.0."}) {
            for (int i = 0; i < 300; i++) {
                byte[] bytes = (prefix + i).getBytes(UTF_8);
                large.get(bytes, 0, bytes.length);
            }
        }
        for (String prefix : new String[] {"", "organisation-", "bank-dhaka-portal-", "10.0."}) {
            for (int i = 0; i < 300; i++) {
                byte[] bytes = (prefix + i).getBytes(UTF_8);
                assertThat(large.get(bytes, 0, bytes.length)).isSameAs(large.get(bytes, 0, bytes.length));
            }
        }
        assertThat(large.size()).isEqualTo(1_200);
    }

    @Test
    void keepsNoLongString() {
        String longest = "y".repeat(Interner.LONGEST);
        assertThat(get(longest)).isSameAs(get(longest));
        assertThat(get(longest + "y")).isEqualTo(longest + "y").isNotSameAs(get(longest + "y"));
    }

    @Test
    void tellsStringsApartByEveryByte() {
        for (int length = 1; length <= Interner.LONGEST; length++) {
            byte[] bytes = "z".repeat(length).getBytes(UTF_8);
            for (int i = 0; i < length; i++) {
                byte[] other = bytes.clone();
                other[i] = 'a';
                assertThat(interner.get(other, 0, length)).isEqualTo(new String(other, UTF_8));
            }
        }
    }

    @Test
    void refusesASizeItCannotWorkWith() {
        assertThatThrownBy(() -> new Interner(100)).hasMessageContaining("100").hasMessageContaining("power of two");
    }

    private String get(String text) {
        byte[] bytes = ("__" + text + "__").getBytes(UTF_8);
        return interner.get(bytes, 2, bytes.length - 4);
    }
}
