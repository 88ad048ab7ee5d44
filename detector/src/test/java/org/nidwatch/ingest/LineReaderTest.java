// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineReaderTest {
    @TempDir
    Path folder;

    @Test
    void cutsAnyBytesIntoTheSameLinesHoweverTheyArrive() throws IOException {
        long seed = 20261121;
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        List<String> expected = new ArrayList<>();
        List<Integer> offsets = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            String line = "x".repeat(random.nextInt(50) == 0 ? random.nextInt(200_000) : random.nextInt(300));
            offsets.add(text.length());
            expected.add(line.length() > 100_000 ? "too long" : line);
            text.append(line).append(random.nextBoolean() ? "\n" : "\r\n");
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
        InputStream dripping = new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int from, int length) {
                return super.read(target, from, Math.min(length, 1 + random.nextInt(5000)));
            }
        };
        try (LineReader lines = new LineReader(dripping, 0, 0, 100_000)) {
            for (int i = 0; i < expected.size(); i++) {
                assertThat(lines.next(false)).as("line %d, seed %d", i, seed).isTrue();
                Line line = lines.line();
                assertThat(line.fault == null ? line.text() : "too long").isEqualTo(expected.get(i));
                assertThat(line.offset).isEqualTo((long) offsets.get(i));
                assertThat(line.number).isEqualTo(i + 1L);
            }
            assertThat(lines.next(true)).isFalse();
            assertThat(lines.line().end).isEqualTo(bytes.length);
        }
    }

    @Test
    void keepsAHalfLineUntilItsEndComes() throws IOException {
        Deque<String> pieces = new ArrayDeque<>(List.of("first\nsec", "", "ond\nthi", ""));
        InputStream growing = new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("read one by one");
            }

            @Override
            public int read(byte[] target, int from, int length) {
                byte[] piece = pieces.isEmpty() ? new byte[0] : pieces.remove().getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(piece, 0, target, from, piece.length);
                return piece.length == 0 ? -1 : piece.length;
            }
        };
        try (LineReader lines = new LineReader(growing, 100, 7, 1 << 20)) {
            assertThat(lines.next(false)).isTrue();
            assertThat(lines.line().text()).isEqualTo("first");
            assertThat(lines.next(false)).isFalse();
            assertThat(lines.next(false)).isTrue();
            assertThat(lines.line().text()).isEqualTo("second");
            assertThat(lines.line().offset).isEqualTo(106);
            assertThat(lines.line().number).isEqualTo(9);
            assertThat(lines.next(false)).isFalse();
            assertThat(lines.next(true)).isTrue();
            assertThat(lines.line().text()).isEqualTo("thi");
            assertThat(lines.next(true)).isFalse();
        }
    }

    @Test
    void unpacksAndSaysWhenThePackedDataIsCutShort() throws IOException {
        String line = "{\"occurred_at\":1795400000000,\"organisation_id\":\"bank-1\",\"credential_id\":\"key-%d\"}\n";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            text.append(line.formatted(i * 31));
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.toString().getBytes(StandardCharsets.US_ASCII));
        }
        byte[] bytes = packed.toByteArray();
        Path whole = Files.write(folder.resolve("log.jsonl.gz"), bytes);
        Path half = Files.write(folder.resolve("half.jsonl.gz"), java.util.Arrays.copyOf(bytes, bytes.length / 2));

        try (QueryLines lines = QueryLines.open(whole.toString(), ReadOptions.canonical(null))) {
            lines.forEachRemaining(Logs::query);
            assertThat(lines.tally().parsed()).isEqualTo(20_000);
            assertThat(lines.bytesRead()).isEqualTo(lines.size());
        }
        try (QueryLines lines = QueryLines.open(half.toString(), ReadOptions.canonical(null))) {
            assertThatThrownBy(() -> lines.forEachRemaining(Logs::query))
                    .isInstanceOf(IngestException.class)
                    .hasMessageContaining("cut short after");
            assertThat(lines.tally().parsed()).isPositive();
        }
        Path noGzip = Files.writeString(folder.resolve("plain.gz"), text.substring(0, 300));
        assertThatThrownBy(() -> QueryLines.open(noGzip.toString(), ReadOptions.canonical(null)))
                .isInstanceOf(IngestException.class)
                .hasMessageContaining("no gzip file");
    }
}
