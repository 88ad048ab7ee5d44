// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.kafka.common.utils.Utils;
import org.nidwatch.intake.NidQuery;

/**
 * New names for the organisations, so that each partition of the topic gets about as many queries: with one partition much
 * fuller than the others, its thread would be measured and the others would wait, in every variant.
 */
final class LevelNames {
    private static final int MOST_LOOKED_AT = 1_000_000;

    private final Map<String, String> names = new HashMap<>();
    private final int partitions;

    /** Looks at the first of so many queries to see how much each organisation asks. */
    LevelNames(Iterator<NidQuery> queries, long events, int partitions) {
        this.partitions = partitions;
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < Math.min(events, MOST_LOOKED_AT); i++) {
            counts.merge(queries.next().organisationId(), 1, Integer::sum);
        }
        long[] load = new long[partitions];
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(each -> {
                    int emptiest = emptiest(load);
                    load[emptiest] += each.getValue();
                    names.put(each.getKey(), name(each.getKey(), emptiest));
                });
    }

    private static int emptiest(long[] load) {
        int emptiest = 0;
        for (int partition = 1; partition < load.length; partition++) {
            if (load[partition] < load[emptiest]) {
                emptiest = partition;
            }
        }
        return emptiest;
    }

    private String name(String organisation, int wanted) {
        for (int i = 0; ; i++) {
            String name = organisation + "-" + i;
            // As Kafka's own producer places a key.
            if (Utils.toPositive(Utils.murmur2(name.getBytes(StandardCharsets.UTF_8))) % partitions == wanted) {
                return name;
            }
        }
    }

    /** The query of the renamed organisation. */
    NidQuery rename(NidQuery query) {
        String organisation = query.organisationId();
        return new NidQuery(
                query.eventId(),
                query.occurredAt(),
                names.getOrDefault(organisation, organisation),
                query.credentialId(),
                query.operatorId(),
                query.sourceAddress(),
                query.operation(),
                query.outcome(),
                query.fieldsReturned(),
                query.subject(),
                query.subjectBlock(),
                query.tokenKeyId(),
                query.purpose());
    }
}
