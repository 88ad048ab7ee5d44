// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evidence;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Query;
import org.nidwatch.intake.Token;

/** The events of a pack as CSV, written as they come: subjects as tokens, with the place where each stands. */
public final class EventList implements Closeable {
    private final CSVPrinter csv;
    private final String topic;
    private final SortedMap<Integer, Span> spans = new TreeMap<>();
    private long events;

    /** First and last offset of a partition, and how many events of the list lie between. */
    public record Span(long first, long last, long events) {}

    /** Begins the file. */
    public EventList(Path file, String topic) throws IOException {
        this.topic = topic;
        BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        csv = new CSVPrinter(writer, CSVFormat.RFC4180);
        csv.printRecord(
                "occurred_at",
                "organisation_id",
                "credential_id",
                "operator_id",
                "source_address",
                "operation",
                "outcome",
                "fields_returned",
                "subject_token",
                "token_key_id",
                "topic",
                "partition",
                "offset");
    }

    /** Adds one event. */
    public void add(Query query, int partition, long offset) throws IOException {
        events++;
        spans.merge(
                partition,
                new Span(offset, offset, 1),
                (known, one) ->
                        new Span(Math.min(known.first, offset), Math.max(known.last, offset), known.events + 1));
        csv.printRecord(
                Instant.ofEpochMilli(query.occurredAt()),
                text(query.organisationId()),
                text(query.credentialId()),
                text(query.operatorId()),
                text(query.sourceAddress()),
                query.operation(),
                query.outcome(),
                query.fieldsReturned(),
                query.hasSubject() ? new Token(query.subjectHigh(), query.subjectLow()).hex() : "",
                query.tokenKeyId(),
                topic,
                partition,
                offset);
    }

    // A spreadsheet takes such a text for a formula; the names come from outside.
    private static String text(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return "";
        }
        return "=+-@\t\r".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
    }

    /** Events added. */
    public long events() {
        return events;
    }

    /** Where they stand, by partition. */
    public SortedMap<Integer, Span> spans() {
        return Collections.unmodifiableSortedMap(spans);
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
