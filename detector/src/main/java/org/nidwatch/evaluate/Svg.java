// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate;

import java.util.Locale;

/** As much of SVG 1.1 as two plots need. Ink is currentColor, light or dark as the reader's page. */
final class Svg {
    /** Middle tones that hold on white and on black, and differ in brightness for who sees no colour. */
    static final String[] TONES = {"#2f7fc1", "#e08a1e", "#8a8f98", "#3a9a5b"};

    static final String INK = "currentColor";

    private final StringBuilder text = new StringBuilder();
    private final String title;

    Svg(int width, int height, String title) {
        this.title = title;
        put(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        + " role=\"img\" aria-label=\"%s\" font-family=\"system-ui, sans-serif\" font-size=\"12\">",
                width, height, width, height, escape(title));
        text.append("<title>").append(escape(title)).append("</title>\n");
        text.append("<style>svg{color:#24292f}@media(prefers-color-scheme:dark){svg{color:#d0d7de}}</style>\n");
    }

    void heading(double x, double y) {
        put(
                "<text x=\"%.1f\" y=\"%.1f\" font-size=\"15\" font-weight=\"600\" fill=\"%s\">%s</text>",
                x, y, INK, escape(title));
    }

    /** Anchored at its start, middle or end. */
    void text(double x, double y, String anchor, String words) {
        put("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>", x, y, anchor, INK, escape(words));
    }

    void line(double x1, double y1, double x2, double y2, double opacity) {
        put(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-opacity=\"%.2f\"/>",
                x1, y1, x2, y2, INK, opacity);
    }

    /** A bar or a legend's patch; the words are shown where a mouse rests. */
    void box(double x, double y, double width, double height, String fill, String words) {
        put(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"><title>%s</title></rect>",
                x, y, Math.max(0, width), height, fill, escape(words));
    }

    /** One of four shapes, so that colour is not all that tells them apart. */
    void mark(int shape, double x, double y, String words) {
        double r = 5;
        String path = switch (shape) {
            case 0 ->
                format(
                        "M%.1f %.1fa%.1f %.1f 0 1 0 %.1f 0a%.1f %.1f 0 1 0 %.1f 0z",
                        x - r, y, r, r, 2 * r, r, r, -2 * r);
            case 1 -> format("M%.1f %.1fl%.1f %.1fl%.1f %.1fl%.1f %.1fz", x, y - r, r, r, -r, r, -r, -r);
            case 2 -> format("M%.1f %.1fh%.1fv%.1fh%.1fz", x - 4, y - 4, 8.0, 8.0, -8.0);
            default -> format("M%.1f %.1fl%.1f %.1fh%.1fz", x, y - r, r, 2 * r - 1, -2 * r);
        };
        put("<path d=\"%s\" fill=\"%s\"><title>%s</title></path>", path, TONES[shape], escape(words));
    }

    String done() {
        return text + "</svg>\n";
    }

    private void put(String format, Object... values) {
        text.append(format(format, values)).append('\n');
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    static String escape(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
