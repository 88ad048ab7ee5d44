// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A citizen's number that a producer put into an unreadable record stands in the queries topic, where the producer wrote it, and
 * nowhere else: not in the bytes of any other topic as they lie on the broker's disk, internal ones included, not in the
 * detectors' directories, their output, or their metrics.
 */
final class NoRawIdentifierAnywhere implements Promise {
    private static final String WHERE_IT_WAS_WRITTEN = "nid.queries-";
    private static final int[] LENGTHS = {10, 13, 17};

    @Override
    public void kept(Evidence run) throws IOException {
        assertThat(run.numbers()).hasSizeGreaterThan(10);
        List<String> found = new ArrayList<>();
        run.texts().forEach((where, text) -> {
            if (holds(text.getBytes(StandardCharsets.ISO_8859_1), run.numbers())) {
                found.add(where);
            }
        });
        for (Path directory : run.written()) {
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    if (!directory.relativize(file).toString().startsWith(WHERE_IT_WAS_WRITTEN)
                            && holds(content(file), run.numbers())) {
                        found.add(file.toString());
                    }
                }
            }
        }
        assertThat(found).as("places with citizens' numbers, %s", run.told()).isEmpty();
    }

    private static byte[] content(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new byte[0]; // the broker is alive, and tidies up
        }
    }

    // Every run of digits, and every piece of a number's length of a longer run.
    private static boolean holds(byte[] content, Set<String> numbers) {
        int start = -1;
        for (int i = 0; i <= content.length; i++) {
            boolean digit = i < content.length && content[i] >= '0' && content[i] <= '9';
            if (digit && start < 0) {
                start = i;
            } else if (!digit && start >= 0) {
                for (int length : LENGTHS) {
                    for (int at = start; at + length <= i; at++) {
                        if (numbers.contains(new String(content, at, length, StandardCharsets.US_ASCII))) {
                            return true;
                        }
                    }
                }
                start = -1;
            }
        }
        return false;
    }
}
