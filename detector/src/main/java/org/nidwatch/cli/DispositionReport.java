// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.policy.Disposition;
import org.nidwatch.policy.Precision;

/**
 * How often each detector was right, by the verdicts. An alert counts for the detector that leads it: the one that rang
 * loudest.
 */
final class DispositionReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Precision> detectors = new TreeMap<>();
    private int alerts;
    private int decided;

    /**
     * Of these alerts with these verdicts.
     *
     * @param alerts each once
     * @param dispositions by alert
     */
    DispositionReport(Collection<ScrapingAlert> alerts, Map<UUID, Disposition> dispositions) {
        for (ScrapingAlert alert : alerts) {
            this.alerts++;
            Disposition disposition = dispositions.get(alert.alertId());
            if (disposition != null && !alert.findings().isEmpty()) {
                decided++;
                String detector = alert.findings().get(0).detector();
                detectors.put(
                        detector,
                        detectors.getOrDefault(detector, Precision.NONE).with(disposition.verdict()));
            }
        }
    }

    /** A table, those with most verdicts first. */
    String table() {
        Columns columns = new Columns("DETECTOR", "TRUE", "FALSE", "BENIGN", "TEST", "PRECISION", "95 % INTERVAL", "");
        byVerdicts().forEach(each -> row(each.getKey(), each.getValue(), columns));
        if (detectors.size() > 1) {
            row("all", all(), columns);
        }
        return columns.toString();
    }

    private List<Map.Entry<String, Precision>> byVerdicts() {
        return detectors.entrySet().stream()
                .sorted(Map.Entry.comparingByValue((one, other) -> other.judged() - one.judged()))
                .toList();
    }

    private Precision all() {
        return detectors.values().stream().reduce(Precision.NONE, Precision::plus);
    }

    private static void row(String name, Precision precision, Columns columns) {
        boolean none = precision.judged() == 0;
        columns.row(
                name,
                Counted.of(precision.truePositive()),
                Counted.of(precision.falsePositive()),
                Counted.of(precision.benign()),
                Counted.of(precision.test()),
                precision.tooFew() ? "-" : percent(precision.value()) + " %",
                none ? "-" : percent(precision.low()) + " to " + percent(precision.high()) + " %",
                precision.tooFew() ? "too few to judge (" + precision.judged() + " of " + Precision.FEWEST + ")" : "");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f", 100 * share);
    }

    /** What the table does not say. */
    String summary() {
        return Counted.of(decided) + " of " + Counted.of(alerts, "alert")
                + " decided. PRECISION is TRUE of TRUE, FALSE and BENIGN; tests do not count.";
    }

    /** The same as one JSON object; a precision of null = too few to judge. */
    String json() {
        ObjectNode root = JSON.createObjectNode();
        root.put("alerts", alerts).put("decided", decided);
        ArrayNode rows = root.putArray("detectors");
        byVerdicts().forEach(each -> fill(rows.addObject().put("detector", each.getKey()), each.getValue()));
        fill(root.putObject("all"), all());
        return root.toString();
    }

    private static void fill(ObjectNode into, Precision precision) {
        into.put("true_positive", precision.truePositive())
                .put("false_positive", precision.falsePositive())
                .put("benign", precision.benign())
                .put("test", precision.test());
        if (precision.tooFew()) {
            into.putNull("precision");
        } else {
            into.put("precision", precision.value());
        }
        if (precision.judged() == 0) {
            into.putNull("low").putNull("high");
        } else {
            into.put("low", precision.low()).put("high", precision.high());
        }
    }
}
