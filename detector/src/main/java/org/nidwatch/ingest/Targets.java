// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The parts of a request's target. Lenient: what is badly escaped stays as it is. */
final class Targets {
    private Targets() {}

    /** The path, still escaped, without scheme, host, query and fragment. */
    static String path(String target) {
        int from = 0;
        int scheme = target.indexOf("://");
        int end = firstOf(target, "?#", 0);
        if (scheme > 0 && scheme < end) {
            from = firstOf(target, "/?#", scheme + 3);
            end = firstOf(target, "?#", from);
        }
        return target.substring(from, end);
    }

    /**
     * One segment of the path, decoded.
     *
     * @param number 1 is the first, -1 the last
     */
    static @Nullable String segment(String target, int number) {
        String[] segments = path(target).split("/");
        int first = segments.length > 0 && segments[0].isEmpty() ? 1 : 0;
        int place = number > 0 ? first + number - 1 : segments.length + number;
        return place < first || place >= segments.length ? null : decode(segments[place], false);
    }

    /** The first query parameter of that name, decoded. */
    static @Nullable String parameter(String target, String name) {
        int query = target.indexOf('?');
        if (query < 0) {
            return null;
        }
        int end = firstOf(target, "#", query);
        for (String pair : target.substring(query + 1, end).split("&")) {
            int equals = pair.indexOf('=');
            if (equals >= 0 && decode(pair.substring(0, equals), true).equals(name)) {
                return decode(pair.substring(equals + 1), true);
            }
        }
        return null;
    }

    private static int firstOf(String text, String ends, int from) {
        for (int i = from; i < text.length(); i++) {
            if (ends.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    private static String decode(String text, boolean plusIsSpace) {
        if (text.indexOf('%') < 0 && !(plusIsSpace && text.indexOf('+') >= 0)) {
            return text;
        }
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length);
        for (int i = 0; i < raw.length; i++) {
            int high = raw[i] == '%' && i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(raw[i + 2], 16);
            if (low >= 0) {
                bytes.write(16 * high + low);
                i += 2;
            } else {
                bytes.write(raw[i] == '+' && plusIsSpace ? ' ' : raw[i]);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
