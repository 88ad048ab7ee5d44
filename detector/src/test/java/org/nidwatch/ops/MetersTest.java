// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.nidwatch.alert.Severity;
import org.nidwatch.detect.Shape;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.RejectReason;

class MetersTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Meters meters = new Meters(registry, 2);
    private final QueryMeter queries = meters.newQueryMeter();

    @Test
    void haveTheNamesThatDashboardsAreBuiltOn() {
        queries.counted("bank", Outcome.DISCLOSED, true);
        queries.rejected(RejectReason.NOT_FRAMED);
        meters.misplaced();
        meters.alertOpened(new UUID(1, 1), Severity.HIGH, Shape.HARVEST, 1_200);
        meters.detectionLatency(Duration.ofMillis(40));

        assertThat(registry.scrape())
                .contains("nidwatch_queries_received_total 2.0")
                .contains("nidwatch_queries_total{organisation=\"bank\",outcome=\"DISCLOSED\"} 1.0")
                .contains("nidwatch_queries_rejected_total{reason=\"NOT_FRAMED\"} 1.0")
                .contains("nidwatch_queries_late_total 1.0")
                .contains("nidwatch_queries_misplaced_total 1.0")
                .contains("nidwatch_alerts_total{severity=\"HIGH\",shape=\"HARVEST\"} 1.0")
                .contains("nidwatch_alerts_open{severity=\"HIGH\"} 1.0")
                .contains("nidwatch_records_exposed_before_alert_sum 1200.0")
                .contains("nidwatch_detection_latency_seconds_bucket{le=\"0.05\"} 1");
    }

    @Test
    void tellAtMostSoManyOrganisationsApart() {
        for (int i = 0; i < 10_000; i++) {
            queries.counted("org-" + i, Outcome.DISCLOSED, false);
        }
        assertThat(registry.get("nidwatch.queries").functionCounters()).hasSize(3);
        assertThat(registry.get("nidwatch.queries")
                        .tag("organisation", Meters.OTHER)
                        .functionCounter()
                        .count())
                .isEqualTo(9_998);
    }

    @Test
    void addUp() {
        QueryMeter another = meters.newQueryMeter();
        for (int i = 0; i < 100; i++) {
            (i % 2 == 0 ? queries : another).counted("org-" + i % 7, Outcome.values()[i % 3], false);
            queries.rejected(RejectReason.values()[i % 5]);
        }
        assertThat(sum("nidwatch.queries")).isEqualTo(100);
        assertThat(sum("nidwatch.queries.rejected")).isEqualTo(100);
        assertThat(sum("nidwatch.queries.received")).isEqualTo(200);
    }

    @Test
    void forgetAnAlertThatIsClosed() {
        meters.alertOpened(new UUID(1, 1), Severity.LOW, Shape.RESALE, 3);
        meters.alertOpen(new UUID(1, 1), Severity.HIGH);
        meters.alertOpen(new UUID(2, 2), Severity.HIGH);
        meters.alertGone(new UUID(2, 2));

        assertThat(open(Severity.LOW)).isZero();
        assertThat(open(Severity.HIGH)).isEqualTo(1);
    }

    private double open(Severity severity) {
        return registry.get("nidwatch.alerts.open")
                .tag("severity", severity.name())
                .gauge()
                .value();
    }

    private double sum(String name) {
        return registry.get(name).functionCounters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
