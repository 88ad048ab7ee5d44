// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.benchmark;

/**
 * One run of one variant, over the stretch from the first fifth of its records to the last.
 *
 * @param variant its name
 * @param round counted from 1
 * @param recordsPerSecond over wall time
 * @param cpuSecondsPerMillion CPU of the variant's process (the broker has its own) a million records
 * @param peakMiB most memory it held at any time, as the operating system counts; 0 where that does not tell
 */
record Measurement(String variant, int round, double recordsPerSecond, double cpuSecondsPerMillion, double peakMiB) {}
