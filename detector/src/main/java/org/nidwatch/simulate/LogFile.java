// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import java.io.BufferedOutputStream;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Tokeniser;

/**
 * Writes queries as a gateway would have logged them. Such a log holds raw (made-up) numbers, as real ones do, unless a
 * tokeniser is given.
 */
public abstract class LogFile implements AutoCloseable, Flushable {
    private static final int BUFFER = 1 << 16;

    final Writer out;

    LogFile(Writer out) {
        this.out = out;
    }

    /**
     * @param tokeniser tokens instead of numbers; null for numbers
     * @throws IllegalArgumentException when the format has no place for tokens
     */
    public static LogFile open(LogFormat format, OutputStream out, @Nullable Tokeniser tokeniser) throws IOException {
        if (tokeniser != null && !format.holdsTokens()) {
            throw new IllegalArgumentException(
                    "format " + format.option() + " has no place for tokens; with tokens use jsonl or csv");
        }
        Writer writer = new OutputStreamWriter(new BufferedOutputStream(out, BUFFER), StandardCharsets.UTF_8);
        return switch (format) {
            case JSONL -> new JsonLinesLog(writer, tokeniser);
            case CSV -> new CsvLog(writer, tokeniser);
            case COMBINED -> new CombinedLog(writer);
            case GATEWAY -> new GatewayLog(writer);
        };
    }

    /** Writes one query. */
    public abstract void write(SimulatedQuery query) throws IOException;

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
