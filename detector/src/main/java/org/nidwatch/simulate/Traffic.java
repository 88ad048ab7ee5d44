// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** All sources of a world merged in event-time order: a binary heap of sources, so memory does not grow. */
public final class Traffic implements Iterator<SimulatedQuery> {
    private final Source[] heap;
    private int size;

    Traffic(List<Source> sources) {
        heap = sources.toArray(new Source[0]);
        size = heap.length;
        for (int i = size / 2 - 1; i >= 0; i--) {
            sink(i);
        }
    }

    @Override
    public boolean hasNext() {
        return size > 0 && heap[0].next != Source.NEVER;
    }

    /** When {@link #next} will be, milliseconds since the epoch; {@link Long#MAX_VALUE} at the end. */
    public long due() {
        return hasNext() ? (long) heap[0].next : Long.MAX_VALUE;
    }

    @Override
    public SimulatedQuery next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the traffic has ended");
        }
        SimulatedQuery query = heap[0].take();
        sink(0);
        return query;
    }

    private void sink(int from) {
        Source source = heap[from];
        double time = source.next;
        int at = from;
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && heap[child + 1].next < heap[child].next) {
                child++;
            }
            if (time <= heap[child].next) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = source;
    }
}
