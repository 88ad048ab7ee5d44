// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code time} part of a mapping file. */
final class TimeFormats {
    private static final String COMBINED = "dd/MMM/yyyy:HH:mm:ss Z";
    private static final List<String> KEYS = List.of("format", "zone");

    private TimeFormats() {}

    static Times of(JsonNode node, LineFormat layout, List<String> errors) {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!KEYS.contains(entry.getKey())) {
                errors.add("time." + entry.getKey() + ": unknown; allowed here: " + String.join(", ", KEYS));
            }
        }
        String format = node.path("format").asText(layout == LineFormat.COMBINED ? COMBINED : "iso");
        ZoneId zone = zone(node.path("zone"), errors);
        return switch (format) {
            case "epoch_ms" -> text -> Times.epoch(text, 1);
            case "epoch_s" -> Times::seconds;
            case "iso" -> zone == null ? Times::canonical : local(DateTimeFormatter.ISO_DATE_TIME, zone);
            default -> pattern(format, zone, errors);
        };
    }

    private static @Nullable ZoneId zone(JsonNode node, List<String> errors) {
        if (node.isMissingNode()) {
            return null;
        }
        try {
            return ZoneId.of(node.asText());
        } catch (DateTimeException e) {
            errors.add("time.zone = " + node.asText() + ": unknown; give one like Asia/Dhaka or +06:00");
            return null;
        }
    }

    private static Times pattern(String pattern, @Nullable ZoneId zone, List<String> errors) {
        try {
            DateTimeFormatter formatter = new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(pattern)
                    .toFormatter(Locale.ENGLISH);
            return local(formatter, zone);
        } catch (IllegalArgumentException e) {
            errors.add("time.format = " + pattern + ": must be iso, epoch_ms, epoch_s, or a pattern such as " + COMBINED
                    + " (" + e.getMessage() + ")");
            return Times::canonical;
        }
    }

    /** Reads an instant where the text has an offset or zone; else local time in the given zone. */
    private static Times local(DateTimeFormatter formatter, @Nullable ZoneId zone) {
        return text -> {
            try {
                TemporalAccessor read =
                        formatter.parseBest(text.strip(), ZonedDateTime::from, Instant::from, LocalDateTime::from);
                if (read instanceof LocalDateTime local) {
                    if (zone == null) {
                        throw new BadLineException("occurred_at has no offset; name a zone in the mapping (time.zone)");
                    }
                    return local.atZone(zone).toInstant().toEpochMilli();
                }
                return Instant.from(read).toEpochMilli();
            } catch (DateTimeException | ArithmeticException e) {
                throw new BadLineException("occurred_at is not written as the mapping's time.format says");
            }
        };
    }
}
