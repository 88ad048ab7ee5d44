// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.nidwatch.intake.NidQuery;

class LevelNamesTest {
    private static final int PARTITIONS = 4;

    @Test
    void eachPartitionGetsAboutAsManyQueries() {
        BenchmarkSettings settings = new BenchmarkSettings(
                Path.of("unused"), 100_000, PARTITIONS, 174, 1, 5, List.of(Variant.RAW), List.of(), 30, List.of());
        LevelNames names = new LevelNames(EventTopic.queries(settings), settings.events(), PARTITIONS);
        Iterator<NidQuery> queries = EventTopic.queries(settings);
        int[] load = new int[PARTITIONS];
        for (int i = 0; i < 100_000; i++) {
            byte[] key =
                    names.rename(queries.next()).organisationId().getBytes(java.nio.charset.StandardCharsets.UTF_8);
            load[BuiltInPartitioner.partitionForKey(key, PARTITIONS)]++;
        }
        for (int count : load) {
            assertThat(count).isBetween(22_000, 28_000);
        }
    }
}
