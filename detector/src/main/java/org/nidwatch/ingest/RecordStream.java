// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.NidQuery;

/** One log file (or stream) as parsed records. */
final class RecordStream implements Closeable {
    private final ReadOptions options;
    private final @Nullable Mapping mapping;
    private final LineReader lines;
    private final Draft draft;
    private Records records;
    private @Nullable LineParser parser;
    private long position;
    private long lastLine;
    private long read;
    private long parsed;
    private long bad;
    private long skipped;
    private long recoded;
    private long unknownWords;

    /** Reads from the start of a log. */
    RecordStream(InputStream in, ReadOptions options, @Nullable Mapping mapping) {
        this(in, 0, 0, options, mapping, null);
    }

    /**
     * Reads on in the middle of a log.
     *
     * @param position where the stream stands
     * @param line number of lines before it
     * @param parser as {@link #parser()} said when the log's first line was read; null at the start
     */
    RecordStream(
            InputStream in,
            long position,
            long line,
            ReadOptions options,
            @Nullable Mapping mapping,
            @Nullable LineParser parser) {
        this.options = options;
        this.mapping = mapping;
        this.position = position;
        this.lastLine = line;
        lines = new LineReader(in, position, line, options.lineLimit());
        draft = new Draft(options.tokeniser(), mapping == null ? Times::canonical : mapping.times());
        records = lines;
        if (parser != null) {
            use(parser);
        }
    }

    private void use(LineParser chosen) {
        parser = chosen;
        if (chosen instanceof Csv csv) {
            records = new CsvRecords(lines, csv.delimiter(), options.lineLimit());
        }
    }

    /**
     * The next record.
     *
     * @param last whether the source has ended, so that a last line without its end counts too
     * @return null when there is none (yet)
     */
    @Nullable
    ParsedLine next(boolean last) throws IOException {
        while (records.next(last)) {
            Line line = records.line();
            if (line.offset == 0 && line.startsWith(0xef, 0xbb, 0xbf)) {
                line.from += 3; // byte order mark
                line.length -= 3;
            }
            ParsedLine found = line.blank() ? null : parse(line);
            position = line.end;
            lastLine = line.number + line.lines - 1;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable ParsedLine parse(Line line) {
        if (line.fault != null) {
            read++;
            return bad(line, line.fault);
        }
        LineParser present = parser;
        if (present == null) {
            present = Parsers.of(line, options.format(), mapping);
            use(present);
            if (present instanceof Csv csv && csv.hasHeader()) {
                return null;
            }
        }
        return parse(line, present);
    }

    private @Nullable ParsedLine parse(Line line, LineParser present) {
        try {
            draft.clear();
            LineParser.Found found = present.parse(line, draft);
            if (found == LineParser.Found.HEADER) {
                return null;
            }
            if (found == LineParser.Found.SKIPPED) {
                read++;
                skipped++;
                return null;
            }
            NidQuery query = draft.query(line);
            read++;
            parsed++;
            recoded += line.recoded ? 1 : 0;
            unknownWords += draft.unknownWords();
            return new ParsedLine.Parsed(query, line.number);
        } catch (BadLineException e) {
            read++;
            return bad(line, e.reason());
        }
    }

    private ParsedLine bad(Line line, String reason) {
        bad++;
        return new ParsedLine.Bad(line.number, line.offset, line.fullLength, reason, Masking.mask(line.text()));
    }

    /** Where the next record starts, in the unpacked file. */
    long position() {
        return position;
    }

    /** Number of lines before {@link #position()}. */
    long lineNumber() {
        return lastLine;
    }

    /** What the first line told; null while there was none. */
    @Nullable
    LineParser parser() {
        return parser;
    }

    Tally tally() {
        return new Tally(read, parsed, bad, skipped, recoded, unknownWords);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
