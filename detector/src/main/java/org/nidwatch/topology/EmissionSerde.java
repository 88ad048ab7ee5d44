// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.nidwatch.wire.Wire;

/** Emissions are written, never read back here. */
final class EmissionSerde {
    private EmissionSerde() {}

    static Serde<Emission> make(Wire wire) {
        return Serdes.serdeFrom((topic, emission) -> emission.bytes(wire, topic), (topic, bytes) -> {
            throw new UnsupportedOperationException("nothing here reads " + topic);
        });
    }
}
