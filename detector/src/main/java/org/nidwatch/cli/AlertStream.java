// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.nidwatch.wire.ReadAlert;
import org.nidwatch.wire.UnreadableException;
import org.nidwatch.wire.Wire;

/** The committed alerts of a topic as they come. */
final class AlertStream {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final Wire wire;

    /** From now on: what is written after this returns is seen. */
    AlertStream(Consumer<byte[], byte[]> consumer, String topic, Wire wire) {
        this(consumer, topic, wire, false);
    }

    /**
     * From now on, or all that is still there first.
     *
     * @throws CommandFailure when there is no such topic
     */
    AlertStream(Consumer<byte[], byte[]> consumer, String topic, Wire wire, boolean fromBeginning) {
        this.consumer = consumer;
        this.wire = wire;
        List<TopicPartition> partitions = TopicContents.partitions(consumer, topic);
        consumer.assign(partitions);
        if (fromBeginning) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
        }
        // Seeking is lazy, asking for the position is not.
        partitions.forEach(consumer::position);
    }

    /** Takes one alert; answers whether it wants more. */
    interface Taker {
        void take(ReadAlert alert);
    }

    /** Waits a moment, and hands over what came; answers how many records were no alerts. */
    int poll(Taker taker) {
        int unreadable = 0;
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
            try {
                if (each.value() != null) {
                    taker.take(wire.readAlert(each.value()));
                }
            } catch (UnreadableException e) {
                unreadable++;
            }
        }
        return unreadable;
    }
}
