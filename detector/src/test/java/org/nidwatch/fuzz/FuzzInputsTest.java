// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The inputs that were kept: samples of each kind, and whatever the fuzzer once broke something with. */
class FuzzInputsTest {
    private static final Duration DEFINITELY_TOO_SLOW = Duration.ofSeconds(20);

    @ParameterizedTest
    @EnumSource
    void keptInputsAreReadOrRefused(FuzzTarget target) throws Throwable {
        MethodHandle entry = target.entry();

        assertThat(target.inputs()).as("inputs of %s", target).isNotEmpty();
        for (Path input : target.inputs()) {
            byte[] bytes = Files.readAllBytes(input);
            Assertions.assertTimeoutPreemptively(
                    DEFINITELY_TOO_SLOW, () -> call(entry, bytes), () -> "too slow: " + input);
        }
    }

    private static void call(MethodHandle entry, byte[] bytes) {
        try {
            entry.invokeExact(bytes);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
