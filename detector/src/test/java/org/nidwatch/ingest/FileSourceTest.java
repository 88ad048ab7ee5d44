// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nidwatch.intake.Tokeniser;

/** Every line once, in order, whatever happens to the file. Each line is told by its credential. */
class FileSourceTest {
    private static final Duration GRACE = Duration.ofMillis(300);

    @TempDir
    Path folder;

    private Path log;
    private final List<String> notes = new ArrayList<>();

    @BeforeEach
    void name() {
        log = folder.resolve("access.log");
    }

    @Test
    void readsToTheEndAndGoesOnThere() throws IOException {
        write(0, 40);
        Checkpoint.Place place;
        try (FileSource source = open(null, false)) {
            assertThat(rest(source)).isEqualTo(lines(0, 40));
            assertThat(source.ended()).isTrue();
            place = source.place();
        }
        write(40, 70);
        try (FileSource source = open(place, false)) {
            assertThat(rest(source)).isEqualTo(lines(40, 70));
        }
        try (FileSource source = open(place, true)) {
            ParsedLine first = source.next();
            assertThat(first).isNotNull();
            assertThat(first.lineNumber()).isEqualTo(41);
        }
        assertThat(notes).isEmpty();
    }

    @Test
    void anEventIdIsTheSameWhereverReadingWasTakenUp() throws IOException {
        write(0, 20);
        List<String> ids = ids(null);
        try (FileSource source = open(null, false)) {
            for (int i = 0; i < 7; i++) {
                source.next();
            }
            assertThat(ids(source.place())).isEqualTo(ids.subList(7, 20));
        }
    }

    @Test
    void followsAGrowingFileAndWaitsForTheEndOfALine() throws IOException {
        write(0, 10);
        try (FileSource source = open(null, true)) {
            assertThat(now(source)).isEqualTo(lines(0, 10));
            String next = line(10);
            append(next.substring(0, 25));
            assertThat(now(source)).isEmpty();
            append(next.substring(25));
            assertThat(now(source)).isEqualTo(lines(10, 11));
            assertThat(source.ended()).isFalse();
        }
    }

    @Test
    void waitsForAFileThatDoesNotExistYet() throws IOException {
        try (FileSource source = open(null, true)) {
            assertThat(now(source)).isEmpty();
            write(0, 5);
            assertThat(now(source)).isEqualTo(lines(0, 5));
        }
        assertThat(notes).containsExactly("waiting for " + log + " to appear");
    }

    @Test
    void readsWhatIsLeftInARenamedFileBeforeTheNewOne() throws IOException {
        write(0, 30);
        try (FileSource source = open(null, true)) {
            assertThat(now(source)).isEqualTo(lines(0, 30));
            append(line(30));
            Path old = folder.resolve("access.log.1");
            Files.move(log, old);
            write(32, 40);
            // The server still writes to the old file, and its last line never gets its end.
            Files.writeString(old, line(31).strip(), StandardOpenOption.APPEND);
            assertThat(until(source, 10)).isEqualTo(lines(30, 40));
            write(40, 45);
            assertThat(until(source, 5)).isEqualTo(lines(40, 45));
            assertThat(source.tally().read()).isEqualTo(45);
        }
        assertThat(notes).isEmpty();
    }

    @Test
    void readsOnAtTheStartAfterCopyAndTruncate() throws IOException {
        write(0, 30);
        try (FileSource source = open(null, true)) {
            assertThat(now(source)).isEqualTo(lines(0, 30));
            append(line(30)); // read by nobody before the truncation
            Files.copy(log, folder.resolve("access.log.1"), StandardCopyOption.COPY_ATTRIBUTES);
            Files.newByteChannel(log, StandardOpenOption.WRITE).truncate(0).close();
            write(31, 36);
            assertThat(until(source, 6)).isEqualTo(lines(30, 36));
            write(36, 40);
            assertThat(until(source, 4)).isEqualTo(lines(36, 40));
        }
        assertThat(notes).singleElement().asString().contains("was truncated");
    }

    @Test
    void noticesATruncatedFileThatHasGrownAgain() throws IOException {
        write(0, 30);
        try (FileSource source = open(null, true)) {
            assertThat(now(source)).isEqualTo(lines(0, 30));
            Files.copy(log, folder.resolve("access.log-20261121"), StandardCopyOption.COPY_ATTRIBUTES);
            Files.newByteChannel(log, StandardOpenOption.WRITE).truncate(0).close();
            write(100, 180);
            assertThat(until(source, 80)).isEqualTo(lines(100, 180));
        }
    }

    @Test
    void goesOnThroughAllFilesThatTheLogWasRotatedToWhileNobodyRead() throws IOException {
        write(0, 50);
        Checkpoint.Place place;
        try (FileSource source = open(null, false)) {
            for (int i = 0; i < 20; i++) {
                source.next();
            }
            place = source.place();
        }
        pack(log, folder.resolve("access.log.3.gz"), 1_000);
        Files.delete(log);
        write(50, 60);
        move(log, folder.resolve("access.log.2"), 2_000);
        write(60, 70);
        move(log, folder.resolve("access.log.1"), 3_000);
        write(70, 75);
        Files.writeString(folder.resolve("access.log.rejected.jsonl"), "{\"not\":\"a log\"}\n");
        Files.writeString(folder.resolve("access.log.1.txt"), line(999));

        try (FileSource source = open(place, false)) {
            assertThat(rest(source)).isEqualTo(lines(20, 75));
        }
        assertThat(notes).isEmpty();
    }

