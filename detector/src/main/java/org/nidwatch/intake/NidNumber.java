// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.intake;

import java.util.Arrays;

/**
 * The one form of a citizen's number that tokens are made from: ASCII digits, 10 or 13 of them. Spaces, dashes and
 * invisible format characters are dropped, digits of any script are digits, and a 17-digit number loses its leading
 * 4-digit birth year. Errors never repeat the text.
 */
public final class NidNumber {
    private static final int SHORT = 10;
    private static final int LONG = 13;
    private static final int WITH_YEAR = 17;
    private static final int YEAR = 4;
    private static final int MINUS_SIGN = 0x2212;

    private NidNumber() {}

    /**
     * The number in its one form.
     *
     * @throws IllegalArgumentException when it holds anything but digits and separators, or has another length
     */
    public static String normalise(CharSequence text) {
        byte[] digits = digits(text);
        StringBuilder normalised = new StringBuilder(digits.length);
        for (byte digit : digits) {
            normalised.append((char) digit);
        }
        return normalised.toString();
    }

    /** Whether the text is a number and nothing else, so that {@link #normalise} takes it. */
    public static boolean is(CharSequence text) {
        int count = 0;
        for (int i = 0; i < text.length(); ) {
            int point = Character.codePointAt(text, i);
            i += Character.charCount(point);
            if (Character.digit(point, 10) >= 0) {
                count++;
            } else if (!separator(point)) {
                return false;
            }
        }
        return count == SHORT || count == LONG || count == WITH_YEAR;
    }

    /** As {@link #normalise}, as ASCII bytes. */
    static byte[] digits(CharSequence text) {
        byte[] found = new byte[WITH_YEAR];
        int count = 0;
        int length = text.length();
        for (int i = 0; i < length; ) {
            int point = Character.codePointAt(text, i);
            i += Character.charCount(point);
            int digit = Character.digit(point, 10);
            if (digit >= 0) {
                if (count < WITH_YEAR) {
                    found[count] = (byte) ('0' + digit);
                }
                count++;
            } else if (!separator(point)) {
                throw new IllegalArgumentException(
                        "nid holds something that is neither digit nor separator at character " + i + " of " + length
                                + "; allowed: 10, 13 or 17 digits");
            }
        }
        return switch (count) {
            case SHORT -> Arrays.copyOf(found, SHORT);
            case LONG -> Arrays.copyOf(found, LONG);
            case WITH_YEAR -> Arrays.copyOfRange(found, YEAR, WITH_YEAR);
            default -> throw new IllegalArgumentException("nid has " + count + " digits; allowed: 10, 13 or 17");
        };
    }

    /** Whether the code point may stand between the digits of a number. */
    public static boolean separator(int point) {
        if (point == ' ' || point == '-') {
            return true;
        }
        if (point < 0x80) {
            return point == '\t';
        }
        int type = Character.getType(point);
        return type == Character.SPACE_SEPARATOR
                || type == Character.DASH_PUNCTUATION
                || type == Character.FORMAT
                || point == MINUS_SIGN;
    }
}
