// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nidwatch.detect.Detectors;
import org.nidwatch.profile.Thresholds;

/** Thresholds as a settings file that says where they come from. */
final class ThresholdFile {
    private ThresholdFile() {}

    /** @param provenance lines of comment: what they were fitted on, to what, by what */
    static void write(Path file, Thresholds thresholds, List<String> provenance) throws IOException {
        StringBuilder text = new StringBuilder("# Thresholds of the learned detectors.\n");
        provenance.forEach(line -> text.append("# ").append(line).append('\n'));
        text.append("# Hand this file to --config, or copy its lines into your settings file.\n");
        for (Map.Entry<String, Double> each : Detectors.settingsOf(thresholds).entrySet()) {
            text.append(each.getKey())
                    .append(": ")
                    .append(String.format(Locale.ROOT, "%.1f", Math.min(100_000, each.getValue())))
                    .append('\n');
        }
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }
}
