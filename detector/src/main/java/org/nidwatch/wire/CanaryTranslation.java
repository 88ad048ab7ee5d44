// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import org.nidwatch.intake.Token;
import org.nidwatch.policy.Canary;

/** {@link Canary}. */
final class CanaryTranslation implements Translation<Canary, org.nidwatch.event.Canary> {
    @Override
    public org.nidwatch.event.Canary toAvro(Canary canary) {
        return new org.nidwatch.event.Canary(
                new org.nidwatch.event.Token(canary.token().bytes()), canary.label(), canary.plantedFor());
    }

    @Override
    public Canary fromAvro(org.nidwatch.event.Canary record) {
        return new Canary(Token.of(record.getToken().bytes()), record.getLabel(), record.getPlantedFor());
    }
}
