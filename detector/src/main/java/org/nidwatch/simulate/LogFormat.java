// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a log file is laid out. */
public enum LogFormat {
    /** One JSON object a line with the schema's field names; needs no mapping to be read. */
    JSONL,
    /** The same names in a header. */
    CSV,
    /** Apache's and nginx's combined log, number in the path; deploy/mappings/nginx-combined.yaml reads it. */
    COMBINED,
    /** A Kong-like JSON access log; deploy/mappings/gateway-json.yaml reads it. */
    GATEWAY;

    /** The format with this name; throws {@link IllegalArgumentException} that lists all. */
    public static LogFormat of(String option) {
        for (LogFormat format : values()) {
            if (format.option().equals(option)) {
                return format;
            }
        }
        throw new IllegalArgumentException("format '" + option + "': must be one of "
                + Arrays.stream(values()).map(LogFormat::option).collect(Collectors.joining(", ")));
    }

    /** The name on the command line. */
    public String option() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it has a place for tokens; the logs of web servers have none. */
    public boolean holdsTokens() {
        return this == JSONL || this == CSV;
    }
}
