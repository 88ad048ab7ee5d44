// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

/**
 * Where alerts go beside the topics that are always there; each brings a topic or rights of its own.
 *
 * @param ocsfTopic the topic of OCSF findings
 * @param webhook the webhook, which reads the alerts in a group of its own
 */
public record Outlets(boolean ocsfTopic, boolean webhook) {
    /** Nowhere else. */
    public static final Outlets NONE = new Outlets(false, false);
}
