// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.nidwatch.alert.ScrapingAlert;

/**
 * What somebody saw of an alert while all went wrong stands there afterwards, byte for byte; no later step contradicts an
 * earlier one; and the compacted topic's last word is the last step.
 */
final class AlertsSurvive implements Promise {
    @Override
    public void kept(Evidence run) throws Exception {
        Map<String, byte[]> there = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : run.topics().committed("nid.alerts")) {
            there.put(record.partition() + ":" + record.offset(), record.value());
        }
        run.seen()
                .forEach((place, value) -> assertThat(there.get(place))
                        .as("the alert seen at %s, %s", place, run.told())
                        .isEqualTo(value));
        Map<UUID, ScrapingAlert> last = steps(run);
        Map<UUID, ScrapingAlert> current = new LinkedHashMap<>();
        run.alertsIn("nid.alerts.current").forEach(alert -> current.put(alert.alertId(), alert));
        assertThat(current).as("current alerts, %s", run.told()).isEqualTo(last);
    }

    private static Map<UUID, ScrapingAlert> steps(Evidence run) throws Exception {
        Map<UUID, ScrapingAlert> last = new LinkedHashMap<>();
        List<ScrapingAlert> alerts = run.alerts();
        alerts.sort(Comparator.comparingInt(ScrapingAlert::sequence));
        for (ScrapingAlert step : alerts) {
            ScrapingAlert before = last.put(step.alertId(), step);
            if (before != null) {
                follows(run, before, step);
            }
        }
        return last;
    }

    private static void follows(Evidence run, ScrapingAlert before, ScrapingAlert step) {
        String which = "alert " + step.alertId() + " step " + step.sequence() + ", " + run.told();
        assertThat(step.organisationId()).as(which).isEqualTo(before.organisationId());
        assertThat(step.scope()).as(which).isEqualTo(before.scope());
        assertThat(step.credentialId()).as(which).isEqualTo(before.credentialId());
        assertThat(step.episodeStart()).as(which).isEqualTo(before.episodeStart());
        assertThat(step.severity()).as(which).isGreaterThanOrEqualTo(before.severity());
        assertThat(step.recordsExposedBeforeAlert()).as(which).isEqualTo(before.recordsExposedBeforeAlert());
        assertThat(step.recordsExposed()).as(which).isGreaterThanOrEqualTo(before.recordsExposed());
        assertThat(step.queries()).as(which).isGreaterThanOrEqualTo(before.queries());
        assertThat(step.detectedAt()).as(which).isGreaterThanOrEqualTo(before.detectedAt());
    }
}
