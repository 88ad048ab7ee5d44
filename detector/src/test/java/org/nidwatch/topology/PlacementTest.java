// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class PlacementTest {
    @Test
    void isWhereAJavaProducerPutsTheIdAsAKey() {
        Placement placement = new Placement(7);
        for (int i = 0; i < 1_000; i++) {
            String organisation = "org-" + i + "-ব্যাংক";
            byte[] key = organisation.getBytes(StandardCharsets.UTF_8);
            assertThat(placement.of(organisation)).isEqualTo(BuiltInPartitioner.partitionForKey(key, 7));
        }
    }

    @Test
    void staysTheSameWhenItForgets() {
        Placement placement = new Placement(5);
        int before = placement.of("bank");
        for (int i = 0; i < 100_001; i++) {
            placement.of("other-" + i);
        }
        assertThat(placement.of("bank")).isEqualTo(before);
    }
}
