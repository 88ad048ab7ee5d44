// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Methods side by side on the same attacks: a table for a terminal, JSON for machines, plots for a page. */
public final class Report {
    private final Provenance provenance;
    private final ReportView view;

    /**
     * What the figures come from.
     *
     * @param settings whatever must be known to make the figures again, in the order to be printed
     * @param tuningSeeds of the worlds the thresholds were set on
     * @param testSeeds of the worlds the figures are of
     * @param alertsPerDay the budget: false alerts a day over all organisations
     */
    public record Provenance(
            Map<String, String> settings, List<Long> tuningSeeds, List<Long> testSeeds, double alertsPerDay) {}

    /** Of at least one method; the first is ours. */
    public Report(Provenance provenance, List<MethodResult> methods) {
        this(provenance, methods, List.of());
    }

    /**
     * Of at least one method; the first is ours.
     *
     * @param evasions how far adversaries came who know our engine
     * @throws IllegalArgumentException without any method
     */
    public Report(Provenance provenance, List<MethodResult> methods, List<Evasion> evasions) {
        if (methods.isEmpty()) {
            throw new IllegalArgumentException("a report needs the results of at least one method, but was given none");
        }
        this.provenance = provenance;
        this.view = new ReportView(List.copyOf(methods), List.copyOf(evasions));
    }

    /** For a terminal, 120 columns or so. */
    public String table() {
        return new ReportTable(provenance, view).text();
    }

    /** Everything, each single outcome included. */
    public String json() {
        return new ReportJson(provenance, view).text();
    }

    /**
     * Writes {@code table.txt}, {@code result.json} and the plots ({@code recall.svg}, {@code records.svg}) into a directory
     * that is made if need be; what it held under these names is overwritten.
     */
    public void writeTo(Path directory) throws IOException {
        Files.createDirectories(directory);
        write(directory.resolve("table.txt"), table());
        write(directory.resolve("result.json"), json());
        write(directory.resolve("recall.svg"), SvgRecall.of(view));
        write(directory.resolve("records.svg"), SvgRecords.of(view));
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }
}
