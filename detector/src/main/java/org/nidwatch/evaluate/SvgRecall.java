// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate;

import static org.nidwatch.evaluate.ReportView.OVERALL;
import static org.nidwatch.evaluate.ReportView.is;
import static org.nidwatch.evaluate.ReportView.tally;

import java.util.List;
import java.util.Locale;
import org.nidwatch.evaluate.world.Level;

/** Recall by method and level: bars from 0 to 100 %. */
final class SvgRecall {
    private static final int LEFT = 270;
    private static final int WIDE = 520;
    private static final int TOP = 66;
    private static final int BAR = 7;
    private static final int ROW = 3 * BAR + 11;

    private SvgRecall() {}

    static String of(ReportView view) {
        List<MethodResult> methods = view.inOrder();
        int bottom = TOP + methods.size() * ROW;
        Svg svg = new Svg(LEFT + WIDE + 40, bottom + 44, "Attacks detected, by method and level of the attack");
        svg.heading(12, 24);
        legend(svg);
        for (int percent = 0; percent <= 100; percent += 20) {
            double x = LEFT + WIDE * percent / 100.0;
            svg.line(x, TOP - 4, x, bottom, percent == 0 ? 0.8 : 0.2);
            svg.text(x, bottom + 16, "middle", String.valueOf(percent));
        }
        svg.text(LEFT + WIDE / 2.0, bottom + 36, "middle", "recall, % of attacks (joint abuse and evasions left out)");
        for (int i = 0; i < methods.size(); i++) {
            row(svg, methods.get(i), TOP + i * ROW);
        }
        return svg.done();
    }

    private static void legend(Svg svg) {
        Level[] levels = Level.values();
        for (int i = 0; i < levels.length; i++) {
            double x = LEFT + i * 90.0;
            svg.box(x, 38, 12, 12, Svg.TONES[i], ReportTable.name(levels[i]));
            svg.text(x + 18, 48, "start", ReportTable.name(levels[i]));
        }
    }

    private static void row(Svg svg, MethodResult method, double y) {
        svg.text(LEFT - 8, y + 1.5 * BAR + 4, "end", method.method());
        for (Level level : Level.values()) {
            Tally tally = tally(method, OVERALL.and(is(level)));
            double recall = tally.attacks() == 0 ? 0 : tally.recall();
            svg.box(
                    LEFT,
                    y + level.ordinal() * BAR,
                    WIDE * recall,
                    BAR - 1,
                    Svg.TONES[level.ordinal()],
                    String.format(
                            Locale.ROOT,
                            "%s, %s: %.0f %% of %d",
                            method.method(),
                            ReportTable.name(level),
                            100 * recall,
                            tally.attacks()));
        }
    }
}
