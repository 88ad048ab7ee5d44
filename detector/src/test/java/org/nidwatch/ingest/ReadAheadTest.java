// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void givesAllInOrderAndThenNone() throws Exception {
        try (ReadAhead ahead = new ReadAhead(() -> line(50_000))) {
            List<Long> numbers = new ArrayList<>();
            for (List<ParsedLine> read = ahead.next(); !read.isEmpty(); read = ahead.next()) {
                read.forEach(each -> numbers.add(each.lineNumber()));
            }
            assertThat(numbers).hasSize(50_000).isSorted().doesNotHaveDuplicates();
            assertThat(ahead.next()).isEmpty();
        }
    }

    @Test
    void aFailureComesInItsPlace() throws Exception {
        try (ReadAhead ahead = new ReadAhead(() -> {
            ParsedLine line = line(10);
            if (line == null) {
                throw new IOException("the source broke off");
            }
            return line;
        })) {
            List<ParsedLine> read = new ArrayList<>();
            assertThatThrownBy(() -> {
                        while (true) {
                            read.addAll(ahead.next());
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessage("the source broke off");
            assertThat(read).hasSize(10);
        }
    }

    /** As from a pipe: what has come is not held back until more comes. */
    @Test
    void aSlowSourceIsNotWaitedFor() throws Exception {
        SynchronousQueue<ParsedLine> pipe = new SynchronousQueue<>();
        try (ReadAhead ahead = new ReadAhead(pipe::take)) {
            for (int i = 1; i <= 3; i++) {
                ParsedLine line = bad(i);
                pipe.put(line);
                assertThat(ahead.next()).containsExactly(line);
            }
        }
    }

    @Test
    void readsNoMoreThanItMayHold() {
        try (ReadAhead ahead = new ReadAhead(() -> line(Integer.MAX_VALUE))) {
            Awaitility.await().until(() -> asked.get() == 4_097);
            assertThat(ahead).isNotNull();
            Awaitility.await().during(java.time.Duration.ofMillis(100)).until(() -> asked.get() == 4_097);
        }
    }

    private ParsedLine line(int end) {
        int number = asked.incrementAndGet();
        return number > end ? null : bad(number);
    }

    private static ParsedLine bad(int number) {
        return new ParsedLine.Bad(number, 0, 0, "made up", "");
    }
}
