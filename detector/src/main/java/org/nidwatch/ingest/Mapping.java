// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a foreign log is which field.
 *
 * @param format the log's layout, never AUTO
 * @param delimiter of a CSV; null to tell it from the header
 * @param columns of a CSV without header; of a combined log: names of what follows the user agent
 * @param only conditions that all must hold, else the record is none of ours
 * @param parts for each field the places to look at, the first that has a value wins
 * @param times how the log writes the time
 */
record Mapping(
        LineFormat format,
        @Nullable Character delimiter,
        List<String> columns,
        List<Condition> only,
        Map<Field, List<Part>> parts,
        Times times) {

    /** Longest text that a pattern is tried on, in characters: a log line must not make a pattern run for ever. */
    private static final int PATTERN_LIMIT = 8192;

    /** A value must match a pattern somewhere. */
    record Condition(String from, Pattern pattern) {
        boolean holds(Fields fields) {
            String value = fields.get(from);
            return value != null
                    && value.length() <= PATTERN_LIMIT
                    && pattern.matcher(value).find();
        }
    }

    /**
     * One place to look at.
     *
     * @param from name in the log's own terms; null for a constant
     * @param segment of the path in that value, 0 for none; 1 is the first, -1 the last
     * @param parameter of the query in that value
     * @param match what of that value: its first group, or all that matches
     * @param values words to replace; with this, other words are no value
     * @param constant the value where nothing is read from the log, or the default where nothing is found
     * @param where conditions without which this place is passed over
     */
    record Part(
            @Nullable String from,
            int segment,
            @Nullable String parameter,
            @Nullable Pattern match,
            Map<String, String> values,
            @Nullable String constant,
            List<Condition> where) {

        @Nullable
        String read(Fields fields) {
            for (Condition condition : where) {
                if (!condition.holds(fields)) {
                    return null;
                }
            }
            String value = from == null ? null : found(fields.get(from));
            return value == null ? constant : value;
        }

        private @Nullable String found(@Nullable String whole) {
            String value = whole;
            if (value != null && segment != 0) {
                value = Targets.segment(value, segment);
            }
            if (value != null && parameter != null) {
                value = Targets.parameter(value, parameter);
            }
            if (value != null && match != null) {
                value = matched(value, match);
            }
            if (value == null || value.isEmpty() || value.equals("-")) {
                return null;
            }
            return values.isEmpty() ? value : word(value);
        }

        private static @Nullable String matched(String value, Pattern pattern) {
            Matcher matcher = pattern.matcher(value);
            if (value.length() > PATTERN_LIMIT || !matcher.find()) {
                return null;
            }
            return matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
        }

        /** The word itself, then the class of a status (4xx), then anything. */
        private @Nullable String word(String value) {
            String exact = values.get(value);
            if (exact == null && value.length() == 3) {
                exact = values.get(value.charAt(0) + "xx");
            }
            return exact == null ? values.get("*") : exact;
        }
    }

    /** Reads all fields of one record into the draft. */
    LineParser.Found fill(Fields record, Draft draft) {
        for (Condition condition : only) {
            if (!condition.holds(record)) {
                return LineParser.Found.SKIPPED;
            }
        }
        for (Map.Entry<Field, List<Part>> entry : parts.entrySet()) {
            for (Part part : entry.getValue()) {
                String value = part.read(record);
                if (value != null) {
                    draft.set(entry.getKey(), value);
                    break;
                }
            }
        }
        return LineParser.Found.QUERY;
    }

    /** Every name that this mapping reads from. */
    Set<String> sources() {
        Set<String> names = new TreeSet<>();
        only.forEach(condition -> names.add(condition.from));
        for (List<Part> places : parts.values()) {
            for (Part part : places) {
                if (part.from != null) {
                    names.add(part.from);
                }
                part.where.forEach(condition -> names.add(condition.from));
            }
        }
        return names;
    }
}
