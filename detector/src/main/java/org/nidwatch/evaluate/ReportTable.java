// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate;

import static org.nidwatch.evaluate.ReportView.OVERALL;
import static org.nidwatch.evaluate.ReportView.is;
import static org.nidwatch.evaluate.ReportView.tally;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.nidwatch.evaluate.world.AttackKind;
import org.nidwatch.evaluate.world.Level;
import org.nidwatch.evaluate.world.World;

/** The report for a terminal. */
record ReportTable(Report.Provenance provenance, ReportView view) {
    String text() {
        StringBuilder text = new StringBuilder();
        head(text);
        methods(text);
        byAttack(text);
        apart(text);
        bySize(text);
        evasions(text);
        return text.toString();
    }

    private void head(StringBuilder text) {
        provenance.settings().forEach((name, value) -> line(text, "%s: %s", name, value));
        line(text, "seeds: tuning %s, test %s", seeds(provenance.tuningSeeds()), seeds(provenance.testSeeds()));
        line(
                text,
                "budget: %s false alerts a day (%s a week) over all organisations; all figures are of the test seeds",
                number(provenance.alertsPerDay()),
                number(7 * provenance.alertsPerDay()));
    }

    private void methods(StringBuilder text) {
        line(text, "");
        line(text, "All single attacks that do not evade. Records: abusive, answered before the alert; missed = all.");
        line(
                text,
                "%-44s %7s %6s %-13s %-14s %6s %8s %9s %9s %7s",
                "method",
                "attacks",
                "recall",
                " 95 % of",
                "low/mid/high",
                "false",
                "records:",
                "",
                "",
                "hours");
        line(
                text,
                "%-44s %7s %6s %-13s %-14s %6s %8s %9s %9s %7s",
                "",
                "",
                "%",
                "",
                "%",
                "a day",
                "median",
                "mean",
                "95 %",
                "median");
        for (MethodResult method : view.inOrder()) {
            Tally all = tally(method, OVERALL);
            line(
                    text,
                    "%-44s %7d %6s %-13s %-14s %6s %8s %9s %9s %7s",
                    method.method(),
                    all.attacks(),
                    percent(all.recall()),
                    " " + percent(all.recallLow()) + "-" + percent(all.recallHigh()),
                    levels(method),
                    falseAlerts(method),
                    whole(all.medianRecords()),
                    whole(all.meanRecords()),
                    whole(all.p95Records()),
                    hours(all.medianHours()));
        }
        line(
                text,
                "(): by construction, not measured. *: more than half over the budget on the test seeds; its recall is bought.");
        line(text, "What each is given:");
        for (MethodResult method : view.inOrder()) {
            line(text, "  %-42s %s", method.method(), method.sees());
        }
    }

    private void byAttack(StringBuilder text) {
        line(text, "");
        List<MethodResult> beside = view.beside();
        line(
                text,
                "By attack and level: %s%s",
                view.ours().method(),
                joined(beside, method -> " | " + method.method()));
        line(text, "%-24s %7s  %s%s", "", "attacks", part(), joined(beside, method -> "  " + part()));
        for (AttackKind kind : AttackKind.values()) {
            for (Level level : Level.values()) {
                Tally ours = tally(view.ours(), is(kind).and(is(level)));
                if (ours.attacks() > 0) {
                    line(
                            text,
                            "%-24s %7d  %s%s",
                            name(kind) + ", " + name(level),
                            ours.attacks(),
                            part(ours),
                            joined(beside, method -> " " + part(tally(method, is(kind).and(is(level))))));
                }
            }
        }
    }

    private void apart(StringBuilder text) {
        List<AttackKind> kinds = ReportView.APART.stream()
                .filter(kind -> tally(view.ours(), is(kind)).attacks() > 0)
                .toList();
        if (kinds.isEmpty()) {
            return;
        }
        line(text, "");
        line(
                text,
                "Apart, not in the first table: one member of a joint abuse, and evasions. Recall %%, low/mid/high.");
        line(text, "%-44s%s", "method", joined(kinds, kind -> String.format(Locale.ROOT, " %-14s", name(kind))));
        for (MethodResult method : view.inOrder()) {
            line(
                    text,
                    "%-44s%s",
                    method.method(),
                    joined(kinds, kind -> String.format(Locale.ROOT, " %-14s", levels(method, kind))));
        }
    }

