// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfluentMissingTest {
    @Test
    void tellsWhichJarIsMissingAndHowToGetIt() {
        RegistrySettings settings =
                RegistrySettings.from(Map.of("registry.url", "http://127.0.0.1:1", "registry.client", "confluent"));

        assertThatThrownBy(() -> new Wire(settings))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("io.confluent.kafka.serializers.KafkaAvroSerializer")
                .hasMessageContaining("io.confluent:kafka-avro-serializer")
                .hasMessageContaining("-Pconfluent")
                .hasMessageContaining("registry.client = builtin");
    }
}
