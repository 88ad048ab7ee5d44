// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.trace;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.nidwatch.intake.Tokeniser;

/** Leaked samples, as somebody hands them in. */
public final class SampleFuzz {
    private static final ZoneId ZONE = ZoneId.of("Asia/Dhaka");
    private static final Tokeniser KEY =
            Tokeniser.fromEnvironment(Map.of(Tokeniser.VARIABLE, "a-test-key-of-26-characters"), 3);

    private SampleFuzz() {}

    /** The sample's bytes. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        for (List<Tokeniser> keys : List.of(List.of(KEY), List.<Tokeniser>of())) {
            try {
                SampleReader.read(new ByteArrayInputStream(input), keys, ZONE);
            } catch (TraceException e) {
                // Said so.
            }
        }
    }
}
