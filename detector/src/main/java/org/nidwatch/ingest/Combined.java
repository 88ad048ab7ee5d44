// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The combined log of Apache and nginx:
 * {@code host logname user [time] "method target protocol" status bytes "referer" "agent"}, and whatever the server's
 * own format appends, named by the mapping's {@code columns}.
 */
final class Combined implements LineParser {
    /** The names that a mapping can read from, beside its own columns. */
    static final List<String> NAMES = List.of(
            "remote_host",
            "logname",
            "remote_user",
            "time",
            "request",
            "method",
            "target",
            "path",
            "protocol",
            "status",
            "bytes",
            "referer",
            "user_agent");

    private final Mapping mapping;

    Combined(Mapping mapping) {
        this.mapping = mapping;
    }

    @Override
    public Found parse(Line line, Draft draft) throws BadLineException {
        Map<String, String> values = new HashMap<>();
        Scanner scanner = new Scanner(line.text());
        values.put("remote_host", scanner.word());
        values.put("logname", scanner.word());
        values.put("remote_user", scanner.until(" ["));
        values.put("time", scanner.until("]"));
        scanner.space();
        request(scanner.quoted(), values);
        values.put("status", scanner.word());
        values.put("bytes", scanner.word());
        List<String> columns = mapping.columns();
        for (int i = -2; i < columns.size() && scanner.more(); i++) {
            String name = i == -2 ? "referer" : i == -1 ? "user_agent" : columns.get(i);
            values.put(name, scanner.value());
        }
        return mapping.fill(values::get, draft);
    }

    private static void request(String request, Map<String, String> values) {
        values.put("request", request);
        int method = request.indexOf(' ');
        int protocol = request.lastIndexOf(' ');
        if (method < 0) {
            return; // Port scanners and broken clients; the line may still be left out by the mapping.
        }
        String target = protocol > method ? request.substring(method + 1, protocol) : request.substring(method + 1);
        values.put("method", request.substring(0, method));
        values.put("target", target);
        values.put("path", Targets.path(target));
        values.put("protocol", protocol > method ? request.substring(protocol + 1) : "");
    }

    static boolean looksLike(String text) {
        int time = text.indexOf(" [");
        int quote = text.indexOf("] \"");
        return time > 0 && quote > time;
    }

    /** Walks over one line. */
    private static final class Scanner {
        private final String text;
        private int at;

        Scanner(String text) {
            this.text = text;
        }

        boolean more() {
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
            return at < text.length();
        }

        void space() throws BadLineException {
            if (!more()) {
                throw broken();
            }
        }

        String word() throws BadLineException {
            space();
            int end = text.indexOf(' ', at);
            String word = text.substring(at, end < 0 ? text.length() : end);
            at += word.length();
            return word;
        }

        /** A user's name may hold spaces; the time's bracket ends it. */
        String until(String end) throws BadLineException {
            int found = text.indexOf(end, at);
            if (found < 0) {
                throw broken();
            }
            String part = text.substring(at, found).strip();
            at = found + end.length();
            return part;
        }

        String value() throws BadLineException {
            return text.charAt(at) == '"' ? quoted() : word();
        }

        String quoted() throws BadLineException {
            if (at >= text.length() || text.charAt(at) != '"') {
                throw broken();
            }
            int end = at + 1;
            boolean escapes = false;
            while (end < text.length() && text.charAt(end) != '"') {
                if (text.charAt(end) == '\\') {
                    escapes = true;
                    end++;
                }
                end++;
            }
            if (end >= text.length()) {
                throw broken();
            }
            String inner = text.substring(at + 1, end);
            at = end + 1;
            return escapes ? unescape(inner) : inner;
        }

        private static BadLineException broken() {
            return new BadLineException("the line is not in the combined log format");
        }
    }

    /** Both servers write {@code \xHH} for what is not plain; Apache also {@code \"}, {@code \n} and the like. */
    private static String unescape(String text) {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != '\\' || i + 1 == raw.length) {
                bytes.write(raw[i]);
            } else if (raw[i + 1] == 'x' && i + 3 < raw.length && hex(raw, i + 2) >= 0) {
                bytes.write(hex(raw, i + 2));
                i += 3;
            } else {
                i++;
                bytes.write(raw[i] == 'n' ? '\n' : raw[i] == 't' ? '\t' : raw[i] == 'r' ? '\r' : raw[i]);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int hex(byte[] bytes, int at) {
        int high = Character.digit(bytes[at], 16);
        int low = Character.digit(bytes[at + 1], 16);
        return high < 0 || low < 0 ? -1 : 16 * high + low;
    }
}
