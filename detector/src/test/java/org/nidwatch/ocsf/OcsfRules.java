// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ocsf;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The schema's rules for a Detection Finding, read from a file, and what of a finding breaks them. */
public final class OcsfRules {
    private static final Pattern LINE =
            Pattern.compile("(\\w+) ([!+?]) (\\w+)(?: (\\w+))?(?: = (.+?))?(?: -> (\\w+))?");
    private static final long YEAR_2000 = 946_684_800_000L;

    private record Rule(
            char mark,
            String type,
            @Nullable String object,
            Map<Long, String> values,
            @Nullable String caption) {}

    private record Shape(Map<String, Rule> attributes, List<String> oneOf) {}

    private final Map<String, Shape> shapes = new TreeMap<>();

    /** The rules of OCSF 1.8.0. */
    public OcsfRules() {
        try (InputStream in = OcsfRules.class.getResourceAsStream("/ocsf/detection-finding-1.8.0.rules")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            Shape shape = new Shape(new LinkedHashMap<>(), new ArrayList<>());
            for (String line : text.lines()
                    .filter(each -> !each.isBlank() && !each.startsWith("#"))
                    .toList()) {
                if (line.startsWith("[")) {
                    shape = new Shape(new LinkedHashMap<>(), new ArrayList<>());
                    shapes.put(line.substring(1, line.length() - 1), shape);
                } else if (line.startsWith("at least one: ")) {
                    shape.oneOf().addAll(List.of(line.substring(14).split(" ")));
                } else {
                    rule(line, shape);
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void rule(String line, Shape shape) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalStateException("no rule: " + line);
        }
        Map<Long, String> values = new TreeMap<>();
        if (matcher.group(5) != null) {
            for (String value : matcher.group(5).split(", ")) {
                int space = value.indexOf(' ');
                values.put(Long.valueOf(value.substring(0, space)), value.substring(space + 1));
            }
        }
        shape.attributes()
                .put(
                        matcher.group(1),
                        new Rule(
                                matcher.group(2).charAt(0),
                                matcher.group(3),
                                matcher.group(4),
                                values,
                                matcher.group(6)));
    }

    /** What breaks a rule: empty = nothing. */
    public List<String> broken(JsonNode finding) {
        List<String> broken = new ArrayList<>();
        check("detection_finding", "", finding, broken);
        long type = 100 * finding.path("class_uid").asLong()
                + finding.path("activity_id").asLong();
        if (finding.path("type_uid").asLong() != type) {
            broken.add("type_uid is not class_uid * 100 + activity_id");
        }
        return broken;
    }

    /** Recommended attributes of the class itself that are missing. */
    public List<String> missingRecommended(JsonNode finding) {
        List<String> missing = new ArrayList<>();
        Objects.requireNonNull(shapes.get("detection_finding")).attributes().forEach((name, rule) -> {
            if (rule.mark() == '+' && !finding.has(name)) {
                missing.add(name);
            }
        });
        return missing;
    }

    private void check(String object, String at, JsonNode node, List<String> broken) {
        Shape shape = Objects.requireNonNull(shapes.get(object), object);
        if (!node.isObject()) {
            broken.add(at + " must be an object");
            return;
        }
        node.properties().forEach(field -> {
            Rule rule = shape.attributes().get(field.getKey());
            String where = at + "/" + field.getKey();
            if (rule == null) {
                broken.add(where + " is no attribute of " + object);
            } else {
                value(rule, where, field.getValue(), node, broken);
            }
        });
        shape.attributes().forEach((name, rule) -> {
            if (rule.mark() == '!' && !node.has(name)) {
                broken.add(at + "/" + name + " is required");
            }
        });
        if (!shape.oneOf().isEmpty() && shape.oneOf().stream().noneMatch(node::has)) {
            broken.add(at + " needs one of " + shape.oneOf());
        }
    }

    private void value(Rule rule, String at, JsonNode value, JsonNode parent, List<String> broken) {
        boolean fits = switch (rule.type()) {
            case "string" -> value.isTextual() && !value.asText().isEmpty();
            case "integer" -> value.isInt();
            case "long" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            case "timestamp" -> value.isLong() && value.asLong() > YEAR_2000;
            case "ip" -> value.isTextual() && value.asText().matches("[0-9a-fA-F:.]+");
            case "strings" -> value.isArray() && all(value, JsonNode::isTextual);
            case "array" -> value.isArray() && !value.isEmpty();
            case "object", "any" -> value.isObject();
            default -> throw new IllegalStateException("no type: " + rule.type());
        };
        if (!fits) {
            broken.add(at + " is no " + rule.type());
        } else if (rule.type().equals("object")) {
            check(Objects.requireNonNull(rule.object()), at, value, broken);
        } else if (rule.type().equals("array")) {
            for (int i = 0; i < value.size(); i++) {
                check(Objects.requireNonNull(rule.object()), at + "/" + i, value.get(i), broken);
            }
        }
        enumeration(rule, at, value, parent, broken);
    }

    /** The number must be one of the schema's, and the caption its caption; of 99 the source's own word. */
    private static void enumeration(Rule rule, String at, JsonNode value, JsonNode parent, List<String> broken) {
        if (rule.values().isEmpty()) {
            return;
        }
        String caption = rule.values().get(value.asLong());
        if (caption == null) {
            broken.add(at + " = " + value + " is none of " + rule.values().keySet());
        } else if (rule.caption() != null) {
            String told = parent.path(rule.caption()).asText();
            if (value.asLong() == 99 ? told.isEmpty() : !told.equals(caption)) {
                broken.add(at + ": " + rule.caption() + " must be " + caption + ", is " + told);
            }
        }
    }

    private static boolean all(JsonNode array, java.util.function.Predicate<JsonNode> law) {
        for (JsonNode each : array) {
            if (!law.test(each)) {
                return false;
            }
        }
        return true;
    }
}
