// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate;

import static org.nidwatch.evaluate.ReportView.OVERALL;
import static org.nidwatch.evaluate.ReportView.is;
import static org.nidwatch.evaluate.ReportView.tally;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.nidwatch.evaluate.world.AttackKind;
import org.nidwatch.evaluate.world.Level;

/** The report for machines. Shares are 0 to 1; what is unknown or infinite is null; fields only ever get added. */
record ReportJson(Report.Provenance provenance, ReportView view) {
    private static final int FORMAT = 1;

    String text() {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("format", FORMAT);
        ObjectNode settings = root.putObject("settings");
        provenance.settings().forEach(settings::put);
        provenance.tuningSeeds().forEach(root.putArray("tuning_seeds")::add);
        provenance.testSeeds().forEach(root.putArray("test_seeds")::add);
        root.put("alerts_per_day", provenance.alertsPerDay());
        root.put("ours", view.ours().method());
        ArrayNode apart = root.putArray("not_in_overall");
        ReportView.APART.forEach(kind -> apart.add(kind.name()));
        ArrayNode methods = root.putArray("methods");
        for (MethodResult method : view.inOrder()) {
            method(methods.addObject(), method);
        }
        evasions(root.putArray("evasions"));
        return root.toPrettyString() + "\n";
    }

    private void method(ObjectNode node, MethodResult method) {
        node.put("method", method.method());
        node.put("sees", method.sees());
        node.put("oracle", view.isOracle(method));
        node.put("false_alerts", method.falseAlerts());
        node.put("organisation_days", method.organisationDays());
        put(node, "days", method.days());
        put(node, "false_alerts_per_day", method.days() > 0 ? method.falseAlerts() / method.days() : Double.NaN);
        put(node, "false_alerts_per_week", method.days() > 0 ? 7 * method.falseAlerts() / method.days() : Double.NaN);
        tallied(node.putObject("overall"), tally(method, OVERALL));
        ArrayNode levels = node.putArray("by_level");
        for (Level level : Level.values()) {
            tallied(levels.addObject().put("level", level.name()), tally(method, OVERALL.and(is(level))));
        }
        ArrayNode attacks = node.putArray("by_attack");
        for (AttackKind kind : AttackKind.values()) {
            for (Level level : Level.values()) {
                Tally tally = tally(method, is(kind).and(is(level)));
                if (tally.attacks() > 0) {
                    tallied(attacks.addObject().put("kind", kind.name()).put("level", level.name()), tally);
                }
            }
        }
        ArrayNode sizes = node.putArray("by_size");
        for (SizeClass size : SizeClass.values()) {
            tallied(sizes.addObject().put("size", size.label()), tally(method, OVERALL.and(is(size))));
        }
        outcomes(node, method);
    }

    private void evasions(ArrayNode rows) {
        for (Evasion one : view.evasions()) {
            rows.addObject()
                    .put("world", one.world())
                    .put("organisation", one.tenant())
                    .put("mean_per_day", Math.round(10 * one.meanPerDay()) / 10.0)
                    .put("ceiling", one.ceiling())
                    .put("alerted", one.alerted())
                    .put("days", Math.round(1000 * one.days()) / 1000.0)
                    .put("records", one.records());
        }
    }

    private static void tallied(ObjectNode node, Tally tally) {
        node.put("attacks", tally.attacks());
        node.put("detected", tally.detected());
        put(node, "recall", tally.recall());
        put(node, "recall_low_95", tally.recallLow());
        put(node, "recall_high_95", tally.recallHigh());
        put(node, "hours_median", tally.medianHours());
        put(node, "records_median", tally.medianRecords());
        put(node, "records_mean", tally.meanRecords());
        put(node, "records_p95", tally.p95Records());
    }

    /** Rows instead of objects: there are thousands. */
    private static void outcomes(ObjectNode node, MethodResult method) {
        ArrayNode fields = node.putArray("outcome_fields");
        for (String field : "world attack group kind level mean_per_day detected hours records".split(" ")) {
            fields.add(field);
        }
        ArrayNode rows = node.putArray("outcomes");
        for (Outcome one : method.outcomes()) {
            ArrayNode row = rows.addArray();
            row.add(one.world()).add(one.attack()).add(one.group());
            row.add(one.kind().name()).add(one.level().name());
            row.add(Math.round(10 * one.meanPerDay()) / 10.0).add(one.detected());
            if (one.detected()) {
                row.add(Math.round(1000 * one.hours()) / 1000.0);
            } else {
                row.addNull();
            }
            row.add(one.records());
        }
    }

    private static void put(ObjectNode node, String field, double value) {
        if (Double.isFinite(value)) {
            node.put(field, value);
        } else {
            node.putNull(field);
        }
    }
}
