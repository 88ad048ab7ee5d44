// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The names that a log may give: those of NidQuery, and {@code nid} in place of the two tokens. */
enum Field {
    EVENT_ID,
    OCCURRED_AT,
    ORGANISATION_ID,
    CREDENTIAL_ID,
    OPERATOR_ID,
    SOURCE_ADDRESS,
    OPERATION,
    OUTCOME,
    FIELDS_RETURNED,
    NID,
    SUBJECT,
    SUBJECT_BLOCK,
    TOKEN_KEY_ID,
    PURPOSE;

    static final int COUNT = values().length;
    private static final Map<String, Field> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Field::label, Function.identity()));
    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name in a file. */
    String label() {
        return label;
    }

    static @Nullable Field named(String label) {
        return BY_NAME.get(label);
    }
}
