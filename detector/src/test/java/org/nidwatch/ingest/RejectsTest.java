// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectsTest {
    private static final ParsedLine.Bad BAD = new ParsedLine.Bad(7, 1234, 56, "no \"reason\"", "text #");

    @TempDir
    Path folder;

    @Test
    void writesWhereALineLiesAndWhyItIsBadForItsOwnerOnly() throws IOException {
        Path file = folder.resolve("rejected.jsonl");
        Files.writeString(file, "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        try (Rejects rejects = new Rejects(file)) {
            rejects.add("a.log", BAD);
            rejects.add("a.log", BAD);
            assertThat(rejects.flush()).isEqualTo(Files.size(file));
        }
        assertThat(Files.readAllLines(file))
                .hasSize(2)
                .containsOnly(
                        "{\"file\":\"a.log\",\"line\":7,\"offset\":1234,\"length\":56,\"reason\":\"no \\\"reason\\\"\","
                                + "\"text\":\"text #\"}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void isNotMadeWithoutBadLines() throws IOException {
        try (Rejects rejects = new Rejects(folder.resolve("none"))) {
            assertThat(rejects.flush()).isZero();
        }
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void dropsWhatCameAfterTheCheckpoint() throws IOException {
        Path file = folder.resolve("rejected.jsonl");
        long length;
        try (Rejects rejects = new Rejects(file)) {
            rejects.add("a.log", BAD);
            length = rejects.flush();
            rejects.add("a.log", BAD);
            rejects.flush();
        }
        try (Rejects rejects = new Rejects(file)) {
            rejects.cutTo(length);
            rejects.add("b.log", BAD);
            rejects.flush();
        }
        assertThat(Files.readAllLines(file)).hasSize(2).last().asString().contains("b.log");
    }

    @Test
    void saysThatAnotherPlaceIsNeeded() {
        Rejects rejects = new Rejects(folder.resolve("no-folder").resolve("rejected.jsonl"));
        rejects.add("a.log", BAD);

        assertThatThrownBy(rejects::flush).isInstanceOf(IngestException.class).hasMessageContaining("--rejects");
    }
}
