// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignatureTest {
    private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    /** Made with: printf 'id-1.1772352271.{"a":1}' | openssl dgst -sha256 -hmac SECRET -binary | base64. */
    private static final String BY_OPENSSL = "v1,7LWrBl59s6COLtWWY8CxqVQD95SZmOVXjNoTWJjE3qA=";

    @TempDir
    Path folder;

    @Test
    void isWhatOpensslMakes() throws IOException {
        assertThat(Signature.of(file("a secret of more than 24 bytes\n")).of("id-1", 1_772_352_271L, BODY))
                .isEqualTo(BY_OPENSSL);
        assertThat(Signature.of(file("whsec_YSBzZWNyZXQgb2YgbW9yZSB0aGFuIDI0IGJ5dGVz"))
                        .of("id-1", 1_772_352_271L, BODY))
                .as("the same in Base64")
                .isEqualTo(BY_OPENSSL);
    }

    @Test
    void changesWithEachPartThatIsSigned() throws IOException {
        Signature signature = Signature.of(file("a secret of more than 24 bytes"));

        assertThat(signature.of("id-2", 1_772_352_271L, BODY)).isNotEqualTo(BY_OPENSSL);
        assertThat(signature.of("id-1", 1_772_352_272L, BODY)).isNotEqualTo(BY_OPENSSL);
        assertThat(signature.of("id-1", 1_772_352_271L, new byte[0])).isNotEqualTo(BY_OPENSSL);
    }

    @Test
    void aSecretThatCannotBeUsedIsRefusedAndNotRepeated() throws IOException {
        assertThatThrownBy(() -> Signature.of(folder.resolve("nowhere"))).hasMessageContaining("does not exist");
        assertThatThrownBy(() -> Signature.of(file("short4711")))
                .hasMessageContaining("holds 9 bytes; at least 24 are needed")
                .hasMessageNotContaining("short4711");
        assertThatThrownBy(() -> Signature.of(file("whsec_%%%"))).hasMessageContaining("is not Base64");
        assertThatThrownBy(() -> Signature.of(file("x".repeat(5_000)))).hasMessageContaining("larger than 4096 bytes");
    }

    @Test
    void aSecretThatOthersCanReadIsRefused() throws IOException {
        Path file = file("a secret of more than 24 bytes");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> Signature.of(file)).hasMessageContaining("run: chmod 600 " + file);

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));
        assertThat(Signature.of(file)).as("as an orchestrator mounts it").isNotNull();
    }

    private Path file(String text) throws IOException {
        Path file = Files.createTempFile(folder, "secret", "");
        return Files.writeString(file, text);
    }
}