    private void bySize(StringBuilder text) {
        line(text, "");
        line(text, "By size of the organisation. Recall %%, median records, 95 %% records.");
        line(text, "%-44s%s", "method", joined(List.of(SizeClass.values()), size -> column(size.label())));
        for (MethodResult method : view.inOrder()) {
            line(
                    text,
                    "%-44s%s",
                    method.method(),
                    joined(List.of(SizeClass.values()), size -> column(cell(tally(method, OVERALL.and(is(size)))))));
        }
    }

    private void evasions(StringBuilder text) {
        if (view.evasions().isEmpty()) {
            return;
        }
        line(text, "");
        line(
                text,
                "Who knows the engine and sees all honest traffic, and takes through the busiest credential what it cannot see,"
                        + " for up to 14 days.");
        line(
                text,
                "%-24s %7s %9s %9s %9s %9s %9s  %s",
                "stays below, of an alarm",
                "tried",
                "alerted %",
                "days,",
                "records:",
                "",
                "",
                "% of the organisation's queries in 14 days,");
        line(text, "%-24s %7s %9s %9s %9s %9s %9s  %s", "", "", "", "median", "median", "mean", "95 %", "median");
        for (double ceiling : Evader.CEILINGS) {
            List<Evasion> tried = view.evasions().stream()
                    .filter(one -> one.ceiling() == ceiling)
                    .toList();
            line(
                    text,
                    "%-24s %7d %9s %9s %9s %9s %9s  %s",
                    percent(ceiling) + " %",
                    tried.size(),
                    percent(tried.stream().filter(Evasion::alerted).count() / (double) tried.size()),
                    hours(quantile(tried, Evasion::days, 0.5)),
                    whole(quantile(tried, Evasion::records, 0.5)),
                    whole(tried.stream().mapToLong(Evasion::records).average().orElse(Double.NaN)),
                    whole(quantile(tried, Evasion::records, 0.95)),
                    number(100 * quantile(tried, ReportTable::part, 0.5)));
        }
    }

    private static double part(Evasion one) {
        return one.records() / (one.meanPerDay() * Evader.TICKS / World.TICKS_A_DAY);
    }

    private static double quantile(List<Evasion> all, ToDoubleFunction<Evasion> value, double share) {
        return Tally.quantile(all.stream().mapToDouble(value).sorted().toArray(), share);
    }

    private static String cell(Tally tally) {
        return tally.attacks() == 0
                ? "-"
                : percent(tally.recall()) + ", " + whole(tally.medianRecords()) + ", " + whole(tally.p95Records());
    }

    private static String column(String text) {
        return String.format(Locale.ROOT, " %-22s", text);
    }

    private static <T> String joined(List<T> all, Function<T, String> word) {
        return all.stream().map(word).collect(Collectors.joining());
    }

    private static String part() {
        return String.format(Locale.ROOT, "%6s %8s %10s", "recall", "hours", "records");
    }

    private static String part(Tally tally) {
        return String.format(
                Locale.ROOT,
                "%6s %8s %10s ",
                percent(tally.recall()),
                hours(tally.medianHours()),
                whole(tally.medianRecords()));
    }

    private static String levels(MethodResult method) {
        return slashed(level -> tally(method, OVERALL.and(is(level))));
    }

    private static String levels(MethodResult method, AttackKind kind) {
        return slashed(level -> tally(method, is(kind).and(is(level))));
    }

    private static String slashed(Function<Level, Tally> tally) {
        return List.of(Level.values()).stream()
                .map(level -> percent(tally.apply(level).recall()))
                .collect(Collectors.joining("/"));
    }

    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String perDay(MethodResult method) {
        return method.days() > 0 ? String.format(Locale.ROOT, "%.2f", method.falseAlerts() / method.days()) : "-";
    }

    private String falseAlerts(MethodResult method) {
        if (view.byConstruction(method)) {
            return "(" + perDay(method) + ")";
        }
        boolean over = method.falseAlerts() > 1.5 * provenance.alertsPerDay() * method.days();
        return perDay(method) + (over ? "*" : "");
    }

    /** One digit where it tells something: 99.7 is not 100. */
    private static String percent(double share) {
        if (Double.isNaN(share)) {
            return "-";
        }
        return String.format(Locale.ROOT, share > 0.985 && share < 1 ? "%.1f" : "%.0f", 100 * share);
    }

    private static String whole(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String hours(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        return Double.isInfinite(value) ? "never" : String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }

    private static String seeds(List<Long> seeds) {
        return seeds.isEmpty() ? "none" : seeds.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }
}
