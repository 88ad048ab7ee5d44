// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.nidwatch.ops.Meters;
import org.nidwatch.wire.RegistryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the records of one policy topic on the board. A record that cannot be read is skipped and the policy before it
 * stays in force: one bad record must not blind the detector. Kafka Streams reads the whole topic through this
 * processor at each start, before the first query, so the board needs no store of its own.
 */
final class PolicyProcessor implements Processor<String, byte[], Void, Void> {
    /** What one kind of policy does with a record; it throws when the record makes no sense. */
    interface Kind {
        void put(String key, byte[] value);

        void remove(String key);
    }

    private static final Logger LOG = LoggerFactory.getLogger(PolicyProcessor.class);

    private final String topic;
    private final Kind kind;
    private final RegistryPatience patience;
    private final Meters meters;

    PolicyProcessor(String topic, Kind kind, RegistryPatience patience, Meters meters) {
        this.topic = topic;
        this.kind = kind;
        this.patience = patience;
        this.meters = meters;
    }

    @Override
    public void process(Record<String, byte[]> record) {
        String key = record.key();
        byte[] value = record.value();
        try {
            patience.insist(() -> {
                apply(key, value);
                return true;
            });
        } catch (RegistryException e) {
            // No record is to blame for a registry that gives no answer, or none of use.
            throw e;
        } catch (RuntimeException e) {
            meters.policyRejected(topic);
            // The exception's message may quote the record: only its type is told.
            LOG.warn(
                    "skipped a record of {} that cannot be read ({}); the policy before it stays in force",
                    topic,
                    e.getClass().getSimpleName());
        }
    }

    private void apply(String key, byte @Nullable [] value) {
        if (value == null) {
            kind.remove(key);
        } else {
            kind.put(key, value);
        }
    }
}
