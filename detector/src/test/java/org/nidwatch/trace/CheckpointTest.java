// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
    private static final RunIdentity RUN = new RunIdentity(MadeUp.people(1, 5), MadeUp.SPAN, "nid.queries");
    private static final Checkpoint.Content CONTENT = new Checkpoint.Content(
            Map.of(0, 10L, 1, 20L),
            Map.of(0, 100L, 1, 20L),
            Map.of(0, 5L),
            30,
            2,
            List.of("counted about bank-1".getBytes(StandardCharsets.UTF_8)));

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("deeper/trace.checkpoint");
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Checkpoint checkpoint = new Checkpoint(file(), RUN);
        assertThat(checkpoint.read()).isNull();
        checkpoint.write(CONTENT);
        checkpoint.write(CONTENT);

        Checkpoint.Content read = Objects.requireNonNull(new Checkpoint(file(), RUN).read());

        assertThat(read.next()).isEqualTo(CONTENT.next());
        assertThat(read.ends()).isEqualTo(CONTENT.ends());
        assertThat(read.oldest()).isEqualTo(CONTENT.oldest());
        assertThat(read.records()).isEqualTo(30);
        assertThat(read.unreadable()).isEqualTo(2);
        assertThat(read.parts().get(0)).isEqualTo(CONTENT.parts().get(0));
        checkpoint.remove();
        assertThat(file()).doesNotExist();
    }

    @Test
    void nobodyElseReadsAnythingInIt() throws IOException {
        new Checkpoint(file(), RUN).write(CONTENT);

        String stored = Files.readString(file(), StandardCharsets.ISO_8859_1);
        assertThat(stored).doesNotContain("bank-1");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void anotherRunCannotTakeItUp() throws IOException {
        new Checkpoint(file(), RUN).write(CONTENT);
        Span longer = new Span(MadeUp.SPAN.from(), MadeUp.SPAN.until() + 1, MadeUp.SPAN.toleranceMillis());

        for (RunIdentity other : List.of(
                new RunIdentity(MadeUp.people(1, 6), MadeUp.SPAN, "nid.queries"),
                new RunIdentity(MadeUp.people(1, 5), longer, "nid.queries"),
                new RunIdentity(MadeUp.people(1, 5), MadeUp.SPAN, "other.queries"))) {
            assertThat(other.name()).isNotEqualTo(RUN.name());
            assertThatThrownBy(() -> new Checkpoint(file(), other).read())
                    .isInstanceOf(TraceException.class)
                    .hasMessageContaining("another sample, span or topic")
                    .hasMessageContaining("--restart");
        }
    }

    @Test
    void aBrokenOneIsTold() throws IOException {
        new Checkpoint(file(), RUN).write(CONTENT);
        byte[] bytes = Files.readAllBytes(file());
        bytes[bytes.length / 2] ^= 1;
        Files.write(file(), bytes);
        assertThatThrownBy(() -> new Checkpoint(file(), RUN).read()).isInstanceOf(TraceException.class);
        Files.write(file(), new byte[0]);
        assertThatThrownBy(() -> new Checkpoint(file(), RUN).read()).isInstanceOf(TraceException.class);
    }
}
