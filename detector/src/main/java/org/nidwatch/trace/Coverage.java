// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.trace;

/**
 * What of the asked span was read.
 *
 * @param from since when every partition holds queries, milliseconds; the span's begin where they reach back as far
 * @param newest the newest query met, Long.MIN_VALUE when none was
 * @param deleted whether older queries have been deleted from the topic
 * @param records read
 * @param unreadable of these, records that are no queries
 * @param lost records that retention removed between a stop and its resumption
 */
public record Coverage(long from, long newest, boolean deleted, long records, long unreadable, long lost) {}
