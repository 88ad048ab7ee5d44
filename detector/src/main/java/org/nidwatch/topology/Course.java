// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** How far all tasks of this process have come together; written once a poll. */
final class Course {
    static final long NOWHERE = Long.MIN_VALUE;

    private final LongAdder read = new LongAdder();
    private final AtomicLong reached = new AtomicLong(NOWHERE);

    /** So many records of the queries topic were looked at. */
    void read(int records) {
        read.add(records);
    }

    /** Event time, milliseconds. */
    void reached(long time) {
        if (time > reached.get()) {
            reached.accumulateAndGet(time, Math::max);
        }
    }

    long read() {
        return read.sum();
    }

    long reached() {
        return reached.get();
    }
}
