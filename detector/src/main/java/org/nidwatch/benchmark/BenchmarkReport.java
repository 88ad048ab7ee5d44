// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All rounds, and the median of each variant. The ratios hold between machines; the rates do not. */
record BenchmarkReport(BenchmarkSettings settings, List<Measurement> measurements, StateSize state) {
    static final String RAW = "plain consumer, bytes";

    String table() {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "%n%-44s %12s %8s %12s%n",
                "variant (medians of " + settings.rounds() + ")",
                "records/s",
                "of raw",
                "CPU s/M"));
        for (String variant : variants()) {
            table.append(String.format(
                    Locale.ROOT,
                    "%-44s %,12.0f %8.2f %12.2f%n",
                    variant,
                    median(variant, Field.RATE),
                    median(variant, Field.RATIO),
                    median(variant, Field.CPU)));
        }
        return table.append(String.format(
                        Locale.ROOT,
                        "state: %,d bytes for each of %d organisations%n",
                        state.bytesPerOrganisation(),
                        state.organisations()))
                .toString();
    }

    String json() {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("events", settings.events());
        root.put("partitions", settings.partitions());
        root.put("threads", BenchmarkSettings.THREADS);
        root.put("rounds", settings.rounds());
        root.put("seed", settings.seed());
        root.put("organisations", state.organisations());
        root.put("state_bytes_per_organisation", state.bytesPerOrganisation());
        ArrayNode variants = root.putArray("variants");
        for (String variant : variants()) {
            ObjectNode node = variants.addObject();
            node.put("variant", variant);
            node.put("records_per_second", median(variant, Field.RATE));
            node.put("ratio_to_raw", median(variant, Field.RATIO));
            node.put("cpu_seconds_per_million", median(variant, Field.CPU));
            ArrayNode rounds = node.putArray("rounds");
            for (Measurement one : of(variant)) {
                ObjectNode round = rounds.addObject();
                round.put("round", one.round());
                round.put("records_per_second", one.recordsPerSecond());
                round.put("ratio_to_raw", ratio(one));
                round.put("cpu_seconds_per_million", one.cpuSecondsPerMillion());
            }
        }
        return root.toPrettyString();
    }

    private enum Field {
        RATE,
        RATIO,
        CPU
    }

    private List<String> variants() {
        return measurements.stream().map(Measurement::variant).distinct().toList();
    }

    private List<Measurement> of(String variant) {
        return measurements.stream()
                .filter(one -> one.variant().equals(variant))
                .toList();
    }

    private double median(String variant, Field field) {
        List<Double> values = new ArrayList<>();
        for (Measurement one : of(variant)) {
            values.add(
                    switch (field) {
                        case RATE -> one.recordsPerSecond();
                        case RATIO -> ratio(one);
                        case CPU -> one.cpuSecondsPerMillion();
                    });
        }
        values.sort(null);
        int middle = values.size() / 2;
        return values.size() % 2 == 1 ? values.get(middle) : (values.get(middle - 1) + values.get(middle)) / 2;
    }

    /** Against the plain consumer of the same round: the machine's mood is in both. */
    private double ratio(Measurement one) {
        return measurements.stream()
                .filter(raw -> raw.variant().equals(RAW) && raw.round() == one.round())
                .mapToDouble(raw -> one.recordsPerSecond() / raw.recordsPerSecond())
                .findFirst()
                .orElse(Double.NaN);
    }
}
