// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Utils;

/**
 * On which partition an organisation belongs: where a Java producer puts its id as a key. Not thread-safe; remembers
 * the answers for at most 100,000 organisations.
 */
public final class Placement {
    private static final int REMEMBERED = 100_000;

    private final int partitions;
    private final Map<String, Integer> known = new HashMap<>();

    /** Of a topic with so many partitions, at least 1. */
    public Placement(int partitions) {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions = " + partitions + ": must be at least 1");
        }
        this.partitions = partitions;
    }

    /** The partition, from 0. */
    public int of(String organisationId) {
        Integer partition = known.get(organisationId);
        if (partition == null) {
            partition = compute(organisationId);
            if (known.size() == REMEMBERED) {
                known.clear();
            }
            known.put(organisationId, partition);
        }
        return partition;
    }

    private int compute(String organisationId) {
        return Utils.toPositive(Utils.murmur2(organisationId.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
