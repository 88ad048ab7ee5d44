// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.leaks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.nidwatch.evaluate.leaks.LeakOutcome.Kind;
import org.nidwatch.trace.Attribution.Answer;

/** How often the trace was right, and how right it is when it says how sure it is. */
public final class LeakReport {
    private static final double[] SAID = {0, 0.5, 0.8, 0.95, 0.99, 1.000001};
    private static final String[] CLASSES = {"below 0.1 %", "0.1 to 1 %", "1 to 10 %", "10 % and more"};

    private final LeakEvaluation.Settings settings;
    private final List<LeakOutcome> outcomes;

    LeakReport(LeakEvaluation.Settings settings, List<LeakOutcome> outcomes) {
        this.settings = settings;
        this.outcomes = List.copyOf(outcomes);
    }

    /** For a terminal, 100 columns. */
    public String table() {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "%d worlds (seeds %s) of %,d people and %d organisations, %,d samples",
                settings.seeds().size(),
                settings.seeds(),
                settings.people(),
                settings.organisations(),
                outcomes.size());
        line(text, "");
        line(text, "one source: named first, %% (95 %% interval)");
        line(text, "%-15s %6s  %-19s %-19s %-19s", "it looked up", "people", "no noise", "20 %", "50 %");
        for (int c = 0; c < CLASSES.length; c++) {
            for (int size : LeakTrials.SIZES) {
                ranks(text, c, size);
            }
        }
        line(text, "");
        calibration(text);
        line(text, "");
        others(text);
        return text.toString();
    }

    private void ranks(StringBuilder text, int coverageClass, int size) {
        String[] cells = new String[LeakTrials.NOISES.length];
        for (int i = 0; i < cells.length; i++) {
            double noise = LeakTrials.NOISES[i];
            Share share = share(
                    one -> one.kind() == Kind.ONE
                            && one.people() == size
                            && one.noise() == noise
                            && LeakTrials.coverageClass(one.coverage()) == coverageClass,
                    LeakOutcome::first);
            cells[i] = share.text();
        }
        line(text, "%-15s %6d  %-19s %-19s %-19s", CLASSES[coverageClass], size, cells[0], cells[1], cells[2]);
    }

    private void calibration(StringBuilder text) {
        line(text, "what it says of the likeliest organisation, and how often that is a source (all samples)");
        line(text, "%-15s %8s %10s  %s", "says", "samples", "on average", "is");
        for (int i = 0; i + 1 < SAID.length; i++) {
            Predicate<LeakOutcome> bin = said(i);
            Share share = share(bin, LeakOutcome::first);
            double mean = outcomes.stream()
                    .filter(bin)
                    .mapToDouble(LeakOutcome::probability)
                    .average()
                    .orElse(Double.NaN);
            line(
                    text,
                    "%-15s %,8d %9.1f%%  %s",
                    String.format(Locale.ROOT, "%.0f to %.0f %%", 100 * SAID[i], 100 * Math.min(1, SAID[i + 1])),
                    share.all(),
                    100 * mean,
                    share.text());
        }
    }

    private static Predicate<LeakOutcome> said(int bin) {
        return one -> one.probability() >= SAID[bin] && one.probability() < SAID[bin + 1];
    }

    private void others(StringBuilder text) {
        line(
                text,
                "%-15s %6s  %-27s %-27s %s",
                "",
                "people",
                "first is one of two",
                "both found",
                "no source: one named");
        for (int size : LeakTrials.SIZES) {
            Predicate<LeakOutcome> two = one -> one.kind() == Kind.TWO && one.people() == size;
            line(
                    text,
                    "%-15s %6d  %-27s %-27s %s",
                    "two / none",
                    size,
                    share(two, LeakOutcome::first).text(),
                    share(two, LeakOutcome::both).text(),
                    share(one -> one.kind() == Kind.NONE && one.people() == size, LeakReport::named)
                            .text());
        }
    }

    private static boolean named(LeakOutcome one) {
        return one.answer() == Answer.ONE_SOURCE || one.answer() == Answer.TWO_SOURCES;
    }

    /** Part of the samples of one kind and size without noise, from sources below a coverage, that named the source first. */
    public double namedFirst(int people, double coverageBelow) {
        Share share = share(
                one -> one.kind() == Kind.ONE
                        && one.people() == people
                        && one.noise() == 0
                        && one.coverage() < coverageBelow,
                LeakOutcome::first);
        return (double) share.right() / share.all();
    }

    /** Of the samples of which something at least so probable was said, the part in which it was wrong. */
    public double wrongWhenSaying(double probability) {
        Share share = share(one -> one.probability() >= probability, LeakOutcome::first);
        return 1 - (double) share.right() / share.all();
    }

    /** Everything, each single outcome included. */
    public String json() {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("people", settings.people());
        root.put("organisations", settings.organisations());
        root.put("samples_per_cell", settings.samples());
        settings.seeds().forEach(root.putArray("seeds")::add);
        ArrayNode all = root.putArray("outcomes");
        for (LeakOutcome one : outcomes) {
            ObjectNode node = all.addObject();
            node.put("kind", one.kind().name());
            node.put("people", one.people());
            node.put("noise", one.noise());
            node.put("coverage", one.coverage());
            node.put("first", one.first());
            node.put("both", one.both());
            node.put("probability", one.probability());
            node.put("none", one.none());
            node.put("answer", one.answer().name());
        }
        return root.toPrettyString();
    }

    private Share share(Predicate<LeakOutcome> which, Predicate<LeakOutcome> right) {
        List<LeakOutcome> chosen = outcomes.stream().filter(which).toList();
        return new Share((int) chosen.stream().filter(right).count(), chosen.size());
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append(System.lineSeparator());
    }

    /** So many of all, with Wilson's interval. */
    private record Share(int right, int all) {
        private static final double Z = 1.96;

        String text() {
            if (all == 0) {
                return "-";
            }
            double share = (double) right / all;
            double middle = (share + Z * Z / (2 * all)) / (1 + Z * Z / all);
            double half = Z / (1 + Z * Z / all) * Math.sqrt(share * (1 - share) / all + Z * Z / (4.0 * all * all));
            return String.format(
                    Locale.ROOT,
                    "%.1f (%.1f to %.1f)",
                    100 * share,
                    100 * Math.max(0, middle - half),
                    100 * Math.min(1, middle + half));
        }
    }
}
