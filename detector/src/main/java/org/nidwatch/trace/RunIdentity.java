// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.trace;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What a run is: its sample, its span and its topic. Two secrets follow from it, both keyed by the sample's tokens, which are
 * keyed hashes themselves: a name, and the key that a checkpoint is encrypted with. Who has not the sample can open nothing.
 */
final class RunIdentity {
    private static final int NAME_BYTES = 6;

    private final byte[] digest;

    RunIdentity(Sample sample, Span span, String source) {
        byte[] text = source.getBytes(StandardCharsets.UTF_8);
        digest = digest(
                "nidwatch trace",
                sample.identity(),
                ByteBuffer.allocate(3 * Long.BYTES)
                        .putLong(span.from())
                        .putLong(span.until())
                        .putLong(span.toleranceMillis())
                        .array(),
                text);
    }

    /** Says which run a file belongs to, and nothing of the sample. */
    String name() {
        return HexFormat.of().formatHex(Arrays.copyOf(digest("name", digest), NAME_BYTES));
    }

    /** 32 bytes. */
    byte[] key() {
        return digest("key", digest);
    }

    private static byte[] digest(String purpose, byte[]... parts) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(purpose.getBytes(StandardCharsets.UTF_8));
            for (byte[] part : parts) {
                sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part.length));
                sha.update(part);
            }
            return sha.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
