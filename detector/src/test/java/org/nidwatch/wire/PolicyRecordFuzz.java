// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Records of the other topics: decisions, alerts, minutes, coverage. The first byte chooses which. */
public final class PolicyRecordFuzz {
    private static final MapRegistry REGISTRY = new MapRegistry();
    private static final Wire WIRE = new Wire(REGISTRY);
    private static final List<Contract> CONTRACTS = List.of(Contract.values());

    static {
        for (int i = 0; i < CONTRACTS.size(); i++) {
            REGISTRY.add(i, CONTRACTS.get(i).schemaJson());
        }
    }

    private static final List<Consumer<byte[]>> READERS = List.of(
            WIRE::readQuery,
            WIRE::readAlert,
            WIRE::readActivity,
            WIRE::readOrganisation,
            WIRE::readCanary,
            WIRE::readProbe,
            WIRE::readDisposition,
            WIRE::readSilence,
            WIRE::readAudit,
            WIRE::readCoverage);

    private PolicyRecordFuzz() {}

    /** Which reader, then the record's value. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        try {
            READERS.get((input[0] & 0xff) % READERS.size()).accept(Arrays.copyOfRange(input, 1, input.length));
        } catch (UnreadableException e) {
            // Said so.
        }
    }
}
