// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.util.regex.Pattern;
import org.nidwatch.intake.NidNumber;

/**
 * Blots out whatever could be a citizen's number in a text that a person will read. It rather hides a timestamp too
 * many: the line's place in the file is told beside it.
 */
final class Masking {
    /** Longest text kept, in characters. */
    static final int LIMIT = 500;

    /** A word with this many digits is hidden: also a mistyped number tells a lot. */
    private static final int DIGITS = 8;

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private Masking() {}

    /** The start of the text, each word (or sequence of spaced numbers) that holds 8 or more digits as {@code #}. */
    static String mask(String text) {
        // Cut first: the bound holds for the work too. A word cut in two might lose its digits' company, so go on a
        // bit.
        String start = CONTROL.matcher(text.length() <= 4 * LIMIT ? text : text.substring(0, 4 * LIMIT))
                .replaceAll(" ");
        StringBuilder masked = new StringBuilder();
        int i = 0;
        while (i < start.length() && masked.length() < LIMIT) {
            int end = wordEnd(start, i);
            if (end == i) {
                int point = start.codePointAt(i);
                masked.appendCodePoint(point);
                i += Character.charCount(point);
            } else {
                masked.append(digits(start, i, end) >= DIGITS ? "#" : start.substring(i, end));
                i = end;
            }
        }
        return masked.length() <= LIMIT ? masked.toString() : masked.substring(0, LIMIT);
    }

    /** The end of the word at i: letters, digits, marks, escapes; spaces count in as long as only digits follow. */
    private static int wordEnd(String text, int from) {
        int end = from;
        boolean numeric = true;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            boolean gap = numeric && end > from && Character.isSpaceChar(point) && digitAfter(text, end);
            if (!gap && !wordly(point)) {
                break;
            }
            numeric &= gap || Character.isDigit(point) || NidNumber.separator(point);
            end += Character.charCount(point);
        }
        return end;
    }

    private static boolean digitAfter(String text, int at) {
        int next = at + Character.charCount(text.codePointAt(at));
        return next < text.length() && Character.isDigit(text.codePointAt(next));
    }

    private static boolean wordly(int point) {
        if (Character.isSpaceChar(point)) {
            return false;
        }
        int type = Character.getType(point);
        return Character.isLetterOrDigit(point)
                || NidNumber.separator(point)
                || point == '%'
                || point == '\\'
                || point == '_'
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    private static int digits(String text, int from, int to) {
        int count = 0;
        for (int i = from; i < to; ) {
            int point = text.codePointAt(i);
            if (Character.isDigit(point)) {
                count++;
            }
            i += Character.charCount(point);
        }
        return count;
    }
}
