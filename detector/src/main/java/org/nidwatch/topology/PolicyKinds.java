// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.util.UUID;
import org.nidwatch.intake.Token;
import org.nidwatch.policy.Canary;
import org.nidwatch.policy.Disposition;
import org.nidwatch.policy.Organisation;
import org.nidwatch.policy.Probe;
import org.nidwatch.policy.Silence;
import org.nidwatch.wire.Wire;

/** The policy topics we read. A record's key must be what its value says, or it could never be removed again. */
final class PolicyKinds {
    private PolicyKinds() {}

    static PolicyProcessor.Kind organisations(Wire wire, PolicyBoard board) {
        return new PolicyProcessor.Kind() {
            @Override
            public void put(String key, byte[] value) {
                Organisation organisation = wire.readOrganisation(value);
                requireSame(organisation.id().equals(key));
                board.put(organisation);
            }

            @Override
            public void remove(String key) {
                board.removeOrganisation(key);
            }
        };
    }

    static PolicyProcessor.Kind canaries(Wire wire, PolicyBoard board) {
        return new PolicyProcessor.Kind() {
            @Override
            public void put(String key, byte[] value) {
                Canary canary = wire.readCanary(value);
                requireSame(canary.token().equals(Token.parse(key)));
                board.put(canary);
            }

            @Override
            public void remove(String key) {
                board.removeCanary(Token.parse(key));
            }
        };
    }

    static PolicyProcessor.Kind probes(Wire wire, PolicyBoard board) {
        return new PolicyProcessor.Kind() {
            @Override
            public void put(String key, byte[] value) {
                Probe probe = wire.readProbe(value);
                requireSame(probe.id().equals(key));
                board.put(probe);
            }

            @Override
            public void remove(String key) {
                board.removeProbe(key);
            }
        };
    }

    static PolicyProcessor.Kind dispositions(Wire wire, PolicyBoard board) {
        return new PolicyProcessor.Kind() {
            @Override
            public void put(String key, byte[] value) {
                Disposition disposition = wire.readDisposition(value);
                requireSame(disposition.alertId().toString().equals(key));
                board.put(disposition);
            }

            @Override
            public void remove(String key) {
                board.removeDisposition(UUID.fromString(key));
            }
        };
    }

    static PolicyProcessor.Kind silences(Wire wire, PolicyBoard board) {
        return new PolicyProcessor.Kind() {
            @Override
            public void put(String key, byte[] value) {
                Silence silence = wire.readSilence(value);
                requireSame(silence.id().equals(key));
                board.put(silence);
            }

            @Override
            public void remove(String key) {
                board.removeSilence(key);
            }
        };
    }

    private static void requireSame(boolean same) {
        if (!same) {
            throw new IllegalArgumentException("the key does not fit the value");
        }
    }
}
