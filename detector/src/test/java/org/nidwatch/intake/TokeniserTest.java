// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokeniserTest {
    private static final String KEY = "a-test-key-of-26-characters";

    @TempDir
    Path folder;

    /** The expected values come from: printf 1234567890 | openssl dgst -sha256 -hmac KEY. */
    @Test
    void agreesWithAnotherImplementation() throws IOException {
        Tokeniser tokeniser = Tokeniser.fromKeyFile(keyFile(KEY + "\n"), 7);

        assertThat(tokeniser.subject("1234567890").hex()).isEqualTo("8ee2174a275607c881e364031f0d0520");
        assertThat(tokeniser.subject("19801234567890123").hex()).isEqualTo("0c2597f910137e97b4df2e660561845d");
        assertThat(tokeniser.block("123-456-7890").hex()).isEqualTo("33af07a2c0510f6eeaa5c12bb799af0a");
        assertThat(tokeniser.block("1234567000")).isEqualTo(tokeniser.block("1234567999"));
        assertThat(tokeniser.keyId()).isEqualTo(7);
    }

    @Test
    void readsHexAndBase64() throws IOException {
        String token = "c4eb1c9fedd643f7a67bd73db42ea0c9";
        assertThat(Tokeniser.fromKeyFile(keyFile("000102030405060708090a0b0c0d0e0f\r\n"))
                        .subject("1234567890")
                        .hex())
                .isEqualTo(token);
        assertThat(Tokeniser.fromEnvironment(Map.of(Tokeniser.VARIABLE, " base64:AAECAwQFBgcICQoLDA0ODw== "), 0)
                        .subject("1234567890")
                        .hex())
                .isEqualTo(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-r-----", "rw--w----", "rw-----w-", "rw-rw-rw-"})
    void refusesAKeyFileOpenToOthers(String mode) throws IOException {
        Path file = keyFile(KEY);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

        assertThatThrownBy(() -> Tokeniser.fromKeyFile(file))
                .isInstanceOf(TokenKeyException.class)
                .hasMessageContaining(mode)
                .hasMessageContaining("chmod 600 " + file)
                .hasMessageNotContaining(KEY);
    }

    @Test
    void refusesAKeyFileItMayNotRead() throws IOException {
        Path file = keyFile(KEY);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(file), "this user reads everything");

        assertThatThrownBy(() -> Tokeniser.fromKeyFile(file))
                .isInstanceOf(TokenKeyException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void refusesAMissingShortOrHugeKey() throws IOException {
        assertThatThrownBy(() -> Tokeniser.fromKeyFile(folder.resolve("none")))
                .isInstanceOf(TokenKeyException.class)
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> Tokeniser.fromKeyFile(folder))
                .isInstanceOf(TokenKeyException.class)
                .hasMessageContaining("is not a file");
        assertThatThrownBy(() -> Tokeniser.fromKeyFile(keyFile("  fifteen-letters\n")))
                .isInstanceOf(TokenKeyException.class)
                .hasMessageContaining("15 bytes")
                .hasMessageNotContaining("fifteen");
        assertThatThrownBy(() -> Tokeniser.fromKeyFile(keyFile("x".repeat(5000))))
                .isInstanceOf(TokenKeyException.class)
                .hasMessageContaining("4096");
        assertThatThrownBy(() -> Tokeniser.fromEnvironment(Map.of(), 0))
                .isInstanceOf(TokenKeyException.class)
                .hasMessageContaining("tokens.key.file")
                .hasMessageContaining(Tokeniser.VARIABLE);
        assertThatThrownBy(() -> Tokeniser.fromEnvironment(Map.of(Tokeniser.VARIABLE, "base64:????"), 0))
                .isInstanceOf(TokenKeyException.class)
                .hasMessageNotContaining("????");
    }

    @Test
    void makesAKeyFileForItsOwnerOnlyAndNeverOverAnother() throws IOException {
        Path file = folder.resolve("new.key");

        Tokeniser made = Tokeniser.generate(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Tokeniser.fromKeyFile(file).subject("1234567890")).isEqualTo(made.subject("1234567890"));
        assertThatThrownBy(() -> Tokeniser.generate(file))
                .isInstanceOf(TokenKeyException.class)
                .hasMessageContaining("exists already");
        assertThat(made.toString()).doesNotContain(Files.readString(file).trim());
    }

    @Test
    void linesDifferByBytesAndPosition() throws IOException {
        Tokeniser tokeniser = Tokeniser.fromKeyFile(keyFile(KEY));
        byte[] line = "xabcx".getBytes(java.nio.charset.StandardCharsets.UTF_8);

        Token first = tokeniser.line(0, line, 1, 3);

        assertThat(tokeniser.line(0, line, 1, 3)).isEqualTo(first);
        assertThat(tokeniser.line(9, line, 1, 3)).isNotEqualTo(first);
        assertThat(tokeniser.line(0, line, 1, 4)).isNotEqualTo(first);
    }

    @Test
    void servesSeveralThreads() throws Exception {
        Tokeniser tokeniser = Tokeniser.fromKeyFile(keyFile(KEY));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                tasks.add(() -> {
                    boolean right = true;
                    for (int n = 0; n < 500; n++) {
                        right &= tokeniser.subject("1234567890").hex().equals("8ee2174a275607c881e364031f0d0520");
                    }
                    return right;
                });
            }
            for (Future<Boolean> result : threads.invokeAll(tasks)) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private Path keyFile(String text) throws IOException {
        Path file = Files.createTempFile(folder, "tokens", ".key"); // made with mode 0600
        return Files.writeString(file, text);
    }
}
