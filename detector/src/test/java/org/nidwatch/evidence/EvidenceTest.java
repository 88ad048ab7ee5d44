// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Token;
import org.nidwatch.wire.Samples;

class EvidenceTest {
    private static final ZoneId DHAKA = ZoneId.of("Asia/Dhaka");
    private static final long HOUR = 3_600_000L;

    @TempDir
    private Path folder;

    private static NidQuery query(String credential) {
        return new NidQuery(
                "e",
                1_780_000_000_000L,
                "bank-1",
                credential,
                null,
                "10.0.0.1",
                Operation.RETRIEVE,
                Outcome.DISCLOSED,
                3,
                new Token(1, 2),
                null,
                0,
                null);
    }

    @Test
    void eventsAreListedWithTheirPlaceAndNoFormula() throws IOException {
        Path file = folder.resolve("events.csv");
        EventList list = new EventList(file, "nid.queries");
        try (list) {
            list.add(query("=HYPERLINK(\"x\")"), 3, 17);
            list.add(query("k,1"), 3, 29);
        }
        assertThat(list.spans()).containsOnlyKeys(3).containsValue(new EventList.Span(17, 29, 2));
        assertThat(Files.readAllLines(file).subList(1, 3))
                .containsExactly(
                        "2026-05-28T20:26:40Z,bank-1,\"'=HYPERLINK(\"\"x\"\")\",,10.0.0.1,RETRIEVE,DISCLOSED,3,"
                                + "00000000000000010000000000000002,0,nid.queries,3,17",
                        "2026-05-28T20:26:40Z,bank-1,\"k,1\",,10.0.0.1,RETRIEVE,DISCLOSED,3,"
                                + "00000000000000010000000000000002,0,nid.queries,3,29");
    }

    @Test
    void aManifestTellsWhatWasChangedAddedAndTakenAway() throws IOException {
        Files.writeString(folder.resolve("a"), "1");
        Files.writeString(folder.resolve("b"), "2");
        String hash = Manifest.write(folder);
        assertThat(hash).isEqualTo(Manifest.hash(folder.resolve(Manifest.NAME))).matches("[0-9a-f]{64}");
        assertThat(Manifest.differences(folder)).isEmpty();

        Files.writeString(folder.resolve("a"), "2");
        Files.delete(folder.resolve("b"));
        Files.writeString(folder.resolve("c"), "3");
        assertThat(Manifest.differences(folder))
                .containsExactlyInAnyOrder("a was changed", "b is missing", "c is not in the manifest");

        Files.writeString(folder.resolve(Manifest.NAME), "[");
        assertThatThrownBy(() -> Manifest.differences(folder)).hasMessageEndingWith("manifest.json is not JSON");
    }

    @Test
    void namesFromOutsideBecomeNoMarkup() {
        String page = ReportPage.of(
                List.of(Samples.alert()), "<script>alert(1)</script>", new TreeMap<>(), List.of("a & b"), DHAKA);
        assertThat(page)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("a &amp; b")
                .contains("9,000, of which before the alert 120")
                .doesNotContain("<script");
    }

    @Test
    void aChartHasABarForEachSpanAndALineWhereMoreIsKnown() {
        ActivityChart chart = new ActivityChart(0, 4 * HOUR);
        chart.add(HOUR, 100, 20.0);
        chart.add(2 * HOUR, 10, null);
        chart.add(9 * HOUR, 10, null);
        assertThat(chart.minutes()).isEqualTo(2);
        String svg = chart.svg("Queries of <bank>", HOUR, HOUR + 60_000, DHAKA);
        assertThat(svg)
                .startsWith("<svg")
                .endsWith("</svg>\n")
                .contains("Queries of &lt;bank&gt;", "queries in one minute", "began", "alert");
        assertThat(svg.split("fill=\"#2f7fc1\"", -1)).hasSize(3);
    }
}
