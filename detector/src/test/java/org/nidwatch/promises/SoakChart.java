// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Three panels over the same minutes, as SVG that needs nothing else: memory, lag, records; a line for each fault. */
final class SoakChart {
    private static final int WIDTH = 900;
    private static final int LEFT = 70;
    private static final int PANEL = 130;
    private static final int GAP = 46;
    private static final int TOP = 56;

    private final List<Sample> samples;
    private final Map<Double, String> faults;
    private final double minutes;
    private final StringBuilder svg = new StringBuilder();

    /** @param faults by the minute in which they struck */
    SoakChart(List<Sample> samples, Map<Double, String> faults) {
        this.samples = samples;
        this.faults = faults;
        minutes = samples.get(samples.size() - 1).minute();
    }

    String draw(String title) {
        int height = TOP + 3 * (PANEL + GAP) + 10;
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                WIDTH,
                height));
        text(LEFT, 22, "start", 15, "#111", title);
        double memory = top(Sample::residentMiB, Sample::heapMiB);
        panel(
                0,
                "MiB of a detector that is never killed: resident (grey), heap after a full collection (blue)",
                memory);
        line(0, memory, "#999", Sample::residentMiB);
        line(0, memory, "#06c", Sample::heapMiB);
        double lag = top(Sample::lag);
        panel(1, "records behind, as it says", lag);
        line(1, lag, "#b50", Sample::lag);
        double records = top(Sample::sent);
        panel(2, "records: sent (grey), counted or rejected, and committed (green)", records);
        line(2, records, "#999", Sample::sent);
        line(2, records, "#080", Sample::done);
        return svg.append("</svg>\n").toString();
    }

    @SafeVarargs
    private double top(ToDoubleFunction<Sample>... values) {
        double most = 1;
        for (ToDoubleFunction<Sample> value : values) {
            most = Math.max(
                    most,
                    samples.stream()
                            .mapToDouble(value)
                            .filter(Double::isFinite)
                            .max()
                            .orElse(1));
        }
        double step = Math.pow(10, Math.floor(Math.log10(most)));
        return Math.ceil(most / step) * step;
    }

    private static int base(int panel) {
        return TOP + panel * (PANEL + GAP) + PANEL;
    }

    private double x(double minute) {
        return LEFT + minute / minutes * (WIDTH - LEFT - 20);
    }

    private void panel(int panel, String what, double most) {
        int base = base(panel);
        text(LEFT, base - PANEL - 6, "start", 12, "#333", what);
        faults.forEach((minute, fault) -> svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#e8b0b0\"><title>%s, minute %.1f</title></line>%n",
                x(minute),
                x(minute),
                base - PANEL,
                base,
                fault,
                minute)));
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#ccc\"/>%n",
                LEFT,
                base - PANEL,
                WIDTH - LEFT - 20,
                PANEL));
        text(LEFT - 6, base + 4, "end", 11, "#555", "0");
        text(LEFT - 6, base - PANEL + 8, "end", 11, "#555", String.format(Locale.ROOT, "%,.0f", most));
        int step = minutes > 30 ? 10 : minutes > 10 ? 5 : 1;
        for (int minute = 0; minute <= minutes; minute += step) {
            text(x(minute), base + 15, "middle", 11, "#555", minute + " min");
        }
    }

    // A gap where nothing was measured.
    private void line(int panel, double most, String colour, ToDoubleFunction<Sample> value) {
        StringBuilder path = new StringBuilder();
        boolean drawing = false;
        for (Sample sample : samples) {
            double y = value.applyAsDouble(sample);
            if (Double.isFinite(y)) {
                path.append(String.format(
                        Locale.ROOT,
                        "%s%.1f,%.1f ",
                        drawing ? "L" : "M",
                        x(sample.minute()),
                        base(panel) - y / most * PANEL));
            }
            drawing = Double.isFinite(y);
        }
        svg.append(String.format(
                "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>%n",
                path.toString().strip(), colour));
    }

    private void text(double x, double y, String anchor, int size, String colour, String words) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\" fill=\"%s\">%s</text>%n",
                x,
                y,
                anchor,
                size,
                colour,
                words));
    }
}
