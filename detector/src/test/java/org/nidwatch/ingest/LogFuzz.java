// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Tokeniser;

/** Logs of gateways, in every format, with and without a mapping and a key. The first byte chooses which. */
public final class LogFuzz {
    private static final int LIMIT = 4096;
    private static final List<ReadOptions> WAYS = List.of(
            way(LineFormat.AUTO, null, Logs.KEY),
            way(LineFormat.JSONL, null, Logs.KEY),
            way(LineFormat.CSV, null, Logs.KEY),
            way(LineFormat.JSONL, "gateway-json.yaml", Logs.KEY),
            way(LineFormat.CSV, "csv-export.yaml", Logs.KEY),
            way(LineFormat.COMBINED, "nginx-combined.yaml", Logs.KEY),
            way(LineFormat.COMBINED, "nginx-with-headers.yaml", Logs.KEY),
            way(LineFormat.AUTO, null, null));

    private LogFuzz() {}

    private static ReadOptions way(LineFormat format, String mapping, Tokeniser key) {
        return new ReadOptions(format, mapping == null ? null : Samples.mapping(mapping), key, LIMIT);
    }

    /** Which way, then the log. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] log = Arrays.copyOfRange(input, 1, input.length);
        long parsed = 0;
        try (QueryLines lines =
                QueryLines.of("log", new ByteArrayInputStream(log), WAYS.get((input[0] & 0xff) % WAYS.size()))) {
            while (lines.hasNext()) {
                if (lines.next() instanceof ParsedLine.Parsed good) {
                    check(good.query());
                    parsed++;
                }
            }
            if (lines.tally().read() < parsed) {
                throw new IllegalStateException("more queries than records");
            }
        } catch (IngestException e) {
            // Said so: this log cannot be read.
        }
    }

    /** The promise of this room: what leaves it holds no number of a citizen. */
    private static void check(NidQuery query) {
        for (String text :
                Arrays.asList(query.credentialId(), query.operatorId(), query.sourceAddress(), query.purpose())) {
            if (text != null && org.nidwatch.intake.Checks.holdsNid(text)) {
                throw new IllegalStateException("a number that could be a citizen's has passed");
            }
        }
    }
}
