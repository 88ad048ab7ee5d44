// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.nidwatch.ocsf.OcsfForm;
import org.nidwatch.wire.Wire;

/** Emissions are written, never read back here. */
final class EmissionSerde {
    private EmissionSerde() {}

    static Serde<Emission> make(Wire wire) {
        return writing((topic, emission) -> emission.bytes(wire, topic));
    }

    /** Alerts as OCSF findings, in UTF-8. */
    static Serde<Emission> ocsf(OcsfForm form) {
        return writing((topic, emission) -> {
            Emission.AlertEmitted emitted = (Emission.AlertEmitted) emission;
            return form.alert(emitted.alert(), emitted.emittedAtMillis()).getBytes(StandardCharsets.UTF_8);
        });
    }

    private static Serde<Emission> writing(Serializer<Emission> serializer) {
        return Serdes.serdeFrom(serializer, (topic, bytes) -> {
            throw new UnsupportedOperationException("nothing here reads " + topic);
        });
    }
}
