// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What our topics are called.
 *
 * @param prefix first part of every name: 0 to 100 letters, digits, dots, underscores and hyphens
 */
public record TopicNames(String prefix) {
    // Kafka allows 249 characters in all; the rest is for our longest name and for internal topics made from it.
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._-]{0,100}");

    /** The prefix {@code nid.}. */
    public static final TopicNames STANDARD = new TopicNames("nid.");

    public TopicNames {
        if (!ALLOWED.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "topics.prefix = " + prefix + ": must be 0 to 100 letters, digits, dots, underscores and hyphens");
        }
    }

    /** Queries of the NID server; key = organisation id. */
    public String queries() {
        return prefix + "queries";
    }

    /** Every emission of every alert; key = organisation id. */
    public String alerts() {
        return prefix + "alerts";
    }

    /** The last emission of each alert, compacted; key = alert id. */
    public String alertsCurrent() {
        return prefix + "alerts.current";
    }

    /** Every emission of every alert as an OCSF finding, where that is asked for; key = organisation id. */
    public String alertsOcsf() {
        return prefix + "alerts.ocsf";
    }

    /** One record per organisation and minute; key = organisation id. */
    public String activity() {
        return prefix + "activity";
    }

    /** What was not counted: reason and place in headers, never the value. */
    public String rejected() {
        return queries() + ".rejected";
    }

    /** Declared partners, compacted; key = organisation id. */
    public String organisations() {
        return prefix + "organisations";
    }

    /** Decoys, compacted; key = token in hex. */
    public String canaries() {
        return prefix + "canaries";
    }

    /** Investigators' probes, compacted; key = the probe's id. */
    public String probes() {
        return prefix + "probes";
    }

    /** Silences with their end and ceiling, compacted; key = the silence's id. */
    public String silences() {
        return prefix + "silences";
    }

    /** Analysts' verdicts, compacted; key = alert id. */
    public String dispositions() {
        return prefix + "dispositions";
    }

    /** When we were blind, and why. */
    public String coverage() {
        return prefix + "coverage";
    }

    /** Who did what, and what silences hid; key = organisation id. */
    public String audit() {
        return prefix + "audit";
    }

    /** How far each log has been ingested, compacted; key = source. */
    public String ingestCheckpoints() {
        return prefix + "ingest.checkpoints";
    }

    /** Every topic of ours that is always there. */
    public List<String> all() {
        return List.of(
                queries(),
                alerts(),
                alertsCurrent(),
                activity(),
                rejected(),
                organisations(),
                canaries(),
                probes(),
                silences(),
                dispositions(),
                coverage(),
                audit(),
                ingestCheckpoints());
    }
}
