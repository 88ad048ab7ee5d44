// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.time.Instant;
import org.nidwatch.intake.Token;
import org.nidwatch.policy.Probe;

/** {@link Probe}. */
final class ProbeTranslation implements Translation<Probe, org.nidwatch.event.Probe> {
    @Override
    public org.nidwatch.event.Probe toAvro(Probe probe) {
        return new org.nidwatch.event.Probe(
                new org.nidwatch.event.Token(probe.token().bytes()),
                Instant.ofEpochMilli(probe.askedAt()),
                Instant.ofEpochMilli(probe.until()),
                probe.note(),
                probe.toleranceMillis());
    }

    @Override
    public Probe fromAvro(org.nidwatch.event.Probe record) {
        return new Probe(
                Token.of(record.getToken().bytes()),
                record.getAskedAt().toEpochMilli(),
                record.getUntil().toEpochMilli(),
                record.getNote(),
                record.getToleranceMillis());
    }
}
