// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Tokeniser;

/**
 * Hides citizens' numbers in identifiers. Where a partner (or a wrong mapping) puts one into a credential, an operator,
 * an address or a purpose, it leaves as {@code h:} and 12 hex digits of its token: still one name for one thing.
 */
final class Identifiers {
    private static final int SHORTEST = 10;
    private static final int HEX = 12;

    private Identifiers() {}

    /**
     * The text with every number of 10, 13 or 17 digits, also one written with spaces or dashes, replaced.
     *
     * @throws BadLineException when there is one to replace and no key
     */
    static String withoutNumbers(String text, @Nullable Tokeniser tokeniser, Field field) throws BadLineException {
        if (digits(text) < SHORTEST) {
            return text;
        }
        StringBuilder result = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            int end = runEnd(text, i);
            String hidden = end == i ? null : hidden(text.substring(i, end), tokeniser, field);
            if (hidden != null) {
                result.append(hidden);
                i = end;
            } else {
                int next = end > i ? end : i + Character.charCount(text.codePointAt(i));
                result.append(text, i, next);
                i = next;
            }
        }
        return whole(result.toString(), tokeniser, field);
    }

    /** A number written with separators is told only where the text is nothing else: a date has them too. */
    private static String whole(String text, @Nullable Tokeniser tokeniser, Field field) throws BadLineException {
        if (digits(text) < SHORTEST) {
            return text;
        }
        String hidden = hidden(text, tokeniser, field);
        return hidden == null ? text : hidden;
    }

    private static @Nullable String hidden(String number, @Nullable Tokeniser tokeniser, Field field)
            throws BadLineException {
        if (!org.nidwatch.intake.NidNumber.is(number)) {
            return null;
        }
        if (tokeniser == null) {
            throw new BadLineException(field.label() + " holds a number that could be a citizen's, and there is no"
                    + " tokenisation key to hide it with (tokens.key.file)");
        }
        return "h:" + tokeniser.subject(number).hex().substring(0, HEX);
    }

    private static int runEnd(String text, int from) {
        int end = from;
        while (end < text.length() && Character.isDigit(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    private static int digits(String text) {
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80 ? c >= '0' && c <= '9' : Character.isDigit(c) || Character.isSurrogate(c)) {
                count++;
            }
        }
        return count;
    }
}
