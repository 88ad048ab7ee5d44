// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/** The builtin client: what to ask, and what to remember. */
final class CachedRegistry implements SchemaRegistry {
    /** How long an unknown id is remembered as unknown. */
    static final Duration UNKNOWN_FOR = Duration.ofSeconds(30);

    /** Most entries of each cache; a full one starts again. */
    static final int CACHE_LIMIT = 10_000;

    /** Most schemas that one schema may refer to, directly or not. */
    static final int REFERENCE_LIMIT = 100;

    private static final int NO_SUBJECT = 40401;
    private static final int NO_VERSION = 40402;
    private static final int NO_SCHEMA = 40403;
    private static final int INCOMPATIBLE = 409;

    private final RegistryHttp http;
    private final LongSupplier nanoTime;
    private final Map<Registration, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, String> schemas = new ConcurrentHashMap<>();
    private final Map<Integer, Long> unknownSince = new ConcurrentHashMap<>();

    private record Registration(String subject, String schemaJson) {}

    CachedRegistry(RegistryHttp http, LongSupplier nanoTime) {
        this.http = http;
        this.nanoTime = nanoTime;
    }

    @Override
    public int register(String subject, String schemaJson) {
        Registration key = new Registration(subject, schemaJson);
        Integer known = ids.get(key);
        if (known != null) {
            return known;
        }
        RegistryHttp.Reply reply = http.post("/subjects/" + encoded(subject) + "/versions", request(schemaJson));
        if (reply.errorCode() == INCOMPATIBLE) {
            throw new IncompatibleSchemaException(reply.url() + " refuses the schema: it cannot follow the ones that"
                    + " subject " + subject + " has (" + reply.message() + "). Change the schema as schemas/README.md"
                    + " says, set another topics.prefix, or change the subject's compatibility rule in the registry");
        }
        JsonNode id = expect(reply).path("id");
        if (!id.canConvertToInt() || !id.isNumber()) {
            throw strange(reply);
        }
        bounded(ids).put(key, id.asInt());
        return id.asInt();
    }

    @Override
    public String schemaById(int id) {
        String known = schemas.get(id);
        if (known != null) {
            return known;
        }
        Long since = unknownSince.get(id);
        if (since != null && nanoTime.getAsLong() - since < UNKNOWN_FOR.toNanos()) {
            throw new UnknownSchemaException("the schema registry knows no schema " + id + " (asked less than "
                    + UNKNOWN_FOR.toSeconds() + " s ago)");
        }
        RegistryHttp.Reply reply = http.get("/schemas/ids/" + id);
        if (reply.errorCode() == NO_SCHEMA) {
            bounded(unknownSince).put(id, nanoTime.getAsLong());
            throw new UnknownSchemaException(
                    reply.url() + " knows no schema " + id + ": was the record written with another registry?");
        }
        String schema = selfContained(reply);
        unknownSince.remove(id);
        bounded(schemas).put(id, schema);
        return schema;
    }

    @Override
    public void doubt(int id) {
        schemas.remove(id);
    }

    @Override
    public boolean compatible(String subject, String schemaJson) {
        RegistryHttp.Reply reply =
                http.post("/compatibility/subjects/" + encoded(subject) + "/versions/latest", request(schemaJson));
        if (reply.errorCode() == NO_SUBJECT || reply.errorCode() == NO_VERSION) {
            return true;
        }
        JsonNode verdict = expect(reply).path("is_compatible");
        if (!verdict.isBoolean()) {
            throw strange(reply);
        }
        return verdict.asBoolean();
    }

    /** The schema's text; where it refers to schemas of other subjects, with these written into it. */
    private String selfContained(RegistryHttp.Reply reply) {
        JsonNode body = expect(reply);
        if (!body.path("schema").isTextual()) {
            throw strange(reply);
        }
        String text = body.path("schema").asText();
        if (body.path("references").isEmpty()) {
            return text;
        }
        Map<String, Schema> types = new HashMap<>();
        try {
            addReferenced(body, types, new HashMap<>());
            return parser(types).parse(text).toString();
        } catch (SchemaParseException | org.apache.avro.AvroTypeException e) {
            // Whoever reads with it will find it unreadable and say so.
            return text;
        }
    }

    private void addReferenced(JsonNode schema, Map<String, Schema> types, Map<String, Boolean> seen) {
        for (JsonNode reference : schema.path("references")) {
            String subject = reference.path("subject").asText();
            String path = "/subjects/" + encoded(subject) + "/versions/"
                    + reference.path("version").asInt();
            if (seen.put(path, true) != null || seen.size() > REFERENCE_LIMIT) {
                continue;
            }
            JsonNode referenced = expect(http.get(path));
            addReferenced(referenced, types, seen);
            Schema.Parser parser = parser(types);
            parser.parse(referenced.path("schema").asText());
            types.putAll(parser.getTypes());
        }
    }

    private static Schema.Parser parser(Map<String, Schema> types) {
        return new Schema.Parser().addTypes(types.values());
    }

    private static JsonNode expect(RegistryHttp.Reply reply) {
        if (!reply.ok()) {
            throw new RegistryException(reply.url() + " answered " + reply.errorCode() + " (" + reply.message()
                    + "). Check registry.url and the registry's log");
        }
        return reply.body();
    }

    private static RegistryException strange(RegistryHttp.Reply reply) {
        return new RegistryException(reply.url() + " answered HTTP " + reply.status()
                + " without what was asked for. Check registry.url: is it a schema registry?");
    }

    private static JsonNode request(String schemaJson) {
        ObjectNode request = RegistryHttp.JSON.createObjectNode();
        request.put("schema", schemaJson);
        return request;
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static <K, V> Map<K, V> bounded(Map<K, V> cache) {
        if (cache.size() >= CACHE_LIMIT) {
            cache.clear();
        }
        return cache;
    }
}
