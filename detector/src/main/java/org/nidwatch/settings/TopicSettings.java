// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

/**
 * Names and sizes of the topics.
 *
 * @param prefix what every topic name starts with, at most 100 letters, digits, dots, dashes and underscores
 * @param partitions partitions of the queries topic when it is created, 1 to 1,000: the most threads that can share the work
 * @param replication copies of each partition when topics are created, 1 to 9; the embedded broker always keeps one
 * @param alertsOcsf whether each alert is also written to the topic alerts.ocsf, as an OCSF 1.8 Detection Finding in JSON
 */
public record TopicSettings(String prefix, int partitions, int replication, boolean alertsOcsf) {
    static final TopicSettings DEFAULTS = new TopicSettings("nid.", 6, 3, false);

    public TopicSettings {
        if (!prefix.matches("[A-Za-z0-9._-]{0,100}")) {
            throw new IllegalArgumentException(
                    "prefix = " + prefix + ": must be at most 100 letters, digits, dots, dashes and underscores");
        }
        if (partitions < 1 || partitions > 1000) {
            throw new IllegalArgumentException("partitions = " + partitions + ": must be within [1, 1000]");
        }
        if (replication < 1 || replication > 9) {
            throw new IllegalArgumentException("replication = " + replication + ": must be within [1, 9]");
        }
    }
}
