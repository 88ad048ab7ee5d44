// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.trace;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.NidNumber;
import org.nidwatch.intake.Token;
import org.nidwatch.intake.Tokeniser;

/**
 * Reads a leaked sample: a citizen's number a line (10, 13 or 17 digits with separators, as {@link NidNumber} takes them) or a
 * token (32 hex digits), and after a comma, semicolon, tab or space the day or time when the leak showed it, if it is known.
 * Numbers become tokens at once and are kept nowhere. Empty lines, lines that begin with #, and a heading without digits are
 * passed over; a line that is none of these is told with its number and reason, never with its text. At most {@value #MOST_LINES}
 * lines of {@value #LONGEST} characters.
 */
public final class SampleReader {
    static final int MOST_LINES = 10_000_000;
    static final int LONGEST = 1_000;

    /** Blocks are looked for a thousand of; of the rest the hash is saved. */
    private static final int BLOCKS = 4_096;

    private final List<Tokeniser> tokenisers;
    private final ZoneId zone;
    private final List<Sample.Member> members = new ArrayList<>();
    private final Map<String, Bad> bad = new TreeMap<>();
    private long lines;
    private long numbers;
    private long tokens;
    private long badDates;

    /**
     * Lines that could not be taken for one reason.
     *
     * @param lines how many
     * @param firstLine number of the first, from 1
     */
    public record Bad(long lines, long firstLine) {}

    /**
     * What was read.
     *
     * @param sample the people
     * @param numbers lines with a number
     * @param tokens lines with a token
     * @param duplicates lines about somebody named before
     * @param badDates lines whose date could not be read; the person is taken without one
     * @param bad lines that were left out, by reason
     */
    public record Result(
            Sample sample, long numbers, long tokens, long duplicates, long badDates, Map<String, Bad> bad) {}

    private SampleReader(List<Tokeniser> tokenisers, ZoneId zone) {
        this.tokenisers = tokenisers;
        this.zone = zone;
    }

    /**
     * Reads to the end.
     *
     * @param tokenisers one for each tokenisation key; none where the sample holds tokens alone
     * @param zone of times without an offset
     * @throws TraceException when nobody is in it, or it is too long
     */
    public static Result read(InputStream in, List<Tokeniser> tokenisers, ZoneId zone) throws IOException {
        SampleReader reader = new SampleReader(List.copyOf(tokenisers), zone);
        // A byte that is no UTF-8 becomes a character that is no digit: the line is bad, the rest is good.
        BufferedReader text = new BufferedReader(new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE)));
        for (String line = text.readLine(); line != null; line = text.readLine()) {
            reader.line(line);
        }
        return reader.result();
    }

    private Result result() {
        if (members.isEmpty()) {
            throw new TraceException(
                    bad.isEmpty()
                            ? "the sample is empty: one number (10, 13 or 17 digits) or token (32 hex digits) a line is needed"
                            : "the sample holds no number of 10, 13 or 17 digits and no token of 32 hex digits; "
                                    + reasons());
        }
        Set<Integer> keyIds = new HashSet<>();
        if (numbers > 0) {
            tokenisers.forEach(each -> keyIds.add(each.keyId()));
        }
        Sample sample = Sample.of(members, keyIds);
        return new Result(sample, numbers, tokens, numbers + tokens - sample.given(), badDates, Map.copyOf(bad));
    }

    private String reasons() {
        StringBuilder text = new StringBuilder();
        bad.forEach((reason, which) -> text.append(text.isEmpty() ? "" : "; ")
                .append("line ")
                .append(which.firstLine())
                .append(": ")
                .append(reason));
        return text.toString();
    }

    private void line(String raw) {
        if (++lines > MOST_LINES) {
            throw new TraceException("the sample has more than " + MOST_LINES + " lines: a part of it is enough, "
                    + Sample.MOST + " people are traced at most");
        }
        String line = raw.strip();
        if (!line.isEmpty() && line.charAt(0) == '\uFEFF') {
            line = line.substring(1).strip();
        }
        if (line.isEmpty() || line.charAt(0) == '#' || (lines == 1 && heading(line))) {
            return;
        }
        if (line.length() > LONGEST) {
            bad("is longer than " + LONGEST + " characters");
            return;
        }
        try {
            take(line);
        } catch (IllegalArgumentException e) {
            bad(String.valueOf(e.getMessage()));
        }
    }

    private static boolean heading(String line) {
        return line.codePoints().noneMatch(Character::isDigit);
    }

    private void bad(String reason) {
        bad.merge(reason, new Bad(1, lines), (old, one) -> new Bad(old.lines() + 1, old.firstLine()));
    }

    private void take(String line) {
        int cut = cut(line);
        String who = unquoted(cut < 0 ? line : line.substring(0, cut));
        String when = cut < 0 ? "" : unquoted(line.substring(cut + 1));
        long leakedAt = Sample.UNDATED;
        if (!when.isEmpty()) {
            Long read = moment(when);
            badDates += read == null ? 1 : 0;
            leakedAt = read == null ? Sample.UNDATED : read;
        }
        members.add(member(who, leakedAt));
    }

    /** Where the second column begins: at a comma, semicolon or tab, else at the space behind which a date stands; -1 = nowhere. */
    private int cut(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == ',' || line.charAt(i) == ';' || line.charAt(i) == '\t') {
                return i;
            }
        }
        for (int i = line.indexOf(' '); i > 0; i = line.indexOf(' ', i + 1)) {
            if (known(line.substring(0, i)) && moment(line.substring(i + 1)) != null) {
                return i;
            }
        }
        return -1;
    }

    private static boolean known(String text) {
        return NidNumber.is(text) || token(text);
    }

    private static String unquoted(String text) {
        String bare = text.strip();
        return bare.length() > 1 && bare.startsWith("\"") && bare.endsWith("\"")
                ? bare.substring(1, bare.length() - 1).strip()
                : bare;
    }

    private static boolean token(String text) {
        return text.length() == 2 * Token.BYTES && text.chars().allMatch(c -> Character.digit(c, 16) >= 0);
    }

    private Sample.Member member(String who, long leakedAt) {
        if (token(who)) {
            tokens++;
            return new Sample.Member(List.of(Token.parse(who)), null, leakedAt);
        }
        String number = NidNumber.normalise(who);
        if (tokenisers.isEmpty()) {
            throw new TraceException(
                    "the sample holds numbers, and there is no tokenisation key to turn them into tokens:"
                            + " name it with --key-file or tokens.key.file");
        }
        numbers++;
        List<Token> all = new ArrayList<>(tokenisers.size());
        for (Tokeniser tokeniser : tokenisers) {
            all.add(tokeniser.subject(number));
        }
        Token block = members.size() < BLOCKS ? tokenisers.get(0).block(number) : null;
        return new Sample.Member(all, block, leakedAt);
    }

    /** The last millisecond that the text means; null when it is no day and no time. */
    private @Nullable Long moment(String text) {
        String iso = text.strip().replace(' ', 'T');
        try {
            if (iso.length() == 10) {
                return LocalDate.parse(iso)
                                .plusDays(1)
                                .atStartOfDay(zone)
                                .toInstant()
                                .toEpochMilli()
                        - 1;
            }
            boolean offset = iso.endsWith("Z") || iso.lastIndexOf('+') > 0 || iso.lastIndexOf('-') > iso.indexOf('T');
            return offset
                    ? OffsetDateTime.parse(iso).toInstant().toEpochMilli()
                    : LocalDateTime.parse(iso).atZone(zone).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }
}
