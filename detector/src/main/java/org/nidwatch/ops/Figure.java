// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ops;

import java.util.List;

/**
 * Every meter of ours: its name, its tags, its help text, and what a strange value means. Names and tags are public; the README's
 * table is made from this list.
 */
public enum Figure {
    QUERIES_RECEIVED(
            "nidwatch.queries.received",
            Kind.COUNTER,
            "Records read from the queries topic: counted + rejected",
            "stands still: nothing arrives; look at `ingest` and the topic"),
    QUERIES(
            "nidwatch.queries",
            Kind.COUNTER,
            "Queries counted",
            "an organisation stands still: it has stopped, or reports no more",
            "organisation",
            "outcome"),
    QUERIES_REJECTED(
            "nidwatch.queries.rejected",
            Kind.COUNTER,
            "Records not counted, told in the rejected topic",
            "grows: somebody's events cannot be read, by mistake or to hide; the tag says why",
            "reason"),
    QUERIES_LATE(
            "nidwatch.queries.late",
            Kind.COUNTER,
            "Queries counted, but more than ten minutes older than their organisation's newest",
            "grows: a log is delivered late"),
    QUERIES_MISPLACED(
            "nidwatch.queries.misplaced",
            Kind.COUNTER,
            "Queries found on another partition than their organisation's",
            "grows: a producer does not key by organisation; right, but it costs a detour"),
    ALERTS(
            "nidwatch.alerts",
            Kind.COUNTER,
            "Alerts opened, by their severity and shape at that moment",
            "none for weeks: look at risk and coverage before you call it quiet",
            "severity",
            "shape"),
    ALERTS_OPEN(
            "nidwatch.alerts.open",
            Kind.GAUGE,
            "Alerts open now, of the organisations that this process watches",
            "does not fall: nobody decides about them (`nidwatch disposition add`)",
            "severity"),
    SILENCED(
            "nidwatch.silenced",
            Kind.COUNTER,
            "Alerts that a silence began to hold back",
            "grows: somebody agreed not to hear this; nid.audit tells each day what was hidden, `nidwatch silence list` by whom",
            "organisation"),
    RECORDS_EXPOSED(
            "nidwatch.records.exposed.before.alert",
            Kind.SUMMARY,
            "Distinct citizens whose record went out between the start of the abuse and the alert",
            "the figure to lower: high means seen late"),
    ORGANISATION_RATE(
            "nidwatch.organisation.rate",
            Kind.GAUGE,
            "Queries a second of an organisation in its newest minute; 0 when nothing came for three minutes",
            "0 in working hours: it has stopped, or reports no more",
            "organisation"),
    ORGANISATION_EXPECTED(
            "nidwatch.organisation.expected",
            Kind.GAUGE,
            "Queries a second expected of an organisation in that minute, once it is known well enough",
            "far from the rate: look at its risk",
            "organisation"),
    ORGANISATION_RISK(
            "nidwatch.organisation.risk",
            Kind.GAUGE,
            "How near the nearest detector is to its alarm, 0 to 100",
            "stays above 80 without an alert: somebody may know the threshold",
            "organisation"),
    DETECTION_LATENCY(
            "nidwatch.detection.latency",
            Kind.SECONDS,
            "From the broker's timestamp of the query to the alert that it caused",
            "above seconds: lag, or history is caught up with"),
    EVENT_LAG(
            "nidwatch.event.lag",
            Kind.SECONDS,
            "How old the newest query of a partition was when it was counted, once for each poll",
            "grows: logs are delivered late, a clock is wrong, or the detector is behind"),
    LAG_RECORDS(
            "nidwatch.lag.records",
            Kind.GAUGE,
            "Records that the slowest partition of this process is behind",
            "grows: more comes than is judged; above `health.ready.lag` it counts as blind"),
    HIDDEN_RECORDS(
            "nidwatch.hidden.records",
            Kind.GAUGE,
            "Records that this process does not get to read: they stand behind a transaction that nobody ends, or its group"
                    + " stands still before them",
            "stays above 0: see the runbook, Open transactions; Kafka's own lag may say 0 meanwhile"),
    LAG_LIMIT(
            "nidwatch.lag.limit.records",
            Kind.GAUGE,
            "How many records it may be behind and still count as looking: the setting `health.ready.lag`",
            "differs between instances: they have different settings"),
    PARTITIONS(
            "nidwatch.partitions",
            Kind.GAUGE,
            "Partitions of the queries topic",
            "differs between instances: one was started before the topic was changed; restart it"),
    PARTITIONS_WATCHED(
            "nidwatch.partitions.watched",
            Kind.GAUGE,
            "Partitions of the queries topic that this process watches",
            "the sum over instances is below `nidwatch_partitions`: nobody watches the rest"),
    READY(
            "nidwatch.ready",
            Kind.GAUGE,
            "1 = this process is looking, as /health/ready says; 0 = it is not",
            "0: `/health/ready` says why"),
    REGISTRY_WAITING(
            "nidwatch.registry.waiting",
            Kind.GAUGE,
            "Threads that wait for the schema registry; no query is skipped meanwhile",
            "above 0: the registry does not answer, and its partitions stand still"),
    COVERAGE_BLIND(
            "nidwatch.coverage.blind",
            Kind.COUNTER_OF_SECONDS,
            "Time in which a partition or an organisation was not watched, added up over them",
            "grows: silence was no safety then; nid.coverage says from when to when and for whom",
            "cause"),
    COVERAGE_BLIND_UNTIL(
            "nidwatch.coverage.blind.until",
            Kind.TIMESTAMP,
            "When the newest span that was not watched ended, seconds since 1970; 0 = none since the start",
            "is recent: somebody was not watched just now",
            "cause"),
    ALERTS_LAST_WEEK(
            "nidwatch.alerts.opened.last.week.per.day",
            Kind.GAUGE,
            "Alerts a day that learned detectors opened in the last 7 days, or since the start (at least"
                    + " a day), by this instance: sum over instances to compare with the budget",
            "the sum is well above the budget: a warning in the log says what to do; no threshold moves"),
    BUDGET(
            "nidwatch.budget.alerts.per.day",
            Kind.GAUGE,
            "Alerts a day over all organisations that the thresholds are fitted to; a setting",
            "differs between instances: they have different settings"),
    COMMON_CAUSE(
            "nidwatch.federation.common.cause",
            Kind.COUNTER,
            "Hours in which all organisations, or all of a sector, rose so that it is no alert",
            "grows without a holiday or campaign: ask what rose everywhere",
            "detector"),
    DIGESTS_LATE(
            "nidwatch.federation.digests.late",
            Kind.COUNTER,
            "Digests of organisations that came after the federation had decided their 5 minutes",
            "grows: queries are written more than `federation.grace` after their time, or after others of their partition"),
    POLICY_REJECTED(
            "nidwatch.policy.rejected",
            Kind.COUNTER,
            "Records of the policy topics that were skipped as unreadable",
            "above 0: an organisation, canary, probe, silence or disposition is not in force",
            "topic"),
    WEBHOOK_DELIVERED(
            "nidwatch.webhook.delivered",
            Kind.COUNTER,
            "Emissions of alerts that the webhook's receiver took; where a webhook is set",
            "less than the alerts opened: they are held or skipped"),
    WEBHOOK_FAILED(
            "nidwatch.webhook.failed",
            Kind.COUNTER,
            "Tries that failed; what failed is held and tried again",
            "grows: the tag says why; `endpoint` = the URL or the secret is wrong, `refused` = the content is not wanted",
            "reason"),
    WEBHOOK_SKIPPED(
            "nidwatch.webhook.skipped",
            Kind.COUNTER,
            "Emissions that the receiver refused `webhook.refused.tries` times, or that are no alerts",
            "above 0: the log names each by topic, partition and offset; the receiver has not seen it"),
    WEBHOOK_OLDEST(
            "nidwatch.webhook.oldest.undelivered",
            Kind.GAUGE_OF_SECONDS,
            "How long the oldest alert that the webhook holds has waited since it was written; 0 = none is held",
            "grows: the receiver takes nothing; alerts stand in nid.alerts meanwhile, and none is lost");

