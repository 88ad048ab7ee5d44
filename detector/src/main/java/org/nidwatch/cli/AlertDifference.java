// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.wire.JsonForm;

/** Which fields of two emissions differ: all are compared but when and in which mode it was told. */
final class AlertDifference {
    private static final Set<String> TELLING = Set.of("emitted_at", "mode");
    private static final int LONGEST = 80;
    private static final ObjectMapper JSON = new ObjectMapper();

    private AlertDifference() {}

    static List<String> of(ScrapingAlert told, ScrapingAlert again) {
        JsonForm form = new JsonForm();
        JsonNode one = tree(form.alert(told, 0));
        JsonNode other = tree(form.alert(again, 0));
        List<String> differences = new ArrayList<>();
        one.properties().forEach(field -> {
            String name = field.getKey();
            JsonNode found = other.path(name);
            if (!TELLING.contains(name) && !field.getValue().equals(found)) {
                differences.add(name + " was " + shown(field.getValue()) + ", is " + shown(found));
            }
        });
        return differences;
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was just written is JSON", e);
        }
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "\u2026" : text;
    }
}
