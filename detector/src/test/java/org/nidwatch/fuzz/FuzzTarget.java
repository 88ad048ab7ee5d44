// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** All that reads what others wrote. Each target's inputs stand in {@code src/test/resources/fuzz} under its name. */
enum FuzzTarget {
    QUERY_DECODE("wire.QueryDecodeFuzz"),
    WRITER_SCHEMA("wire.WriterSchemaFuzz"),
    POLICY_RECORD("wire.PolicyRecordFuzz"),
    JSON_FORM("wire.JsonFormFuzz"),
    LOG("ingest.LogFuzz"),
    MAPPING("ingest.MappingFuzz"),
    SETTINGS("settings.SettingsFuzz"),
    ORGANISATION_STATE("watch.StateFuzz"),
    FEDERATION_STATE("federation.FederationStateFuzz"),
    DIGEST("federation.DigestFuzz"),
    HTTP("console.HttpFuzz"),
    ACCESS_TOKENS("ops.AccessTokensFuzz"),
    SAMPLE("trace.SampleFuzz"),
    MANIFEST("evidence.ManifestFuzz");

    private final String className;

    FuzzTarget(String className) {
        this.className = "org.nidwatch." + className;
    }

    String className() {
        return className;
    }

    String folderName() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    Path folder() {
        return Path.of("src/test/resources/fuzz").resolve(folderName());
    }

    /** The kept inputs, in the order of their names. */
    List<Path> inputs() {
        try (Stream<Path> files = Files.list(folder())) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the fuzzer calls. */
    MethodHandle entry() throws ReflectiveOperationException {
        return MethodHandles.publicLookup()
                .findStatic(
                        Class.forName(className),
                        "fuzzerTestOneInput",
                        MethodType.methodType(void.class, byte[].class));
    }
}
