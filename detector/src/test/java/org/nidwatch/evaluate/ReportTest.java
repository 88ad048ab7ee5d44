// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nidwatch.evaluate.rival.Oracles;
import org.nidwatch.evaluate.world.AttackKind;
import org.nidwatch.evaluate.world.Level;

class ReportTest {
    private static final List<MethodResult> METHODS = List.of(
            method("Nidwatch", 0.92, 40),
            method("3-sigma <organisation> & \"total\"", 0.1, 2_000),
            method("Farrington-like, credential, fresh", 0.4, 900),
            method(Oracles.CLAIRVOYANT, 1, 5),
            method(Oracles.BLIND, 0.97, 30));
    private static final Report REPORT = new Report(
            new Report.Provenance(
                    new LinkedHashMap<>(Map.of("version", "0.1.0")), List.of(101L, 102L), List.of(202L, 203L), 1),
            METHODS);

    /** Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29. */
    @ParameterizedTest
    @CsvSource({"81, 263, .2553, .3662", "15, 148, .0624, .1605", "0, 20, .0000, .1611", "1, 29, .0061, .1718"})
    void wilsonIntervalIsThatOfTheTables(int k, int n, double low, double high) {
        assertThat(Tally.wilson(k, n)[0]).isCloseTo(low, within(6e-5));
        assertThat(Tally.wilson(k, n)[1]).isCloseTo(high, within(6e-5));
    }

    @Test
    void missedAttacksCountAsNeverAndWhole() {
        Tally tally = Tally.of(List.of(
                outcome("m", AttackKind.BOT, Level.LOW, 1, true, 2, 10),
                outcome("m", AttackKind.BOT, Level.LOW, 2, false, Double.NaN, 900),
                outcome("m", AttackKind.BOT, Level.LOW, 3, false, Double.NaN, 100)));
        assertThat(tally.recall()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(tally.medianHours()).isInfinite();
        assertThat(tally.medianRecords()).isEqualTo(100);
        assertThat(tally.meanRecords()).isCloseTo(1_010 / 3.0, within(1e-9));
        assertThat(tally.p95Records()).isCloseTo(100 + 0.9 * 800, within(1e-9));
        assertThat(Tally.of(List.of()).recall()).isNaN();
    }

    @Test
    void tableSaysWhatItMust() {
        String table = REPORT.table();
        assertThat(table)
                .contains("tuning 101, 102, test 202, 203", "budget: 1.00 false alerts a day", "version: 0.1.0")
                .contains("By attack and level: Nidwatch", "new credential, high", "By size of the organisation")
                .contains("Apart, not in the first table", "distributed", "padded", "rotated", "straddling", "hidden");
        List<String> lines = table.lines().toList();
        String ours = lines.stream()
                .filter(line -> line.startsWith("Nidwatch "))
                .findFirst()
                .orElseThrow();
        // 9 kinds of 3 levels, 20 each; 92 % of each.
        assertThat(ours).contains(" 540 ").contains("90/90/90").contains("1.00");
        assertThat(lines.stream()
                        .filter(line -> line.startsWith("clairvoyant"))
                        .findFirst()
                        .orElseThrow())
                .contains("(1.00)");
        // Ours, oracles, rivals by recall.
        assertThat(table.indexOf("Farrington-like")).isLessThan(table.indexOf("3-sigma"));
        assertThat(table.indexOf("blind oracle")).isLessThan(table.indexOf("Farrington-like"));
        assertThat(table).doesNotContain("NaN").doesNotContain("Infinity");
    }

    @Test
    void jsonHoldsEverything() throws Exception {
        JsonNode root = new ObjectMapper().readTree(REPORT.json());
        assertThat(root.get("ours").asText()).isEqualTo("Nidwatch");
        assertThat(root.get("test_seeds").get(1).asLong()).isEqualTo(203);
        assertThat(root.get("not_in_overall")).hasSize(5);
        JsonNode ours = root.get("methods").get(0);
        assertThat(ours.get("false_alerts_per_day").asDouble()).isEqualTo(1);
        assertThat(ours.get("overall").get("attacks").asInt()).isEqualTo(540);
        assertThat(ours.get("overall").get("recall").asDouble()).isBetween(0.89, 0.91);
        assertThat(ours.get("by_attack")).hasSize(42);
        assertThat(ours.get("by_level")).hasSize(3);
        assertThat(ours.get("by_size")).hasSize(4);
        assertThat(ours.get("outcomes")).hasSize(840);
        assertThat(ours.get("outcomes").get(0)).hasSameSizeAs(ours.get("outcome_fields"));
        JsonNode sigma = root.get("methods").get(4);
        assertThat(sigma.get("overall").get("hours_median").isNull()).isTrue();
    }

    @Test
    void writesWellFormedPlots(@TempDir Path directory) throws Exception {
        Path into = directory.resolve("not/yet/there");
        REPORT.writeTo(into);
        assertThat(Files.readString(into.resolve("table.txt"))).isEqualTo(REPORT.table());
        assertThat(Files.readString(into.resolve("result.json"))).isEqualTo(REPORT.json());
        for (String plot : List.of("recall.svg", "records.svg")) {
            var document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(into.resolve(plot).toFile());
            assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
            assertThat(document.getElementsByTagName("title").item(0).getTextContent())
                    .isNotBlank();
            assertThat(Files.readString(into.resolve(plot)))
                    .contains("currentColor")
                    .doesNotContain("NaN");
        }
        assertThat(Files.readString(into.resolve("recall.svg"))).contains("3-sigma &lt;organisation&gt; &amp; ");
        assertThat(Files.readString(into.resolve("records.svg")))
                .contains("best rival: Farrington-like, credential, fresh")
                .doesNotContain("3-sigma");
    }

    @Test
    void aReportOfOursAloneIsAReport() throws Exception {
        Report alone = new Report(
                new Report.Provenance(Map.of(), List.of(), List.of(), 1),
                List.of(new MethodResult("Nidwatch", "all", 0, 0, 0, List.of())));
        assertThat(alone.table()).contains("Nidwatch").doesNotContain("NaN");
        assertThat(new ObjectMapper().readTree(alone.json()).get("methods")).hasSize(1);
    }

    @Test
    void refusesAReportOfNothing() {
        assertThatThrownBy(() -> new Report(new Report.Provenance(Map.of(), List.of(), List.of(), 1), List.of()))
                .hasMessageContaining("at least one method");
    }

    private static MethodResult method(String name, double recall, long records) {
        SplittableRandom random = new SplittableRandom(name.length());
        List<Outcome> outcomes = new ArrayList<>();
        int number = 0;
        for (AttackKind kind : AttackKind.values()) {
            for (Level level : Level.values()) {
                for (int i = 0; i < 20; i++) {
                    boolean detected = i < Math.floor(recall * 20);
                    long lost = (detected ? records : 10 * records) / (1 + level.ordinal()) + random.nextInt(10);
                    outcomes.add(outcome(name, kind, level, number++, detected, detected ? i : Double.NaN, lost));
                }
            }
        }
        return new MethodResult(name, "half a sentence", 70, 70 * 174, 70, outcomes);
    }

    private static Outcome outcome(
            String method, AttackKind kind, Level level, int number, boolean detected, double hours, long records) {
        double perDay = Math.pow(10, 1 + number % 5);
        return new Outcome(method, "world-202", number, number, kind, level, perDay, detected, hours, records);
    }
}
