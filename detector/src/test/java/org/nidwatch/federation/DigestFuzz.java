// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.federation;

import org.nidwatch.window.StateWriter;

/** Digests as the federation reads them. */
public final class DigestFuzz {
    private DigestFuzz() {}

    /** A digest's bytes. */
    public static void fuzzerTestOneInput(byte[] input) {
        OrganisationDigest digest;
        try {
            digest = OrganisationDigest.of(input);
        } catch (IllegalStateException e) {
            return; // said so
        }
        if (!OrganisationDigest.of(digest.toBytes(new StateWriter())).equals(digest)) {
            throw new IllegalArgumentException("a digest is written otherwise than it was read");
        }
    }
}