    /** What is measured, and in what. */
    public enum Kind {
        COUNTER("_total"),
        COUNTER_OF_SECONDS("_seconds_total"),
        GAUGE(""),
        GAUGE_OF_SECONDS("_seconds"),
        SUMMARY(""),
        SECONDS("_seconds"),
        TIMESTAMP("_seconds");

        private final String suffix;

        Kind(String suffix) {
            this.suffix = suffix;
        }
    }

    private final String meter;
    private final Kind kind;
    private final String help;
    private final String strange;

    @SuppressWarnings("ImmutableEnumChecker") // It is List.of.
    private final List<String> tags;

    Figure(String meter, Kind kind, String help, String strange, String... tags) {
        this.meter = meter;
        this.kind = kind;
        this.help = help;
        this.strange = strange;
        this.tags = List.of(tags);
    }

    /** Its name in Micrometer. */
    String meter() {
        return meter;
    }

    String help() {
        return help;
    }

    /** Its name as Prometheus reads it. */
    public String prometheus() {
        return meter.replace('.', '_') + kind.suffix;
    }

    /** The README's table. */
    public static String markdown() {
        StringBuilder table = new StringBuilder("| metric | is | a strange value means |\n|---|---|---|\n");
        for (Figure each : values()) {
            String tags = each.tags.isEmpty() ? "" : "{" + String.join(",", each.tags) + "}";
            table.append("| `").append(each.prometheus()).append(tags).append("` | ");
            table.append(each.help).append(" | ").append(each.strange).append(" |\n");
        }
        return table.toString();
    }
}
