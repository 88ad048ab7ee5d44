// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lines to a file or to standard output. */
final class LineOutput implements Closeable {
    private final Writer writer;
    private final boolean ours;

    private LineOutput(Writer writer, boolean ours) {
        this.writer = writer;
        this.ours = ours;
    }

    /** Opens a file (what is in it is replaced), or standard output for {@code -}. */
    static LineOutput open(String target, Terminal terminal) throws IOException {
        return target.equals("-")
                ? new LineOutput(
                        new BufferedWriter(new OutputStreamWriter(terminal.out(), StandardCharsets.UTF_8)), false)
                : new LineOutput(Files.newBufferedWriter(Path.of(target), StandardCharsets.UTF_8), true);
    }

    void line(String text) {
        try {
            writer.write(text);
            writer.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (ours) {
            writer.close();
        } else {
            writer.flush();
        }
    }
}
