// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.time.Instant;
import org.nidwatch.policy.Silence;

/** {@link Silence}. */
final class SilenceTranslation implements Translation<Silence, org.nidwatch.event.Silence> {
    @Override
    public org.nidwatch.event.Silence toAvro(Silence silence) {
        Long ceiling = silence.ceiling();
        return new org.nidwatch.event.Silence(
                silence.organisationId(),
                silence.detector(),
                Instant.ofEpochMilli(silence.from()),
                Instant.ofEpochMilli(silence.until()),
                ceiling == null ? null : (double) ceiling,
                silence.approver(),
                silence.reason());
    }

    @Override
    public Silence fromAvro(org.nidwatch.event.Silence record) {
        Double ceiling = record.getCeiling();
        return new Silence(
                record.getOrganisation(),
                record.getDetector(),
                record.getFrom().toEpochMilli(),
                record.getUntil().toEpochMilli(),
                ceiling == null ? null : (long) Math.floor(ceiling),
                record.getApprover(),
                record.getReason());
    }
}
