// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

/**
 * Names and sizes of the topics.
 *
 * @param prefix what every topic name starts with, at most 100 letters, digits, dots, dashes and underscores
 * @param partitions partitions of the queries topic when it is created, 1 to 1,024: the most instances that can share the work
 * @param replication copies of each partition when topics are created, 1 to 9; -1 = the broker's default
 */
public record TopicSettings(String prefix, int partitions, int replication) {
    static final TopicSettings DEFAULTS = new TopicSettings("nid.", 6, -1);

    public TopicSettings {
        if (!prefix.matches("[A-Za-z0-9._-]{0,100}")) {
            throw new IllegalArgumentException(
                    "prefix = " + prefix + ": must be at most 100 letters, digits, dots, dashes and underscores");
        }
        if (partitions < 1 || partitions > 1024) {
            throw new IllegalArgumentException("partitions = " + partitions + ": must be within [1, 1024]");
        }
        if (replication != -1 && (replication < 1 || replication > 9)) {
            throw new IllegalArgumentException(
                    "replication = " + replication + ": must be within [1, 9], or -1 for the broker's default");
        }
    }
}
