// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Tokeniser;

/**
 * How a log is to be read.
 *
 * @param format its layout; AUTO tells it from the first line
 * @param mapping file that says which part is what; null for the canonical names
 * @param tokeniser null where the log is tokenised already
 * @param lineLimit longest record in bytes, 1024 to 64 MiB
 */
public record ReadOptions(
        LineFormat format, @Nullable Path mapping, @Nullable Tokeniser tokeniser, int lineLimit) {
    /** Longest record where nobody says otherwise: 1 MiB. */
    public static final int LINE_LIMIT = 1 << 20;

    public ReadOptions {
        if (lineLimit < 1024 || lineLimit > 64 << 20) {
            throw new IngestException("line limit = " + lineLimit + " bytes: must be within [1024, 67108864]");
        }
    }

    /** Any format, canonical names. */
    public static ReadOptions canonical(@Nullable Tokeniser tokeniser) {
        return new ReadOptions(LineFormat.AUTO, null, tokeniser, LINE_LIMIT);
    }

    @Nullable
    Mapping readMapping() {
        return mapping == null ? null : MappingFile.read(mapping);
    }
}
