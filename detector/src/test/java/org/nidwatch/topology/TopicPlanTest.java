// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TopicPlanTest {
    @Test
    void plansEveryTopic() {
        assertThat(TopicPlan.standard(TopicNames.STANDARD, 6, 3).topics())
                .extracting(PlannedTopic::name)
                .containsExactlyInAnyOrderElementsOf(TopicNames.STANDARD.all());
    }

    @Test
    void anOutletBringsItsTopicAndItsRightsAndNothingElse() {
        Outlets both = new Outlets(true, true);

        assertThat(TopicPlan.standard(TopicNames.STANDARD, 6, 3, both).topics())
                .extracting(PlannedTopic::name)
                .contains("nid.alerts.ocsf")
                .hasSize(TopicNames.STANDARD.all().size() + 1);
        List<String> more =
                new java.util.ArrayList<>(TopicPlan.acls(TopicNames.STANDARD, "kafka:9092", "nidwatch", both));
        more.removeAll(TopicPlan.acls(TopicNames.STANDARD, "kafka:9092", "nidwatch"));
        assertThat(more)
                .allMatch(acl -> acl.contains("User:nidwatch-detector "))
                .extracting(acl -> acl.substring(acl.indexOf("--operation")))
                .containsExactly(
                        "--operation Write --operation Describe --operation DescribeConfigs --topic nid.alerts.ocsf",
                        "--operation Read --topic nid.alerts",
                        "--operation Read --operation Describe --group nidwatch-webhook");
    }

    @Test
    void refusesWhatNoClusterHas() {
        assertThatThrownBy(() -> TopicPlan.standard(TopicNames.STANDARD, 0, 3))
                .hasMessageContaining("topics.partitions = 0")
                .hasMessageContaining("[1, 1024]");
        assertThatThrownBy(() -> TopicPlan.standard(TopicNames.STANDARD, 6, 0))
                .hasMessageContaining("topics.replication = 0");
    }

    @Test
    void givesNobodyButIngestTheRightToWriteQueries() {
        List<String> acls = TopicPlan.acls(TopicNames.STANDARD, "kafka:9092", "nidwatch");

        assertThat(acls)
                .filteredOn(acl -> acl.endsWith("--topic nid.queries") && acl.contains("Write"))
                .containsExactly("kafka-acls.sh --bootstrap-server kafka:9092 --add --allow-principal"
                        + " User:nidwatch-ingest --operation Write --operation Describe --topic nid.queries");
        assertThat(acls)
                .filteredOn(acl -> acl.endsWith("--topic nid.dispositions"))
                .containsExactly(
                        "kafka-acls.sh --bootstrap-server kafka:9092 --add --allow-principal User:nidwatch-detector"
                                + " --operation Read --operation Write --operation Describe --operation DescribeConfigs"
                                + " --topic nid.dispositions",
                        "kafka-acls.sh --bootstrap-server kafka:9092 --add --allow-principal User:nidwatch-console"
                                + " --operation Read --operation Write --operation Describe --topic nid.dispositions");
        assertThat(acls)
                .filteredOn(acl -> acl.contains("nidwatch-console"))
                .noneMatch(acl -> acl.contains("nid.queries"));
        assertThat(acls)
                .filteredOn(acl -> acl.contains("--transactional-id nidwatch- --resource-pattern-type prefixed"))
                .hasSize(1);
    }
}
