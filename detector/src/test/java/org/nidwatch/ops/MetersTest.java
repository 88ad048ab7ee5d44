// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nidwatch.alert.Severity;
import org.nidwatch.detect.Shape;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.RejectReason;
import org.nidwatch.watch.Coverage;
import org.nidwatch.watch.OrganisationActivity;

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
    void keepTheirLaws() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            if (random.nextInt(5) == 0) {
                queries.rejected(RejectReason.values()[random.nextInt(RejectReason.values().length)]);
            } else {
                Outcome outcome = Outcome.values()[random.nextInt(Outcome.values().length)];
                queries.counted("org-" + random.nextInt(4), outcome, random.nextInt(10) == 0);
            }
        }

        assertThat(sum("nidwatch.queries.received"))
                .isEqualTo(10_000)
                .isEqualTo(sum("nidwatch.queries") + sum("nidwatch.queries.rejected"));
        assertThat(sum("nidwatch.queries.late")).isBetween(1.0, sum("nidwatch.queries"));
    }

    @Test
    void allHaveAHelpTextAndAreInTheList() {
        exerciseAll();
        List<String> listed = Stream.of(Figure.values()).map(Figure::prometheus).toList();
        String scrape = registry.scrape();

        assertThat(scrape.lines()
                        .filter(line -> line.startsWith("# HELP"))
                        .map(line -> line.split(" ", 4))
                        .filter(line -> !line[2].endsWith("_max")))
                .allSatisfy(line -> assertThat(line[3]).isNotBlank())
                .extracting(line -> line[2])
                .containsExactlyInAnyOrderElementsOf(listed);
    }

    private void exerciseAll() {
        queries.counted("bank", Outcome.DISCLOSED, true);
        queries.rejected(RejectReason.NOT_FRAMED);
        meters.misplaced();
        meters.digestLate();
        meters.commonCause("walk");
        meters.policyRejected("nid.canaries");
        meters.silenced("bank");
        meters.alertOpened(new UUID(1, 1), Severity.HIGH, Shape.HARVEST, 1_200);
        meters.detectionLatency(Duration.ofMillis(40));
        meters.eventLag(40);
        meters.blind(new Coverage(1_000, 91_000, 0, null, Coverage.Cause.STOPPED));
        meters.newOrganisationReadings().told(activity("bank", 120, 60.0, 30));
        meters.watch(new Standing());
        meters.silenced("bank");
        meters.newWebhookMeter(Clock.systemUTC(), Coverage.Cause.LAG).failed(Coverage.Cause.LAG);
    }

    private static OrganisationActivity activity(String id, long count, Double expected, int risk) {
        return new OrganisationActivity(
                id, 0, count, expected, 0, 0, 0, 0, 0, 0, 0, risk, List.of(), null, null, null, null);
    }

    private record Standing() implements ProcessState {
        @Override
        public Health health() {
            return new Health(true, true, "all well");
        }

        @Override
        public long lagRecords() {
            return 5;
        }

        @Override
        public long hiddenRecords() {
            return 0;
        }

        @Override
        public long lagLimit() {
            return 100;
        }

        @Override
        public int partitions() {
            return 6;
        }

        @Override
        public int partitionsWatched() {
            return 4;
        }

        @Override
        public int registryWaiting() {
            return 0;
        }
    }

    @Test
    void tellWhatIsBlindInSecondsAndHowTheProcessIs() {
        exerciseAll();
        assertThat(registry.scrape())
                .contains("nidwatch_coverage_blind_seconds_total{cause=\"STOPPED\"} 90.0")
                .contains("nidwatch_coverage_blind_until_seconds{cause=\"STOPPED\"} 91.0")
                .contains("nidwatch_coverage_blind_seconds_total{cause=\"LAG\"} 0.0")
                .contains("nidwatch_ready 1.0")
                .contains("nidwatch_lag_records 5.0")
                .contains("nidwatch_partitions 6.0")
                .contains("nidwatch_partitions_watched 4.0");
    }

    @Test
    void showRateExpectationAndRiskWhileAnOrganisationIsWatchedHere() {
        OrganisationReadings readings = meters.newOrganisationReadings();
        readings.told(activity("bank", 120, 60.0, 30));
        readings.told(activity("telecom", 6, null, 99));
        readings.told(activity("third", 60, null, 10));
        readings.told(activity("fourth", 600, null, 55));
        readings.told(activity("fifth", 60, null, 20));

        assertThat(registry.scrape())
                .contains("nidwatch_organisation_rate{organisation=\"bank\"} 2.0")
                .contains("nidwatch_organisation_expected{organisation=\"bank\"} 1.0")
                .contains("nidwatch_organisation_expected{organisation=\"telecom\"} NaN")
                .contains("nidwatch_organisation_risk{organisation=\"telecom\"} 99.0")
                .contains("nidwatch_organisation_risk{organisation=\"other\"} 55.0")
                .contains("nidwatch_organisation_rate{organisation=\"other\"} 10.0")
                .doesNotContain("third");

        readings.close();
        assertThat(registry.scrape()).doesNotContain("nidwatch_organisation_rate{organisation=\"bank\"}");
    }

    /** The README's table is this list. Run with -Dupdate.golden to write it after a change. */
    @Test
    void areExplainedInTheReadme() throws IOException {
        Path readme = Path.of("../README.md");
        String text = Files.readString(readme);
        String begin = "<!-- metrics -->\n";
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf("<!-- /metrics -->");
        if (System.getProperty("update.golden") != null) {
            Files.writeString(readme, text.substring(0, from) + Figure.markdown() + text.substring(to));
            return;
        }
        assertThat(text.substring(from, to)).isEqualTo(Figure.markdown());
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
