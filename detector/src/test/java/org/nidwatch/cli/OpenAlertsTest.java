// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.alert.Severity;
import org.nidwatch.wire.ReadAlert;

class OpenAlertsTest {
    private final AlertText text = new AlertText(ZoneId.of("UTC"), false);

    @Test
    void theWorstComesFirstAndWhatIsClosedNotAtAll() {
        OpenAlerts alerts = alerts(List.of(
                Alerts.of(new UUID(0, 1), "bank-1", Phase.OPENED, Severity.LOW),
                Alerts.of(new UUID(0, 2), "bank-2", Phase.CLOSED, Severity.CRITICAL),
                Alerts.of(new UUID(0, 3), "bank-3", Phase.UPDATED, Severity.CRITICAL),
                Alerts.of(new UUID(0, 4), "bank-4", Phase.ESCALATED, Severity.HIGH)));

        assertThat(organisations(alerts)).containsExactly("bank-3", "bank-4", "bank-1");
        assertThat(alerts.summary()).isEqualTo("3 open: 1 CRITICAL, 1 HIGH, 1 LOW.");
        assertThat(alerts(List.of()).summary()).isEqualTo("No alert is open.");
    }

    /** Twenty organisations attacked at once: one case with twenty lines beneath it, whatever the order of the topic. */
    @Test
    void aStormIsOneCase() {
        List<UUID> own = IntStream.range(0, 20).mapToObj(i -> new UUID(9, i)).toList();
        List<String> members =
                IntStream.range(0, 20).mapToObj(i -> "bank-%02d".formatted(i)).toList();
        List<ScrapingAlert> storm = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            storm.add(Alerts.of(own.get(i), members.get(i), Phase.OPENED, i == 7 ? Severity.HIGH : Severity.MEDIUM));
        }
        storm.add(Alerts.together(members, own));
        storm.add(Alerts.of(new UUID(0, 1), "telecom-1", Phase.OPENED, Severity.HIGH));
        Collections.shuffle(storm, new Random(1));

        OpenAlerts alerts = alerts(storm);

        List<String> order = organisations(alerts);
        int together = order.indexOf(ScrapingAlert.FEDERATION);
        assertThat(order).hasSize(22);
        assertThat(order.get(together + 1)).as("the worst member first").isEqualTo("bank-07");
        assertThat(order.subList(together + 1, together + 21)).containsExactlyInAnyOrderElementsOf(members);
        List<String> texts = alerts.texts(text, Long.MAX_VALUE);
        assertThat(texts.stream().filter(each -> each.startsWith("  + ")))
                .hasSize(20)
                .allSatisfy(line -> assertThat(line).doesNotContain("\n"));
        assertThat(alerts.summary()).isEqualTo("22 open: 3 HIGH, 19 MEDIUM.");
    }

    @Test
    void theFirstFiveAreToldInFullAndTheOthersInALine() {
        List<ScrapingAlert> many = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            many.add(Alerts.of(new UUID(0, i), "bank-" + i, Phase.UPDATED, Severity.HIGH));
        }

        List<String> texts = alerts(many).texts(text, 10);

        assertThat(texts).hasSize(10);
        assertThat(texts.subList(0, 5))
                .allSatisfy(each -> assertThat(each.lines().count()).isGreaterThan(5));
        assertThat(texts.subList(5, 10))
                .allSatisfy(each -> assertThat(each.lines()).hasSize(1));
    }

    private static OpenAlerts alerts(List<ScrapingAlert> alerts) {
        return new OpenAlerts(
                alerts.stream().map(each -> new ReadAlert(each, 0)).toList());
    }

    private static List<String> organisations(OpenAlerts alerts) {
        return alerts.queue().stream()
                .map(each -> each.read().alert().organisationId())
                .toList();
    }
}
