// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Confluent's genuine classes. Their repository is not Central, but Apache Pinot ships them unchanged in a jar that is.
 * That jar has no parent POM, so no dependency can name it; the dependency plugin 2.8 fetches it all the same. It also
 * holds older Kafka and Avro classes: as the child of the test's class loader it only gives what we do not have.
 */
final class Confluent {
    private static final String PATH =
            "org/apache/pinot/pinot-confluent-avro/1.5.0/pinot-confluent-avro-1.5.0-shaded.jar";
    private static final String SERIALIZERS = "io.confluent.kafka.serializers.";

    private Confluent() {}

    /** A class loader that has them; the test is skipped, with the reason, when they cannot be had. */
    static ClassLoader loader() throws IOException, InterruptedException {
        Path jar = Path.of(System.getProperty("nidwatch.maven.repository", "?")).resolve(PATH);
        if (!Files.exists(jar)) {
            fetch();
        }
        if (!Files.exists(jar)) {
            skip(jar + " is not there");
        }
        return loader(jar);
    }

    private static ClassLoader loader(Path jar) throws MalformedURLException {
        return new URLClassLoader(new URL[] {jar.toUri().toURL()}, Confluent.class.getClassLoader());
    }

    private static void fetch() throws IOException, InterruptedException {
        Path maven = Path.of(System.getProperty("nidwatch.maven.home", "?"), "bin", "mvn");
        if (!Files.isExecutable(maven)) {
            skip("no Maven to fetch them with: run by -Pslow");
        }
        Process process = new ProcessBuilder(
                        maven.toString(),
                        "-B",
                        "-q",
                        "-Dmaven.repo.local=" + System.getProperty("nidwatch.maven.repository"),
                        "org.apache.maven.plugins:maven-dependency-plugin:2.8:get",
                        "-Dartifact=org.apache.pinot:pinot-confluent-avro:1.5.0:jar:shaded",
                        "-Dtransitive=false")
                .directory(Files.createTempDirectory("nidwatch").toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
            skip("Maven could not fetch them: " + said);
        }
    }

    private static void skip(String why) {
        String reason = "Confluent's classes cannot be had, so nothing is tested with them: " + why;
        System.out.println(reason);
        abort(reason);
    }

    @SuppressWarnings("unchecked")
    static Serializer<Object> serializer(ClassLoader loader, Map<String, ?> properties) throws Exception {
        Serializer<Object> serializer = (Serializer<Object>) loader.loadClass(SERIALIZERS + "KafkaAvroSerializer")
                .getConstructor()
                .newInstance();
        serializer.configure(properties, false);
        return serializer;
    }

    @SuppressWarnings("unchecked")
    static Deserializer<Object> deserializer(ClassLoader loader, Map<String, ?> properties) throws Exception {
        Deserializer<Object> deserializer =
                (Deserializer<Object>) loader.loadClass(SERIALIZERS + "KafkaAvroDeserializer")
                        .getConstructor()
                        .newInstance();
        deserializer.configure(properties, false);
        return deserializer;
    }
}
