// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.benchmark;

/**
 * One run of one variant, over the stretch from the first fifth of the records to the last.
 *
 * @param variant its name
 * @param round counted from 1
 * @param recordsPerSecond over wall time
 * @param cpuSecondsPerMillion CPU of this process (the broker has its own) a million records
 */
record Measurement(String variant, int round, double recordsPerSecond, double cpuSecondsPerMillion) {}
