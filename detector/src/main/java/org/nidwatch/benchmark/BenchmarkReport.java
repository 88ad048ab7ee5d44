// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All rounds, and the median of each variant. The ratios hold between machines; the rates do not. */
record BenchmarkReport(
        BenchmarkSettings settings, List<Measurement> measurements, List<LatencyResult> latencies, StateSize state) {
    static final String RAW = Variant.RAW.title();

    String table() {
        StringBuilder table = new StringBuilder();
        if (!measurements.isEmpty()) {
            throughput(table);
        }
        if (!latencies.isEmpty()) {
            table.append(String.format("%nquery produced to alert read%n"));
            latencies.forEach(one -> table.append(one.line()).append(System.lineSeparator()));
        }
        return table.toString();
    }

    private void throughput(StringBuilder table) {
        table.append(String.format(
                Locale.ROOT,
                "%n%-44s %12s %8s %12s %10s%n",
                "variant (medians of " + settings.rounds() + ")",
                "records/s",
                "of raw",
                "CPU s/M",
                "peak MiB"));
        for (String variant : variants()) {
            table.append(String.format(
                    Locale.ROOT,
                    "%-44s %,12.0f %8.3f %12.2f %,10.0f%n",
                    variant,
                    median(variant, Field.RATE),
                    median(variant, Field.RATIO),
                    median(variant, Field.CPU),
                    median(variant, Field.PEAK)));
        }
        if (state.organisations() > 0) {
            table.append(String.format(
                    Locale.ROOT,
                    "state: %,d bytes for each of %d organisations%n",
                    state.bytesPerOrganisation(),
                    state.organisations()));
        }
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
            node.put("peak_mib", median(variant, Field.PEAK));
            ArrayNode rounds = node.putArray("rounds");
            for (Measurement one : of(variant)) {
                ObjectNode round = rounds.addObject();
                round.put("round", one.round());
                round.put("records_per_second", one.recordsPerSecond());
                round.put("ratio_to_raw", ratio(one));
                round.put("cpu_seconds_per_million", one.cpuSecondsPerMillion());
                round.put("peak_mib", one.peakMiB());
            }
        }
        ArrayNode latency = root.putArray("latency");
        for (LatencyResult one : latencies) {
            latency.addObject()
                    .put("variant", one.variant())
                    .put("events_per_second", one.rate())
                    .put("alerts", one.alerts())
                    .put("missing", one.missing())
                    .put("p50_ms", one.p50())
                    .put("p99_ms", one.p99())
                    .put("p99_9_ms", one.p999())
                    .put("max_ms", one.max());
        }
        return root.toPrettyString();
    }

    private enum Field {
        RATE,
        RATIO,
        CPU,
        PEAK
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
                        case PEAK -> one.peakMiB();
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
