// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Partitions where something should move on, as there is more, and does not. Thread-safe. */
final class Standstills {
    private final long patienceNanos;
    private final LongSupplier nanos;
    private final Map<TopicPartition, Stand> standing = new ConcurrentHashMap<>();

    private record Stand(long at, long end, long since) {}

    /**
     * One that has lasted for too long.
     *
     * @param records from where it stands to the end
     * @param millis for how long already
     */
    record Standstill(TopicPartition partition, long records, long millis) {}

    /**
     * None known yet.
     *
     * @param patienceMillis so long it may stand
     * @param nanos a clock as {@link System#nanoTime}
     */
    Standstills(long patienceMillis, LongSupplier nanos) {
        patienceNanos = 1_000_000 * patienceMillis;
        this.nanos = nanos;
    }

    /**
     * What a look at a partition showed.
     *
     * @param at the offset that something has come to
     * @param end the offset that it should come to
     */
    void seen(TopicPartition partition, long at, long end) {
        if (at >= end) {
            standing.remove(partition);
            return;
        }
        Stand first = new Stand(at, end, nanos.getAsLong());
        standing.merge(
                partition, first, (before, seen) -> before.at() == at ? new Stand(at, end, before.since()) : seen);
    }

    /** Forgets all others. */
    void only(Set<TopicPartition> partitions) {
        standing.keySet().retainAll(partitions);
    }

    /** Whether a partition has stood still for half the time after which it is told. */
    boolean halfway(TopicPartition partition) {
        Stand stand = standing.get(partition);
        return stand != null && 2 * (nanos.getAsLong() - stand.since()) >= patienceNanos;
    }

    /** Of these partitions the one that has stood still the longest, if for too long; null = none has. */
    @Nullable
    Standstill longest(Collection<TopicPartition> among) {
        Standstill longest = null;
        for (TopicPartition partition : among) {
            Stand stand = standing.get(partition);
            if (stand == null || nanos.getAsLong() - stand.since() < patienceNanos) {
                continue;
            }
            long millis = millis(stand);
            if (longest == null || millis > longest.millis()) {
                longest = new Standstill(partition, stand.end() - stand.at(), millis);
            }
        }
        return longest;
    }

    private long millis(Stand stand) {
        return (nanos.getAsLong() - stand.since()) / 1_000_000;
    }
}
