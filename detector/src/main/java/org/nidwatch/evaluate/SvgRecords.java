// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate;

import static org.nidwatch.evaluate.ReportView.is;
import static org.nidwatch.evaluate.ReportView.tally;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nidwatch.evaluate.world.AttackKind;

/** Median records before the alert by kind of attack: ours, the oracles and the best rival on a logarithmic axis. */
final class SvgRecords {
    private static final int LEFT = 130;
    private static final int WIDE = 640;
    private static final int TOP = 74;
    private static final int ROW = 30;

    private final ReportView view;
    private final List<MethodResult> shown = new ArrayList<>();
    private final List<AttackKind> kinds;
    private final int decades;

    private SvgRecords(ReportView view) {
        this.view = view;
        shown.add(view.ours());
        view.clairvoyant().ifPresent(shown::add);
        view.blind().ifPresent(shown::add);
        view.bestRival().ifPresent(shown::add);
        kinds = List.of(AttackKind.values()).stream()
                .filter(kind -> tally(view.ours(), is(kind)).attacks() > 0)
                .toList();
        double most = 1;
        for (AttackKind kind : kinds) {
            for (MethodResult method : shown) {
                double median = tally(method, is(kind)).medianRecords();
                most = Double.isFinite(median) ? Math.max(most, median) : most;
            }
        }
        decades = (int) Math.max(1, Math.ceil(Math.log10(1 + most)));
    }

    static String of(ReportView view) {
        return new SvgRecords(view).draw();
    }

    private String draw() {
        int bottom = TOP + kinds.size() * ROW;
        Svg svg =
                new Svg(LEFT + WIDE + 40, bottom + 44, "Abusive records answered before the alert, by kind of attack");
        svg.heading(12, 24);
        legend(svg);
        axis(svg, bottom);
        for (int i = 0; i < kinds.size(); i++) {
            double y = TOP + (i + 0.5) * ROW;
            svg.text(LEFT - 10, y + 4, "end", ReportTable.name(kinds.get(i)));
            svg.line(LEFT, y, LEFT + WIDE, y, 0.12);
            // Ours last: on top where they coincide.
            for (int who = shown.size() - 1; who >= 0; who--) {
                mark(svg, who, kinds.get(i), y);
            }
        }
        return svg.done();
    }

    private void legend(Svg svg) {
        double x = LEFT;
        for (int who = 0; who < shown.size(); who++) {
            String name = label(who);
            svg.mark(shape(shown.get(who)), x + 6, 48, name);
            svg.text(x + 17, 52, "start", name);
            x += 40 + 6.2 * name.length();
        }
    }

    private void axis(Svg svg, int bottom) {
        svg.line(LEFT, bottom, LEFT + WIDE, bottom, 0.8);
        for (int decade = 0; decade <= decades; decade++) {
            long value = Math.round(Math.pow(10, decade));
            svg.line(x(value), TOP - 4, x(value), bottom, 0.25);
            svg.text(x(value), bottom + 16, "middle", String.format(Locale.ROOT, "%,d", value));
        }
        svg.text(
                LEFT + WIDE / 2.0,
                bottom + 36,
                "middle",
                "records, median over all levels (missed = all of the attack's; log scale, 0 drawn at 1)");
    }

    private void mark(Svg svg, int who, AttackKind kind, double y) {
        double median = tally(shown.get(who), is(kind)).medianRecords();
        if (Double.isFinite(median)) {
            String words =
                    String.format(Locale.ROOT, "%s, %s: %,.0f records", label(who), ReportTable.name(kind), median);
            svg.mark(shape(shown.get(who)), x(median), y, words);
        }
    }

    private double x(double records) {
        return LEFT + WIDE * Math.log10(Math.max(1, records)) / decades;
    }

    private String label(int who) {
        MethodResult method = shown.get(who);
        boolean rival = who > 0 && !view.isOracle(method);
        return rival ? "best rival: " + method.method() : method.method();
    }

    /** The same shape for the same role, whoever else is shown. */
    private int shape(MethodResult method) {
        if (method.equals(view.ours())) {
            return 0;
        }
        if (view.clairvoyant().filter(method::equals).isPresent()) {
            return 1;
        }
        return view.isOracle(method) ? 2 : 3;
    }
}
