// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.nidwatch.trace.Attribution;
import org.nidwatch.trace.Candidate;
import org.nidwatch.trace.Coverage;
import org.nidwatch.trace.LookUps;
import org.nidwatch.trace.Sample;
import org.nidwatch.trace.SampleReader;
import org.nidwatch.trace.Span;
import org.nidwatch.trace.TopicTrace;
import org.nidwatch.trace.TraceSettings;

/** A trace for people: what was taken and covered on standard error, the answer on standard output. */
final class TraceText {
    private static final int WIDTH = 110;
    private static final String TIED = "\u00a0%";
    private static final int SHOWN = 10;
    private static final int SUPPORTED = 3;
    private static final double WORTH_SUPPORT = 0.05;
    private static final long HOUR = 3_600_000;

    private final Terminal terminal;
    private final DayOrTime times;
    private String source = "";

    TraceText(Terminal terminal, ZoneId zone) {
        this.terminal = terminal;
        times = new DayOrTime(zone);
    }

    /** What became of the sample's lines. */
    void sample(SampleReader.Result read) {
        Sample sample = read.sample();
        StringBuilder text = new StringBuilder("Sample: ")
                .append(Counted.of(sample.given(), "person", "people"))
                .append(" (")
                .append(Counted.of(read.numbers(), "number"));
        if (read.tokens() > 0) {
            text.append(", ").append(Counted.of(read.tokens(), "token"));
        }
        if (read.duplicates() > 0) {
            text.append(", ").append(Counted.of(read.duplicates(), "line")).append(" about somebody named before");
        }
        text.append(sample.dated() ? ", dated)." : ", undated).");
        told(text.toString());
        if (sample.given() > sample.size()) {
            told("Traced are " + Counted.of(sample.size())
                    + " of them, chosen at random by their tokens: more change no answer.");
        }
        read.bad()
                .forEach((reason, bad) -> told("Left out: " + Counted.of(bad.lines(), "line") + " (first: line "
                        + bad.firstLine() + "): " + reason));
        if (read.badDates() > 0) {
            told(Counted.of(read.badDates(), "line has a date", "lines have a date")
                    + " that is no day and no time; these people are taken without one.");
        }
    }

    /** A run that was told to stop. */
    void stopped(TopicTrace trace, Path checkpoint) {
        told(String.format(
                Locale.ROOT,
                "Stopped at %.0f %%. The same command goes on from there (%s, encrypted with the sample; --restart begins anew).",
                100 * trace.part(),
                checkpoint));
    }

    /** What of the span was read, and what was not. */
    void coverage(String name, Coverage coverage, Span span, LookUps lookUps, boolean resumed) {
        source = name;
        if (resumed) {
            told("Went on from a checkpoint.");
        }
        told("Read " + Counted.of(coverage.records(), "record") + " of " + name + ": " + Counted.of(lookUps.counted())
                + " look-ups of a citizen within the span.");
        if (coverage.newest() == Long.MIN_VALUE || coverage.newest() < span.from() || coverage.from() >= span.until()) {
            told("Covered: nothing of " + shown(span.from(), span.until()) + ". "
                    + (coverage.newest() == Long.MIN_VALUE
                            ? "It holds no queries."
                            : "What is kept begins at " + times.shown(Math.min(lookUps.oldest(), coverage.from()))
                                    + " and ends at " + times.shown(coverage.newest()) + "."));
        } else {
            long end = Math.min(span.until(), coverage.newest());
            told("Covered: " + shown(coverage.from(), end) + ".");
            if (coverage.from() > span.from() + HOUR) {
                told("Not covered: " + shown(span.from(), coverage.from())
                        + (coverage.deleted()
                                ? "; older queries are deleted (retention)."
                                : "; the queries begin then."));
            }
            if (end < span.until() - HOUR) {
                told("Not covered: after " + times.shown(end) + "; there are no later queries.");
            }
        }
        if (coverage.unreadable() > 0) {
            told(Counted.of(coverage.unreadable(), "record is", "records are") + " no queries and were left out.");
        }
        if (coverage.lost() > 0) {
            told("Retention deleted " + Counted.of(coverage.lost(), "record")
                    + " between the stop and now: they are missing.");
        }
        if (lookUps.left() > 0) {
            told(Counted.of(lookUps.left(), "look-up") + " beyond the bounds were left out.");
        }
    }

    private String shown(long from, long until) {
        return times.shown(from) + " to " + times.shown(until);
    }

    private void told(String line) {
        terminal.err().println("trace: " + Wrapped.safe(line));
    }

    /** The answer: a table, what it comes to, the queries behind it. */
    void answer(Attribution said, TraceSettings settings) {
        PrintStream out = terminal.out();
        if (!said.candidates().isEmpty()) {
            out.print(table(said));
            out.println();
        }
        for (String sentence : TraceWords.of(said, settings)) {
            // A number keeps its sign.
            out.println(
                    Wrapped.text("", "", sentence.replace(" %", TIED), WIDTH).replace(TIED, " %"));
        }
        said.candidates().stream()
                .filter(each -> each.probability() >= WORTH_SUPPORT)
                .limit(SUPPORTED)
                .forEach(this::support);
        out.flush();
    }

    private static String table(Attribution said) {
        Columns columns =
                new Columns("ORGANISATION", "LOOKED UP", "BY CHANCE", "ONLY IT", "LOG10 LR", "PROBABILITY", "COVERAGE");
        for (Candidate each :
                said.candidates().subList(0, Math.min(SHOWN, said.candidates().size()))) {
            columns.row(
                    each.organisation(),
                    each.hits() + " of " + said.people(),
                    number(each.expected()),
                    String.valueOf(each.exclusive()),
                    String.format(Locale.ROOT, "%.1f", each.log10Ratio()),
                    TraceWords.percent(each.probability()),
                    TraceWords.percent((double) each.distinct() / said.register()));
        }
        int more = said.candidates().size() - SHOWN;
        return columns + (more > 0 ? "and " + more + " more" + System.lineSeparator() : "");
    }

    private static String number(double value) {
        return value < 0.001 ? "<0.001" : String.format(Locale.ROOT, value < 0.1 ? "%.3f" : "%.1f", value);
    }

    private void support(Candidate candidate) {
        PrintStream out = terminal.out();
        List<Candidate.Support> shown = candidate
                .support()
                .subList(0, Math.min(SHOWN, candidate.support().size()));
        out.println();
        out.println(Wrapped.safe("The look-ups behind " + candidate.organisation() + " (first " + shown.size() + " of "
                + candidate.hits() + "; first look-ups through " + credentials(candidate) + "):"));
        for (Candidate.Support each : shown) {
            out.println(Wrapped.safe(String.format(
                    Locale.ROOT,
                    "  %s  %s  %s  %s",
                    each.token().hex(),
                    times.shown(each.time()),
                    each.credential(),
                    each.partition() < 0
                            ? source + ", line " + each.offset()
                            : source + ", partition " + each.partition() + ", offset " + each.offset())));
        }
    }

    private static String credentials(Candidate candidate) {
        return candidate.credentials().entrySet().stream()
                .map(each -> each.getKey() + " (" + each.getValue() + ")")
                .collect(Collectors.joining(", "));
    }
}