    @Test
    void saysWhenTheLogItReadIsGone() throws IOException {
        write(0, 50);
        Checkpoint.Place place;
        try (FileSource source = open(null, false)) {
            rest(source);
            place = source.place();
        }
        Files.delete(log);
        write(60, 70);

        try (FileSource source = open(place, false)) {
            assertThat(rest(source)).isEqualTo(lines(60, 70));
        }
        assertThat(notes).singleElement().asString().contains("going on at the start of " + log);
    }

    @Test
    void refusesALogThatWasCut() throws IOException {
        write(0, 50);
        Checkpoint.Place place;
        try (FileSource source = open(null, false)) {
            rest(source);
            place = source.place();
        }
        Files.newByteChannel(log, StandardOpenOption.WRITE).truncate(2000).close();

        assertThatThrownBy(() -> open(place, false))
                .isInstanceOf(IngestException.class)
                .hasMessageContaining("--restart");
    }

    @Test
    void knowsItsFileAgainAfterTheKeyWasChanged() throws IOException {
        write(0, 50);
        Checkpoint.Place place;
        try (FileSource source = open(null, false)) {
            rest(source);
            place = source.place();
        }
        write(50, 55);
        Tokeniser other = Tokeniser.fromEnvironment(Map.of(Tokeniser.VARIABLE, "another-key-of-some-length"), 4);
        try (FileSource source =
                new FileSource(log, ReadOptions.canonical(other), null, false, GRACE, place, notes::add)) {
            assertThat(rest(source)).isEqualTo(lines(50, 55));
        }
    }

    @Test
    void takesACsvUpInTheMiddleWithItsHeader() throws IOException {
        log = folder.resolve("export.csv");
        append("organisation_id;credential_id;occurred_at;purpose\n");
        append("bank;c0;1795400000000;\"two\nlines\"\n");
        append("bank;c1;1795400000000;x\n");
        Checkpoint.Place place;
        try (FileSource source = open(null, true)) {
            assertThat(now(source)).isEqualTo(lines(0, 2));
            place = source.place();
        }
        assertThat(place.line()).isEqualTo(4);
        append("bank;c2;1795400000000;\"y\n");
        try (FileSource source = open(place, true)) {
            assertThat(now(source)).isEmpty();
            append("z\"\n");
            assertThat(now(source)).isEqualTo(lines(2, 3));
        }
    }

    @Test
    void checkpointsAreWrittenAndReadAndHoldNoNumber() throws IOException {
        Files.writeString(
                log, "{\"occurred_at\":1,\"organisation_id\":\"o\",\"credential_id\":\"c0\",\"nid\":\"1234567890\"}\n");
        Checkpoint checkpoint;
        try (FileSource source = open(null, false)) {
            rest(source);
            checkpoint = Checkpoint.of("run", 7, source.place(), "rejects", 12, source.tally());
        }

        assertThat(Checkpoint.of(checkpoint.bytes())).isEqualTo(checkpoint);
        assertThat(new String(checkpoint.bytes(), StandardCharsets.UTF_8)).doesNotContain("1234567890");
        assertThatThrownBy(() -> Checkpoint.of("{\"version\":9}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IngestException.class)
                .hasMessageContaining("version 9");
        assertThatThrownBy(() -> Checkpoint.of("{".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IngestException.class)
                .hasMessageContaining("--restart");
    }

    private FileSource open(Checkpoint.@Nullable Place place, boolean follow) throws IOException {
        return new FileSource(log, ReadOptions.canonical(Logs.KEY), null, follow, GRACE, place, notes::add);
    }

    private List<String> ids(Checkpoint.@Nullable Place place) throws IOException {
        try (FileSource source = open(place, false)) {
            List<String> ids = new ArrayList<>();
            for (ParsedLine line = source.next(); line != null; line = source.next()) {
                ids.add(Logs.query(line).eventId());
            }
            return ids;
        }
    }

    /** All that comes until the end. */
    private static List<String> rest(FileSource source) throws IOException {
        List<String> found = now(source);
        assertThat(source.ended()).isTrue();
        return found;
    }

    /** What is there at once. */
    private static List<String> now(FileSource source) throws IOException {
        source.await();
        List<String> found = new ArrayList<>();
        for (ParsedLine line = source.next(); line != null; line = source.next()) {
            found.add(Logs.query(line).credentialId());
        }
        return found;
    }

    /** That many lines, which come within 10 seconds, and no more. */
    private static List<String> until(FileSource source, int count) throws IOException {
        List<String> found = new ArrayList<>();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (found.size() < count && System.nanoTime() < deadline) {
            found.addAll(now(source));
        }
        found.addAll(now(source));
        return found;
    }

    private static List<String> lines(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "c" + i).toList();
    }

    private static String line(int number) {
        return "{\"occurred_at\":1795400000000,\"organisation_id\":\"bank-1\",\"credential_id\":\"c" + number + "\"}\n";
    }

    private void write(int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            append(line(i));
        }
    }

    private void append(String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static void move(Path from, Path to, long time) throws IOException {
        Files.move(from, to);
        Files.setLastModifiedTime(to, FileTime.fromMillis(time));
    }

    private static void pack(Path from, Path to, long time) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            Files.copy(from, gzip);
        }
        Files.write(to, packed.toByteArray());
        Files.setLastModifiedTime(to, FileTime.fromMillis(time));
    }
}
