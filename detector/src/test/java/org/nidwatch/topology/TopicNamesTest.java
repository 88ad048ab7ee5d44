// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TopicNamesTest {
    @Test
    void areThoseOfTheContract() {
        assertThat(TopicNames.STANDARD.all())
                .containsExactly(
                        "nid.queries",
                        "nid.alerts",
                        "nid.alerts.current",
                        "nid.activity",
                        "nid.queries.rejected",
                        "nid.organisations",
                        "nid.canaries",
                        "nid.probes",
                        "nid.silences",
                        "nid.dispositions",
                        "nid.coverage",
                        "nid.audit",
                        "nid.ingest.checkpoints");
    }

    @Test
    void refuseAPrefixThatKafkaWouldRefuse() {
        assertThatThrownBy(() -> new TopicNames("nid/"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("topics.prefix = nid/");
    }
}
