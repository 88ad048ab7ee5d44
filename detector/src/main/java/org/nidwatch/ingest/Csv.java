// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** CSV with a header: canonical names, or any names through a mapping. */
final class Csv implements LineParser {
    private static final String DELIMITERS = ",;\t|";

    private final byte[] header;
    private final char delimiter;
    private final CSVFormat format;
    private final List<String> columns;
    private final @Nullable Mapping mapping;
    private final Map<String, Integer> places = new HashMap<>();
    private final @Nullable Field[] fields;

    private Csv(byte[] header, char delimiter, List<String> columns, @Nullable Mapping mapping) {
        this.header = header;
        this.delimiter = delimiter;
        this.columns = columns;
        this.mapping = mapping;
        format = format(delimiter);
        fields = new @Nullable Field[columns.size()];
        for (int i = 0; i < fields.length; i++) {
            places.putIfAbsent(columns.get(i), i);
            fields[i] = Field.named(columns.get(i).toLowerCase(Locale.ROOT));
        }
    }

    /** Reads the header line, or takes the mapping's columns where the file has none. */
    static Csv of(Line first, @Nullable Mapping mapping) {
        String text = first.text();
        char delimiter = mapping == null || mapping.delimiter() == null ? delimiter(text) : mapping.delimiter();
        if (mapping != null && !mapping.columns().isEmpty()) {
            return new Csv(new byte[0], delimiter, mapping.columns(), mapping);
        }
        List<String> columns;
        try {
            columns = new ArrayList<>();
            for (String column : split(text, format(delimiter))) {
                columns.add(column.strip());
            }
        } catch (BadLineException e) {
            throw new IngestException("the CSV header cannot be read: " + e.reason());
        }
        Csv csv = new Csv(first.copyBytes(), delimiter, List.copyOf(columns), mapping);
        csv.check();
        return csv;
    }

    /** A header that lacks what every line needs is told once, not once a line. */
    private void check() {
        Set<String> missing = new HashSet<>();
        if (mapping != null) {
            for (String name : mapping.sources()) {
                if (!places.containsKey(name)) {
                    missing.add(name);
                }
            }
        } else {
            for (Field field : List.of(Field.OCCURRED_AT, Field.ORGANISATION_ID, Field.CREDENTIAL_ID)) {
                if (!Arrays.asList(fields).contains(field)) {
                    missing.add(field.label());
                }
            }
        }
        if (!missing.isEmpty()) {
            throw new IngestException("the CSV header has no column "
                    + String.join(", ", missing.stream().sorted().toList()) + "; it has: "
                    + Masking.mask(String.join(", ", columns)) + " (other names go into a mapping file, --mapping)");
        }
    }

    char delimiter() {
        return delimiter;
    }

    /** Whether the first line is a header and no record. */
    boolean hasHeader() {
        return header.length > 0;
    }

    /** Whether the line has the canonical columns: how the format is told where nobody says it. */
    static boolean canonicalHeader(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains(Field.ORGANISATION_ID.label()) && lower.contains(Field.OCCURRED_AT.label());
    }

    /** The one that the header holds most often. */
    private static char delimiter(String header) {
        char best = ',';
        long most = 0;
        for (int i = 0; i < DELIMITERS.length(); i++) {
            char candidate = DELIMITERS.charAt(i);
            long count = header.chars().filter(c -> c == candidate).count();
            if (count > most) {
                most = count;
                best = candidate;
            }
        }
        return best;
    }

    private static CSVFormat format(char delimiter) {
        return CSVFormat.RFC4180.builder().setDelimiter(delimiter).get();
    }

    @Override
    public Found parse(Line line, Draft draft) throws BadLineException {
        if (line.same(header)) {
            return Found.HEADER;
        }
        List<String> values = split(line.text());
        if (values.size() != columns.size()) {
            throw new BadLineException("the line has " + values.size() + " values, the header " + columns.size());
        }
        if (mapping != null) {
            return mapping.fill(name -> value(values, name), draft);
        }
        for (int i = 0; i < fields.length; i++) {
            Field field = fields[i];
            if (field != null) {
                draft.set(field, values.get(i));
            }
        }
        return Found.QUERY;
    }

    private @Nullable String value(List<String> values, String name) {
        Integer place = places.get(name);
        return place == null ? null : values.get(place);
    }

    private List<String> split(String text) throws BadLineException {
        if (text.indexOf('"') >= 0) {
            return split(text, format);
        }
        List<String> values = new ArrayList<>(columns.size());
        int from = 0;
        for (int at = text.indexOf(delimiter); at >= 0; at = text.indexOf(delimiter, from)) {
            values.add(text.substring(from, at));
            from = at + 1;
        }
        values.add(text.substring(from));
        return values;
    }

    private static List<String> split(String text, CSVFormat format) throws BadLineException {
        try (CSVParser parser = CSVParser.parse(text, format)) {
            List<CSVRecord> records = parser.getRecords();
            if (records.size() != 1) {
                throw new BadLineException("the quoting of the CSV line is broken");
            }
            return records.get(0).toList();
        } catch (IOException | IllegalStateException | java.io.UncheckedIOException e) {
            throw new BadLineException("the quoting of the CSV line is broken");
        }
    }
}
