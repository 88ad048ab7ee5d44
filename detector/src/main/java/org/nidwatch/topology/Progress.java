// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.util.Collection;
import java.util.Comparator;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.nidwatch.topology.Standstills.Standstill;

/**
 * Whether what is written is read, as Kafka tells it and not as the consumers do: to a reader of committed records the lag is 0
 * at an open transaction, whatever stands behind it, and a consumer that fetches no more knows of no lag at all.
 *
 * @param undecided last stable offsets that stand still below the offset written to: a transaction is not ended
 * @param unread committed offsets of the group that stand still below the last stable offset: nobody counts what is there
 */
record Progress(Standstills undecided, Standstills unread) {
    /** So long a group may stand still before records that could be read; restoring and waiting for others are told sooner. */
    static final long UNREAD_MILLIS = 60_000;

    /** @param undecidedMillis for how long a transaction may stand open */
    static Progress from(long undecidedMillis, LongSupplier nanos) {
        return new Progress(new Standstills(undecidedMillis, nanos), new Standstills(UNREAD_MILLIS, nanos));
    }

    /** Forgets what is read elsewhere: when a partition comes back, nobody knows how it went meanwhile. */
    void only(Set<TopicPartition> partitions) {
        undecided.only(partitions);
        unread.only(partitions);
    }

    /** What has stood still the longest of these partitions; null = nothing does. */
    @Nullable
    Standstill longest(Collection<TopicPartition> partitions) {
        return Stream.of(undecided, unread)
                .map(each -> each.longest(partitions))
                .flatMap(Stream::ofNullable)
                .max(Comparator.comparingLong(Standstill::millis))
                .orElse(null);
    }

    /** The same as a sentence. */
    @Nullable
    String sentence(Collection<TopicPartition> partitions) {
        Standstill open = undecided.longest(partitions);
        if (open != null) {
            return "up to " + open.records() + " records of " + open.partition()
                    + " stand behind a transaction that nobody has ended for " + open.millis() / 1_000
                    + " s, and are read when it ends; if nobody ends it: deploy/README.md, Open transactions";
        }
        Standstill left = unread.longest(partitions);
        return left == null
                ? null
                : "up to " + left.records() + " records of " + left.partition()
                        + " could be read, and the group has stood before them for " + left.millis() / 1_000
                        + " s; if that lasts, restart this instance";
    }
}
