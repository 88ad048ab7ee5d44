// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nidwatch.schemas.Versions.Version;

/**
 * The bytes that each shipped version wrote, kept for ever, and what today's schema reads in them. With
 * {@code -Dupdate.golden} the bytes of a new version are added and the readings rewritten; bytes that exist never are.
 */
class GoldenBytesTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final boolean UPDATE = System.getProperty("update.golden") != null;
    private static final String ADVICE = "run `mvn -pl schemas test -Dupdate.golden` and look at the difference";

    static Stream<Version> versions() {
        return Versions.names().stream().flatMap(name -> Versions.shipped(name).stream());
    }

    @ParameterizedTest
    @MethodSource("versions")
    void readsTheBytesOfEveryVersion(Version version) throws IOException {
        Path hexFile = GOLDEN.resolve(version + ".hex");
        Path jsonFile = GOLDEN.resolve(version + ".json");
        if (UPDATE && !Files.exists(hexFile)) {
            Files.writeString(hexFile, HexFormat.of().formatHex(write(Example.of(version.schema()))) + "\n");
        }
        assertThat(hexFile).as(ADVICE).exists();
        byte[] bytes = HexFormat.of().parseHex(Files.readString(hexFile).strip());

        String reading = read(bytes, version.schema(), Versions.current(version.name())) + "\n";

        if (UPDATE) {
            Files.writeString(jsonFile, reading);
        }
        assertThat(jsonFile).as(ADVICE).exists();
        assertThat(reading).as(version + ": " + ADVICE).isEqualTo(Files.readString(jsonFile));
        assertThat(write(read(bytes, version.schema(), version.schema())))
                .as(version + " written again")
                .isEqualTo(bytes);
    }

    private static byte[] write(GenericRecord record) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static GenericRecord read(byte[] bytes, Schema writer, Schema reader) throws IOException {
        return new GenericDatumReader<GenericRecord>(writer, reader)
                .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
    }
}
