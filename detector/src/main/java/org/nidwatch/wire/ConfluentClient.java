// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Confluent's serialisers, found by class name: we neither ship them nor compile against them. Every
 * {@code schema.registry.*} property is given to them as it is and once more without that prefix, since half of their
 * own settings (auto.register.schemas, use.latest.version) have none.
 */
final class ConfluentClient {
    private static final String SERIALIZER = "io.confluent.kafka.serializers.KafkaAvroSerializer";
    private static final String DESERIALIZER = "io.confluent.kafka.serializers.KafkaAvroDeserializer";
    private static final String REST_EXCEPTION =
            "io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException";

    private final String url;
    private final Map<String, Object> properties = new HashMap<>();

    ConfluentClient(RegistrySettings settings) {
        url = String.join(",", settings.urls());
        settings.passThrough().forEach((key, value) -> {
            properties.put(key, value);
            properties.put(key.substring(RegistrySettings.PASS_THROUGH_PREFIX.length()), value);
        });
        properties.put("schema.registry.url", url);
        // Whatever the user passes: we adapt generic records, of any version.
        properties.put("specific.avro.reader", false);
        properties.put("avro.use.logical.type.converters", false);
    }

    @SuppressWarnings("unchecked")
    Serializer<Object> newSerializer() {
        Serializer<Object> serializer = (Serializer<Object>) instance(SERIALIZER, Serializer.class);
        serializer.configure(properties, false);
        return serializer;
    }

    @SuppressWarnings("unchecked")
    ConfluentReader newReader() {
        Deserializer<Object> deserializer = (Deserializer<Object>) instance(DESERIALIZER, Deserializer.class);
        deserializer.configure(properties, false);
        return new ConfluentReader(this, deserializer);
    }

    /** Registers as the serialiser would when it writes; leaves it alone when the user has forbidden that. */
    void register(Serializer<Object> serializer, String subject, Schema schema) {
        if ("false".equals(String.valueOf(properties.get("auto.register.schemas")))) {
            return;
        }
        calling("register " + subject, () -> {
            try {
                return serializer
                        .getClass()
                        .getMethod("register", String.class, Schema.class)
                        .invoke(serializer, subject, schema);
            } catch (java.lang.reflect.InvocationTargetException e) {
                throw new KafkaException(e.getCause());
            } catch (ReflectiveOperationException e) {
                // A later version without this method: then the first record registers the schema.
                return subject;
            }
        });
    }

    /** Runs the call and turns Confluent's errors into ours. */
    <T> T calling(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (KafkaException e) {
            throw translated(what, e);
        }
    }

    private RegistryException translated(String what, KafkaException e) {
        int code = errorCode(e);
        String seen = url + " (registry.client = confluent), to " + what + ": ";
        if (code == 40403) {
            return new UnknownSchemaException(seen + "knows no such schema");
        }
        if (code == 409 || code == 40901) {
            return new IncompatibleSchemaException(
                    seen + "refuses the schema: it cannot follow the ones that the subject"
                            + " has. Change the schema as schemas/README.md says, or set another topics.prefix");
        }
        if (code / 100 == 5 || code / 10_000 == 5 || code == 429 || unreachable(e)) {
            return new RegistryUnavailableException(
                    seen + "no answer (" + code + "). Check that it runs, and registry.url", e);
        }
        // Messages of serialisers can quote the record: only the kind of error is told.
        return new RegistryException(seen + e.getClass().getSimpleName() + ", code " + code
                + ". Check registry.url and the schema.registry.* properties");
    }

    /** Confluent's error code of the exception or its causes; 0 when the registry has not answered at all. */
    static int errorCode(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause.getClass().getName().equals(REST_EXCEPTION)) {
                try {
                    return (int) cause.getClass().getMethod("getErrorCode").invoke(cause);
                } catch (ReflectiveOperationException unexpected) {
                    return 0;
                }
            }
        }
        return 0;
    }

    static boolean unreachable(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException || cause instanceof RetriableException) {
                return true;
            }
        }
        return false;
    }

    private static Object instance(String className, Class<?> type) {
        try {
            return type.cast(load(className).getConstructor().newInstance());
        } catch (ClassNotFoundException e) {
            throw missing(className);
        } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
            throw new RegistryException(
                    "registry.client = confluent: " + className + " is there but cannot be used (" + e + ")", e);
        }
    }

    private static Class<?> load(String className) throws ClassNotFoundException {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        @Nullable ClassLoader own = ConfluentClient.class.getClassLoader();
        return Class.forName(className, true, context == null ? own : context);
    }

    private static RegistryException missing(String className) {
        return new RegistryException("registry.client = confluent, but " + className + " is not on the classpath: it"
                + " comes with io.confluent:kafka-avro-serializer. Build with that jar (mvn -Pconfluent package, which"
                + " asks packages.confluent.io), or set registry.client = builtin");
    }
}
