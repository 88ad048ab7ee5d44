// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.nio.charset.StandardCharsets;

/** What a registry answers, as the schema of a record's writer: any text may come. */
public final class WriterSchemaFuzz {
    private WriterSchemaFuzz() {}

    /** The schema's JSON, a zero byte, and a record's bytes; without a zero byte a record of zeros. */
    public static void fuzzerTestOneInput(byte[] input) {
        int end = 0;
        while (end < input.length && input[end] != 0) {
            end++;
        }
        MapRegistry registry = new MapRegistry();
        registry.add(1, new String(input, 0, end, StandardCharsets.UTF_8));
        byte[] record = new byte[Frame.HEADER_BYTES + Math.max(64, input.length - end - 1)];
        if (end + 1 < input.length) {
            record = new byte[Frame.HEADER_BYTES + input.length - end - 1];
            System.arraycopy(input, end + 1, record, Frame.HEADER_BYTES, input.length - end - 1);
        }
        Frame.putHeader(record, 1);
        try {
            new LeanQueryReader(registry).read(record);
        } catch (UnreadableException e) {
            // Said so: it is rejected with that reason.
        }
    }
}
