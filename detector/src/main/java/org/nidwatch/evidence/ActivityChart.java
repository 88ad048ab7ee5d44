// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evidence;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An organisation's queries against what was expected, as SVG: at most {@link #BINS} bars, and a line. */
public final class ActivityChart {
    /** Most bars. */
    static final int BINS = 240;

    private static final long MINUTE = 60_000L;
    private static final int LEFT = 70;
    private static final int TOP = 56;
    private static final int WIDE = 800;
    private static final int HIGH = 240;
    private static final String INK = "#24292f";

    private final long from;
    private final long until;
    private final long bin;
    private final double[] queries;
    private final double[] expected;
    private final boolean[] known;
    private long minutes;

    /** Nothing known yet of the span [from, until), milliseconds. */
    public ActivityChart(long from, long until) {
        long whole = Math.max(MINUTE, until - from);
        this.bin = MINUTE * Math.max(1, (whole + BINS * MINUTE - 1) / (BINS * MINUTE));
        this.from = Math.floorDiv(from, bin) * bin;
        this.until = until;
        int bins = (int) ((until - this.from + bin - 1) / bin);
        this.queries = new double[bins];
        this.expected = new double[bins];
        this.known = new boolean[bins];
    }

    /** Adds a minute; one outside the span is left out. */
    public void add(long minute, long made, @Nullable Double usual) {
        int at = (int) Math.floorDiv(minute - from, bin);
        if (at < 0 || at >= queries.length) {
            return;
        }
        minutes++;
        queries[at] += made;
        if (usual != null) {
            expected[at] += usual;
            known[at] = true;
        }
    }

    /** Minutes added. */
    public long minutes() {
        return minutes;
    }

    /**
     * The picture.
     *
     * @param start when the episode began, milliseconds
     * @param detected when the alert was raised
     */
    public String svg(String title, long start, long detected, ZoneId zone) {
        double most = Math.max(
                1,
                Math.max(
                        Arrays.stream(queries).max().orElse(1),
                        Arrays.stream(expected).max().orElse(1)));
        StringBuilder svg = new StringBuilder();
        int height = TOP + HIGH + 60;
        put(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\""
                        + " font-family=\"system-ui, sans-serif\" font-size=\"12\" fill=\"%s\">",
                LEFT + WIDE + 30,
                height,
                LEFT + WIDE + 30,
                height,
                INK);
        put(svg, "<title>%s</title>", Html.escaped(title));
        put(svg, "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>");
        put(svg, "<text x=\"12\" y=\"22\" font-size=\"15\" font-weight=\"600\">%s</text>", Html.escaped(title));
        put(
                svg,
                "<text x=\"%d\" y=\"42\">bars: queries in %s; line: expected</text>",
                LEFT,
                bin == MINUTE ? "one minute" : bin / MINUTE + " minutes");
        bars(svg, most);
        line(svg, most);
        axes(svg, most, zone);
        mark(svg, start, "began", TOP + 10);
        mark(svg, detected, "alert", TOP + 24);
        return svg.append("</svg>\n").toString();
    }

    private void bars(StringBuilder svg, double most) {
        double wide = (double) WIDE / queries.length;
        for (int i = 0; i < queries.length; i++) {
            if (queries[i] > 0) {
                double high = HIGH * queries[i] / most;
                put(
                        svg,
                        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"#2f7fc1\"/>",
                        LEFT + i * wide,
                        TOP + HIGH - high,
                        Math.max(0.8, wide - 0.4),
                        high);
            }
        }
    }

    private void line(StringBuilder svg, double most) {
        double wide = (double) WIDE / queries.length;
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < queries.length; i++) {
            if (known[i]) {
                double y = TOP + HIGH - HIGH * expected[i] / most;
                path.append(String.format(
                        Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", LEFT + (i + 0.5) * wide, y));
            }
        }
        if (!path.isEmpty()) {
            put(svg, "<path d=\"%s\" fill=\"none\" stroke=\"#e08a1e\" stroke-width=\"2\"/>", path);
        }
    }

    private void axes(StringBuilder svg, double most, ZoneId zone) {
        DateTimeFormatter time =
                DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(zone);
        int bottom = TOP + HIGH;
        put(svg, "<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"%s\"/>", LEFT, TOP, bottom, LEFT + WIDE, INK);
        put(svg, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%,.0f</text>", LEFT - 6, TOP + 10, most);
        put(svg, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">0</text>", LEFT - 6, bottom);
        int ticks = 6;
        for (int i = 0; i <= ticks; i++) {
            long at = from + (until - from) * i / ticks;
            put(
                    svg,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>",
                    x(at),
                    bottom + 18,
                    i == 0 ? "start" : i == ticks ? "end" : "middle",
                    time.format(Instant.ofEpochMilli(at)));
        }
        put(svg, "<text x=\"%d\" y=\"%d\">%s</text>", LEFT, bottom + 40, Html.escaped(zone.getId()));
    }

    private void mark(StringBuilder svg, long at, String words, int y) {
        if (at >= from && at <= until) {
            put(svg, "<path d=\"M%.1f %dV%d\" stroke=\"#b00020\" stroke-dasharray=\"4 3\"/>", x(at), TOP, TOP + HIGH);
            put(svg, "<text x=\"%.1f\" y=\"%d\" fill=\"#b00020\">%s</text>", x(at) + 4, y, words);
        }
    }

    private double x(long at) {
        return LEFT + WIDE * (double) (at - from) / (queries.length * bin);
    }

    private static void put(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
