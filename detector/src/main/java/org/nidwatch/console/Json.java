// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The API's objects to JSON, and what comes in to a tree. Thread-safe. */
final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .addMixIn(View.Problem.class, ProblemForm.class)
            .addMixIn(View.SeverityCounts.class, SeverityForm.class)
            .build();

    private Json() {}

    /** RFC 9457: what does not apply is left out. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private interface ProblemForm {}

    /** Severities are written in capitals everywhere. */
    private interface SeverityForm {
        @JsonProperty("CRITICAL")
        int critical();

        @JsonProperty("HIGH")
        int high();

        @JsonProperty("MEDIUM")
        int medium();

        @JsonProperty("LOW")
        int low();
    }

    static byte[] bytes(View view) {
        try {
            return MAPPER.writeValueAsBytes(view);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the bytes say; null when they are no JSON. What was wrong is not told: it would quote them. */
    static @Nullable JsonNode tree(byte[] bytes) {
        try {
            return MAPPER.readTree(bytes);
        } catch (IOException e) {
            return null;
        }
    }
}
