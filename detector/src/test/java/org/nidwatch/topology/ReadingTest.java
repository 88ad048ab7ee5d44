// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Query;
import org.nidwatch.intake.RejectReason;
import org.nidwatch.wire.SampleRegistry;
import org.nidwatch.wire.Wire;

class ReadingTest {
    private final Wire wire = SampleRegistry.wire();
    private final Reading reading =
            new Reading(new CarefulReader(wire.newQueryReader(), new RegistryPatience(Duration.ofSeconds(1))));

    @Test
    void eachOrganisationsQueriesStandTogetherInTheirOrder() {
        List<NidQuery> queries = SampleQueries.stream(3, 1_000, 90);
        Map<String, List<Long>> expected = new LinkedHashMap<>();
        queries.forEach(query -> expected.computeIfAbsent(query.organisationId(), id -> new ArrayList<>())
                .add(query.occurredAt()));

        reading.read(List.of(records(queries.subList(0, 10)).get(0))); // what was read before is forgotten
        reading.read(records(queries));

        Map<String, List<Long>> read = new LinkedHashMap<>();
        for (int group = 0; group < reading.organisations(); group++) {
            List<Long> times = new ArrayList<>();
            for (int i = reading.first(group); i != Reading.NONE; i = reading.next(i)) {
                Query query = reading.query(i);
                assertThat(query).isNotNull();
                assertThat(query.organisationId()).isEqualTo(reading.organisation(group));
                times.add(query.occurredAt());
            }
            read.put(String.valueOf(reading.organisation(group)), times);
        }
        assertThat(read).isEqualTo(expected);
        assertThat(new ArrayList<>(read.keySet())).isEqualTo(new ArrayList<>(expected.keySet()));
    }

    @Test
    void whatCannotBeReadTellsWhyAndHurtsNoNeighbour() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(records(SampleQueries.stream(3, 2, 1)));
        records.add(1, record(1, new byte[] {7}));

        reading.read(records);

        assertThat(reading.organisations()).isEqualTo(2);
        assertThat(reading.organisation(1)).isNull();
        assertThat(reading.first(1)).isEqualTo(1);
        assertThat(reading.query(1)).isNull();
        assertThat(reading.reason(1)).isEqualTo(RejectReason.NOT_FRAMED);
        assertThat(reading.next(0)).isEqualTo(2);
        assertThat(reading.next(2)).isEqualTo(Reading.NONE);
    }

    @Test
    void whatIsLeftOutIsGoneAndTheRestStaysInOrder() {
        reading.read(records(SampleQueries.stream(3, 6, 1)));

        assertThat(reading.leave(0, i -> i % 2 == 0)).isTrue();

        assertThat(reading.first(0)).isEqualTo(1);
        assertThat(reading.next(1)).isEqualTo(3);
        assertThat(reading.next(3)).isEqualTo(5);
        assertThat(reading.next(5)).isEqualTo(Reading.NONE);
        assertThat(reading.leave(0, i -> true)).isFalse();
        assertThat(reading.first(0)).isEqualTo(Reading.NONE);
    }

    private List<ConsumerRecord<byte[], byte[]>> records(List<NidQuery> queries) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        queries.forEach(query -> records.add(record(records.size(), wire.query("nid.queries", query))));
        return records;
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, byte[] value) {
        return new ConsumerRecord<>("nid.queries", 0, offset, new byte[0], value);
    }
}
