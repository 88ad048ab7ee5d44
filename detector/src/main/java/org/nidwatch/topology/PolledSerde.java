// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Takes records as they are: nothing is decoded here, so no record can fail and take its neighbours with it. */
final class PolledSerde {
    private PolledSerde() {}

    static Serde<Polled> make() {
        return Serdes.serdeFrom(new Writing(), new Reading());
    }

    private static final class Reading implements Deserializer<Polled> {
        @Override
        public Polled deserialize(String topic, byte @Nullable [] value) {
            return Polled.alone(value);
        }

        @Override
        public Polled deserialize(String topic, Headers headers, byte @Nullable [] value) {
            PollFolding.Fold fold = PollFolding.Fold.among(headers);
            return fold == null ? Polled.alone(value) : Polled.together(fold.records());
        }
    }

    /** For misplaced records only, which travel one by one. */
    private static final class Writing implements Serializer<Polled> {
        @Override
        public byte @Nullable [] serialize(String topic, Polled polled) {
            if (polled.isFolded()) {
                throw new IllegalStateException("a folded poll must not be written to " + topic);
            }
            return polled.value();
        }
    }
}
