// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nidwatch.embedded.RegistryDesk.Entry;
import org.nidwatch.wire.SchemaRules.Level;

/** Confluent's API: which path asks what. Returns what becomes the JSON answer; throws {@link RegistryError}. */
final class RegistryRoutes {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistryDesk desk;

    /** A request, its path in decoded pieces, its query as name to value. */
    record Request(String method, List<String> path, Map<String, String> query, String body) {
        boolean is(String wanted, String... pattern) {
            if (!method.equals(wanted) || path.size() != pattern.length) {
                return false;
            }
            for (int i = 0; i < pattern.length; i++) {
                if (!pattern[i].equals("*") && !pattern[i].equals(path.get(i))) {
                    return false;
                }
            }
            return true;
        }

        boolean flag(String name) {
            return Boolean.parseBoolean(query.get(name));
        }
    }

    RegistryRoutes(RegistryDesk desk) {
        this.desk = desk;
    }

    Object answer(Request request) throws IOException {
        List<String> path = request.path();
        if (path.isEmpty()) {
            return Map.of();
        }
        Object answer = switch (path.get(0)) {
            case "subjects" -> subjects(request);
            case "schemas" -> schemas(request);
            case "config" -> config(request);
            case "compatibility" -> compatibility(request);
            case "mode" -> request.method().equals("GET") && path.size() <= 2 ? Map.of("mode", "READWRITE") : null;
            default -> null;
        };
        if (answer == null) {
            throw new RegistryError(404, 404, "HTTP 404 Not Found: the embedded registry has no such path or method");
        }
        return answer;
    }

    private @Nullable Object subjects(Request request) throws IOException {
        if (request.is("GET", "subjects")) {
            return desk.subjects(request.flag("deleted"));
        }
        if (request.path().size() < 2) {
            return null;
        }
        String subject = request.path().get(1);
        boolean permanent = request.flag("permanent");
        if (request.is("POST", "subjects", "*")) {
            return shown(desk.lookup(subject, schemaOf(request)));
        }
        if (request.is("DELETE", "subjects", "*")) {
            return desk.deleteSubject(subject, permanent);
        }
        if (request.is("GET", "subjects", "*", "versions")) {
            return desk.versions(subject, request.flag("deleted"));
        }
        if (request.is("POST", "subjects", "*", "versions")) {
            return Map.of("id", desk.register(subject, schemaOf(request)));
        }
        if (request.path().size() < 4) {
            return null;
        }
        String number = request.path().get(3);
        if (request.is("GET", "subjects", "*", "versions", "*")) {
            return shown(desk.version(subject, number, request.flag("deleted")));
        }
        if (request.is("GET", "subjects", "*", "versions", "*", "schema")) {
            return raw(desk.version(subject, number, request.flag("deleted")).schema());
        }
        if (request.is("GET", "subjects", "*", "versions", "*", "referencedby")) {
            return List.of();
        }
        if (request.is("DELETE", "subjects", "*", "versions", "*")) {
            return desk.deleteVersion(subject, number, permanent);
        }
        return null;
    }

    private @Nullable Object schemas(Request request) throws IOException {
        if (request.is("GET", "schemas", "types")) {
            return List.of("AVRO");
        }
        if (request.path().size() < 3 || !request.path().get(1).equals("ids")) {
            return null;
        }
        int id = id(request.path().get(2));
        if (request.is("GET", "schemas", "ids", "*")) {
            return Map.of("schema", desk.schema(id));
        }
        if (request.is("GET", "schemas", "ids", "*", "schema")) {
            return raw(desk.schema(id));
        }
        if (request.is("GET", "schemas", "ids", "*", "versions")) {
            return desk.usesOf(id).stream()
                    .map(use -> ordered("subject", use.subject(), "version", use.version()))
                    .toList();
        }
        if (request.is("GET", "schemas", "ids", "*", "subjects")) {
            return desk.usesOf(id).stream().map(Entry::subject).distinct().toList();
        }
        return null;
    }

    private @Nullable Object config(Request request) throws IOException {
        if (request.is("GET", "config")) {
            return Map.of("compatibilityLevel", desk.level());
        }
        if (request.is("PUT", "config")) {
            Level level = levelOf(request);
            desk.setLevel(level);
            return Map.of("compatibility", level);
        }
        if (request.path().size() != 2) {
            return null;
        }
        String subject = request.path().get(1);
        if (request.is("GET", "config", "*")) {
            if (!desk.hasOwnLevel(subject) && !request.flag("defaultToGlobal")) {
                throw new RegistryError(
                        404, 40408, "Subject '" + subject + "' does not have subject-level compatibility configured");
            }
            return Map.of("compatibilityLevel", desk.level(subject));
        }
        if (request.is("PUT", "config", "*")) {
            Level level = levelOf(request);
            desk.setLevel(subject, level);
            return Map.of("compatibility", level);
        }
        if (request.is("DELETE", "config", "*")) {
            Level level = desk.level(subject);
            desk.clearLevel(subject);
            return Map.of("compatibilityLevel", level);
        }
        return null;
    }

    private @Nullable Object compatibility(Request request) {
        boolean all = request.is("POST", "compatibility", "subjects", "*", "versions");
        if (!all && !request.is("POST", "compatibility", "subjects", "*", "versions", "*")) {
            return null;
        }
        String number = all ? null : request.path().get(4);
        List<String> objections = desk.objections(request.path().get(2), schemaOf(request), number);
        return request.flag("verbose")
                ? ordered("is_compatible", objections.isEmpty(), "messages", objections)
                : Map.of("is_compatible", objections.isEmpty());
    }

    private static String schemaOf(Request request) {
        JsonNode body = body(request);
        String type = body.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw RegistryError.invalidSchema("the embedded registry knows AVRO alone");
        }
        if (!body.path("references").isEmpty()) {
            throw RegistryError.invalidSchema("the embedded registry takes no references to other schemas");
        }
        if (!body.path("schema").isTextual()) {
            throw RegistryError.invalidSchema("the request has no \"schema\"");
        }
        return body.path("schema").asText();
    }

    private static Level levelOf(Request request) {
        String text = body(request).path("compatibility").asText("").toUpperCase(Locale.ROOT);
        return Arrays.stream(Level.values())
                .filter(level -> level.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new RegistryError(
                        422,
                        42203,
                        "Invalid compatibility level. Valid values are " + Arrays.toString(Level.values())));
    }

    private static JsonNode body(Request request) {
        try {
            return JSON.readTree(request.body());
        } catch (IOException e) {
            throw new RegistryError(400, 400, "The request's body is not JSON");
        }
    }

    private static int id(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new RegistryError(404, 404, "HTTP 404 Not Found: an id is a number");
        }
    }

    private static JsonNode raw(String schema) throws IOException {
        return JSON.readTree(schema);
    }

    private static Map<String, Object> shown(Entry entry) {
        Map<String, Object> shown = ordered("subject", entry.subject(), "version", entry.version());
        shown.put("id", entry.id());
        shown.put("schema", entry.schema());
        return shown;
    }

    private static Map<String, Object> ordered(String key, Object value, String key2, Object value2) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(key, value);
        map.put(key2, value2);
        return map;
    }
}
