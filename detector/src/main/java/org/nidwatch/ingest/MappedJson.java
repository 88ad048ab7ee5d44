// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/** JSON Lines of somebody else's making, read through a mapping: {@code a.b.0} is a path into the object. */
final class MappedJson implements LineParser {
    private static final ObjectMapper JSON = JsonMapper.builder(CanonicalJson.FACTORY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private final Mapping mapping;

    MappedJson(Mapping mapping) {
        this.mapping = mapping;
    }

    @Override
    public Found parse(Line line, Draft draft) throws BadLineException {
        JsonNode object;
        try {
            object = JSON.readTree(line.text());
        } catch (JsonProcessingException e) {
            throw new BadLineException("the line is not one JSON object");
        }
        if (!object.isObject()) {
            throw new BadLineException("the line is not one JSON object");
        }
        return mapping.fill(path -> text(find(object, path)), draft);
    }

    /** A name may itself hold a dot: the longest one that exists wins. */
    private static @Nullable JsonNode find(JsonNode node, String path) {
        JsonNode whole = node.isArray() ? element(node, path) : node.get(path);
        if (whole != null) {
            return whole;
        }
        for (int dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
            String name = path.substring(0, dot);
            JsonNode child = node.isArray() ? element(node, name) : node.get(name);
            JsonNode found = child == null ? null : find(child, path.substring(dot + 1));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable JsonNode element(JsonNode array, String index) {
        try {
            return array.get(Integer.parseInt(index));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable String text(@Nullable JsonNode node) {
        if (node == null || !node.isValueNode() || node.isNull()) {
            return null;
        }
        return node.asText();
    }
}
