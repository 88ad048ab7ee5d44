// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTokensTest {
    @TempDir
    private Path folder;

    private Path file;
    private final AtomicLong nanos = new AtomicLong();

    @BeforeEach
    void name() {
        file = folder.resolve("tokens");
    }

    @Test
    void keepAHashAndNeverTheToken() throws Exception {
        String token = AccessTokens.add(file, "prometheus", Role.VIEWER);
        String another = AccessTokens.add(file, "anna", Role.ANALYST);

        assertThat(token).hasSize(43).isNotEqualTo(another);
        assertThat(Files.readString(file)).doesNotContain(token).contains("prometheus viewer sha256:");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        AccessTokens read = AccessTokens.read(file);
        assertThat(read.bearer(token)).isEqualTo(read.entries().get(0));
        assertThat(read.bearer(another).role()).isEqualTo(Role.ANALYST);
        assertThat(read.bearer("")).isNull();
    }

    @Test
    void refuseANameTwiceAndWhatIsNoName() throws Exception {
        AccessTokens.add(file, "anna", Role.VIEWER);

        assertThatThrownBy(() -> AccessTokens.add(file, "anna", Role.ANALYST)).hasMessageContaining("anna already");
        assertThatThrownBy(() -> AccessTokens.add(file, "two words", Role.VIEWER))
                .isInstanceOf(IOException.class);
        assertThat(AccessTokens.remove(file, "anna")).isTrue();
        assertThat(AccessTokens.remove(file, "anna")).isFalse();
    }

    @Test
    void areNotTakenFromAFileThatOthersMayWriteTo() throws Exception {
        AccessTokens.add(file, "anna", Role.VIEWER);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(AccessTokens.read(file).entries()).hasSize(1);

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        assertThatThrownBy(() -> AccessTokens.read(file))
                .hasMessageContaining("rw-rw----")
                .hasMessageContaining("chmod go-w " + file);
    }

    @Test
    void nameTheBrokenLineAndNotWhatStandsInIt() throws Exception {
        Files.writeString(file, "# comment\n\nanna admin sha256:abc\n");

        assertThatThrownBy(() -> AccessTokens.read(file))
                .hasMessageContaining("line 3")
                .hasMessageNotContaining("abc");
        assertThatThrownBy(() -> AccessTokens.read(folder.resolve("none"))).hasMessageContaining("nidwatch access add");
    }

    @Test
    void areInForceAndOutOfForceWithinSecondsOfAChange() throws Exception {
        String token = AccessTokens.add(file, "anna", Role.VIEWER);
        Doorkeeper door = new Doorkeeper(file, 600, nanos::get);
        assertThat(door.answer("Bearer " + token, Role.VIEWER)).isEqualTo(200);
        assertThat(door.answer("Bearer " + token, Role.ANALYST)).isEqualTo(403);
        assertThat(door.answer("Basic " + token, Role.VIEWER)).isEqualTo(401);

        AccessTokens.remove(file, "anna");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        nanos.addAndGet(6_000_000_000L);
        assertThat(door.answer("Bearer " + token, Role.VIEWER)).isEqualTo(401);

        Files.writeString(file, "broken");
        nanos.addAndGet(6_000_000_000L);
        assertThat(door.answer("Bearer " + token, Role.VIEWER)).isEqualTo(401);
    }

    @Test
    void limitRequestsByTheMinute() throws Exception {
        Doorkeeper door = new Doorkeeper(null, 2, nanos::get);
        assertThat(door.answer(null, Role.VIEWER)).isEqualTo(200);
        assertThat(door.answer(null, Role.VIEWER)).isEqualTo(200);
        assertThat(door.answer(null, Role.VIEWER)).isEqualTo(429);
        nanos.addAndGet(60_000_000_000L);
        assertThat(door.answer(null, Role.VIEWER)).isEqualTo(200);
    }
}
