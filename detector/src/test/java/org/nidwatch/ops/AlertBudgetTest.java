// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class AlertBudgetTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Hands hands = new Hands();
    private final Meters meters = new Meters(registry, 2, 1, hands);
    private final Logger logger = (Logger) LoggerFactory.getLogger(AlertBudget.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    /** A clock that stands until it is moved. */
    private static final class Hands extends Clock {
        private Instant now = Instant.parse("2026-03-01T08:00:00Z");

        void move(Duration on) {
            now = now.plus(on);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
    }

    private void open(int alerts) {
        for (int i = 0; i < alerts; i++) {
            meters.learnedAlertOpened();
        }
    }

    private double perDay() {
        return registry.get("nidwatch.alerts.opened.last.week.per.day").gauge().value();
    }

    @Test
    void areTwoGauges() {
        open(2);
        assertThat(registry.scrape())
                .contains("nidwatch_budget_alerts_per_day 1.0")
                .contains("nidwatch_alerts_opened_last_week_per_day 2.0")
                .containsPattern("# HELP nidwatch_alerts_opened_last_week_per_day .*sum over instances");
    }

    @Test
    void aWeekIsCountedAndWhatIsOlderForgotten() {
        open(4);
        assertThat(perDay()).as("at least a day").isEqualTo(4);
        hands.move(Duration.ofDays(2));
        assertThat(perDay()).as("since the start").isEqualTo(2);
        open(3);
        hands.move(Duration.ofDays(4));
        assertThat(perDay()).isCloseTo(7 / 6.0, within(1e-9));
        hands.move(Duration.ofDays(2));
        assertThat(perDay()).as("the first four are over").isCloseTo(3 / 7.0, within(1e-9));
        hands.move(Duration.ofDays(300));
        assertThat(perDay()).isZero();
    }

    @Test
    void whatChanceExplainsIsNoWarning() {
        open(4);
        assertThat(log.list).isEmpty();
    }

    @Test
    void moreThanChanceIsOneWarningADay() {
        open(5);
        assertThat(log.list).hasSize(1);
        assertThat(log.list.get(0).getLevel()).isEqualTo(Level.WARN);
        assertThat(log.list.get(0).getFormattedMessage())
                .contains(
                        "opened 5 alerts in 1.0 days", "is 1 a day (budget.alerts.per.day)", "No threshold is changed")
                .contains("nidwatch disposition add", "nidwatch calibrate");

        open(20);
        hands.move(Duration.ofHours(23));
        open(1);
        assertThat(log.list).hasSize(1);
        hands.move(Duration.ofHours(1));
        open(1);
        assertThat(log.list).hasSize(2);
    }

    @Test
    void theTailIsPoissons() {
        assertThat(AlertBudget.tail(0, 1)).isEqualTo(1);
        assertThat(AlertBudget.tail(4, 1)).isCloseTo(0.0189882, within(1e-6));
        assertThat(AlertBudget.tail(5, 1)).isCloseTo(0.0036598, within(1e-6));
        assertThat(AlertBudget.tail(15, 7)).isCloseTo(0.0057, within(1e-4));
        assertThat(AlertBudget.tail(1, 0.1)).isCloseTo(0.0951626, within(1e-6));
        assertThat(AlertBudget.tail(446, 399)).isBetween(0.005, 0.015);
        assertThat(AlertBudget.tail(440, 401)).isEqualTo(1);
        assertThat(AlertBudget.tail(460, 401)).isZero();
        assertThat(AlertBudget.tail(1_000_000, 700_000)).isZero();
    }
}
