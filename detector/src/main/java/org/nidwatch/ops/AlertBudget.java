// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the learned detectors alert as often as their thresholds were fitted for. It tells, by two gauges and at most
 * one warning a day, and changes no threshold: a detector that loosens itself can be taught to sleep. Thread-safe.
 */
final class AlertBudget {
    private static final Logger LOG = LoggerFactory.getLogger(AlertBudget.class);
    private static final int WEEK_HOURS = 7 * 24;
    private static final double MOST_DAYS = 7;
    private static final double SIGNIFICANT = 0.01;
    private static final Duration BETWEEN_WARNINGS = Duration.ofDays(1);

    /** From here on the Poisson law is as good as normal, and its terms would be too small for a double. */
    private static final double MANY = 400;

    /** Deviations of the normal law beyond which lies 1 %. */
    private static final double NORMAL_TAIL = 2.326;

    private final double alertsPerDay;
    private final Clock clock;
    private final long started;
    /** Alerts by hour of the epoch modulo a week: the week is exact to an hour. */
    private final long[] byHour = new long[WEEK_HOURS];

    private long newestHour;
    private long warnedAt = Long.MIN_VALUE;

    AlertBudget(MeterRegistry registry, double alertsPerDay, Clock clock) {
        this.alertsPerDay = alertsPerDay;
        this.clock = clock;
        started = clock.millis();
        newestHour = hour(started);
        Gauge.builder(Figure.BUDGET.meter(), () -> alertsPerDay)
                .description(Figure.BUDGET.help())
                .register(registry);
        Gauge.builder(Figure.ALERTS_LAST_WEEK.meter(), this, AlertBudget::perDay)
                .description(Figure.ALERTS_LAST_WEEK.help())
                .register(registry);
    }

    /** A learned detector opened an alert. */
    synchronized void opened() {
        long now = clock.millis();
        forget(now);
        byHour[Math.floorMod(newestHour, WEEK_HOURS)]++;
        long count = count();
        double days = days(now);
        boolean quiet = warnedAt != Long.MIN_VALUE && now - warnedAt < BETWEEN_WARNINGS.toMillis();
        if (!quiet && tail(count, alertsPerDay * days) < SIGNIFICANT) {
            warnedAt = now;
            LOG.warn(warning(count, days));
        }
    }

    private String warning(long count, double days) {
        return String.format(
                Locale.ROOT,
                "learned detectors of this instance opened %d alerts in %.1f days; the budget of all organisations is %s a"
                        + " day (budget.alerts.per.day), so this is no chance. No threshold is changed by that. Look at the"
                        + " alerts first: it may be an attack. If they are honest, say so (`nidwatch disposition add`), and"
                        + " fit the thresholds to your traffic (`nidwatch calibrate`)",
                count,
                days,
                Double.toString(alertsPerDay).replaceAll("\\.0$", ""));
    }

    /** Alerts a day in the last week, or since the start. */
    synchronized double perDay() {
        long now = clock.millis();
        forget(now);
        return count() / days(now);
    }

    private double days(long now) {
        return Math.min(MOST_DAYS, Math.max(1, (now - started) / 86_400_000.0));
    }

    private long count() {
        long sum = 0;
        for (long alerts : byHour) {
            sum += alerts;
        }
        return sum;
    }

    /** Empties the hours that a week has passed over; a clock that is set back forgets nothing. */
    private void forget(long now) {
        long hour = hour(now);
        long passed = Math.min(WEEK_HOURS, hour - newestHour);
        for (long i = 1; i <= passed; i++) {
            byHour[Math.floorMod(hour - passed + i, WEEK_HOURS)] = 0;
        }
        newestHour = Math.max(newestHour, hour);
    }

    private static long hour(long millis) {
        return Math.floorDiv(millis, 3_600_000L);
    }

    /** The chance of at least so many alerts when so many are expected, by Poisson's law. */
    static double tail(long count, double expected) {
        if (expected > MANY) {
            // Only which side of 1 % it lies on is asked.
            return count - 0.5 > expected + NORMAL_TAIL * Math.sqrt(expected) ? 0 : 1;
        }
        double term = Math.exp(-expected);
        double below = 0;
        for (long k = 0; k < count && k <= 2 * MANY; k++) {
            below += term;
            term *= expected / (k + 1);
        }
        return Math.max(0, 1 - below);
    }
}
