// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import org.jspecify.annotations.Nullable;

/** Chooses the parser by what the user said and, where nothing was said, by the first line. */
final class Parsers {
    private Parsers() {}

    /** The parser for a log that starts with that line, which is not blank. */
    static LineParser of(Line first, LineFormat asked, @Nullable Mapping mapping) {
        if (first.startsWith(0xff, 0xfe) || first.startsWith(0xfe, 0xff)) {
            throw new IngestException("the log is UTF-16; convert it first: iconv -f UTF-16 -t UTF-8 LOG > NEW");
        }
        if (first.startsWith(0x1f, 0x8b)) {
            throw new IngestException("the log is gzip data; give it a name that ends in .gz (or unpack: gzip -dc)");
        }
        LineFormat format = asked != LineFormat.AUTO ? asked : mapping != null ? mapping.format() : told(first);
        if (mapping != null && format != mapping.format()) {
            throw new IngestException("--format " + word(format) + " against a mapping file for "
                    + word(mapping.format()) + ": drop one of them");
        }
        return switch (format) {
            case CSV -> Csv.of(first, mapping);
            case COMBINED -> new Combined(needed(mapping));
            default -> mapping == null ? new CanonicalJson() : new MappedJson(mapping);
        };
    }

    private static LineFormat told(Line first) {
        String text = first.text().stripLeading();
        if (text.startsWith("{")) {
            return LineFormat.JSONL;
        }
        if (Csv.canonicalHeader(text)) {
            return LineFormat.CSV;
        }
        if (Combined.looksLike(text)) {
            return LineFormat.COMBINED;
        }
        throw new IngestException("the first line is neither a JSON object, nor a CSV header with organisation_id and"
                + " occurred_at, nor a combined log line; say --format jsonl, csv or combined, and describe foreign"
                + " names in a --mapping file");
    }

    private static Mapping needed(@Nullable Mapping mapping) {
        if (mapping == null) {
            throw new IngestException("a combined log needs a mapping file (--mapping) that says which part is the"
                    + " organisation, the credential and the nid; samples are in deploy/mappings");
        }
        return mapping;
    }

    private static String word(LineFormat format) {
        return format.name().toLowerCase(java.util.Locale.ROOT);
    }
}
