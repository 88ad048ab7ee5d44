// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.benchmark;

import java.util.Locale;

/**
 * How long it took from handing a query to the producer until a consumer had its alert, milliseconds.
 *
 * @param variant how the detector ran; under exactly-once the consumer reads committed alerts only
 * @param rate events a second around it
 * @param alerts how many were measured
 * @param missing how many never came within the time
 */
record LatencyResult(
        String variant, int rate, int alerts, int missing, double p50, double p99, double p999, double max) {
    String line() {
        return String.format(
                Locale.ROOT,
                "%-28s %,8d events/s  p50 %6.1f  p99 %6.1f  p99.9 %6.1f  max %6.1f ms  (%d alerts%s)",
                variant,
                rate,
                p50,
                p99,
                p999,
                max,
                alerts,
                missing == 0 ? "" : ", " + missing + " missing");
    }
}
