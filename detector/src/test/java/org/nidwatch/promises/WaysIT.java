// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nidwatch.alert.Mode;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.wire.JsonForm;

/** Live, over history beside the live one, and over a file: the same queries give the same alerts. */
@Tag("slow")
class WaysIT {
    private static final long SEED = 7;
    private static final int STEPS = 15_000;
    private static final int FOUND = 2;

    @TempDir
    Path directory;

    @Test
    void liveReplayAndScanTellTheSame() throws Exception {
        List<Sent> sent;
        try (Site site = new Site(directory.resolve("site"), 1, Map.of())) {
            Traffic.Plan plan = Traffic.plan(SEED, STEPS, Site.PARTITIONS, site.wire());
            site.awaitReady(site.add());
            try (Pump pump = new Pump(site.servers(), plan.records(), 1)) {
                pump.hurry();
                Course.settle("live, seed " + SEED, site, pump);
                sent = pump.sent();
            }
            List<String> expected = SameAlertsAfterFaults.organisations(new Undisturbed(sent).alerts());
            assertThat(expected).hasSizeGreaterThan(20);
            assertThat(alerts(site, Mode.LIVE)).as("live, seed %d", SEED).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(nidwatch(site.replay())).isEqualTo(FOUND);
            assertThat(alerts(site, Mode.REPLAY))
                    .as("replayed, seed %d", SEED)
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
        assertThat(withoutPlaces(scanned(sent)))
                .as("scanned, seed %d", SEED)
                .containsExactlyInAnyOrderElementsOf(withoutPlaces(new Undisturbed(sent).alerts()));
    }

    private static List<String> alerts(Site site, Mode mode) throws Exception {
        List<ScrapingAlert> alerts = new ArrayList<>();
        for (var record : site.topics().committed("nid.alerts")) {
            ScrapingAlert alert = site.wire().readAlert(record.value()).alert();
            if (alert.mode() == mode) {
                alerts.add(alert);
            }
        }
        return SameAlertsAfterFaults.organisations(alerts);
    }

    private List<ScrapingAlert> scanned(List<Sent> sent) throws Exception {
        JsonForm json = new JsonForm();
        List<String> lines = new ArrayList<>();
        for (Sent each : sent) {
            NidQuery query = each.record().query();
            if (query != null) {
                lines.add(json.query(query));
            }
        }
        Path log = Files.write(directory.resolve("log.jsonl"), lines);
        Path canaries = Files.write(directory.resolve("canaries.jsonl"), List.of(json.canary(Traffic.DECOY)));
        Path alerts = directory.resolve("alerts.jsonl");
        int found = nidwatch(Detector.jar(
                List.of("-Xmx384m"),
                "scan",
                log.toString(),
                "--canaries",
                canaries.toString(),
                "--alerts",
                alerts.toString()));
        assertThat(found).isEqualTo(FOUND);
        List<ScrapingAlert> read = new ArrayList<>();
        for (String line : Files.readAllLines(alerts)) {
            read.add(json.alert(line).alert());
        }
        return read;
    }

    // In a file there are no offsets.
    private static List<String> withoutPlaces(List<ScrapingAlert> alerts) {
        List<String> texts = new ArrayList<>();
        for (String text : SameAlertsAfterFaults.organisations(alerts)) {
            texts.add(text.replaceAll("replayRef=(null|ReplayRef\\[[^]]*])", "replayRef=any"));
        }
        return texts;
    }

    private int nidwatch(List<String> command) throws Exception {
        Path output = Files.createTempFile(directory, "nidwatch", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(4, TimeUnit.MINUTES))
                .as("%s ends; it said: %s", command, Files.readString(output))
                .isTrue();
        return process.exitValue();
    }
}
