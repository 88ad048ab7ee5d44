// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** How Kafka's clients call their settings: enough to tell a slip of the pen from a setting that is meant. */
final class KafkaKeys {
    private KafkaKeys() {}

    static Set<String> all() {
        Set<String> all = new HashSet<>(AdminClientConfig.configNames());
        all.addAll(ConsumerConfig.configNames());
        all.addAll(ProducerConfig.configNames());
        return all;
    }
}
