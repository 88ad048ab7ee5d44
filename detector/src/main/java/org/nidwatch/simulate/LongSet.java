// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import java.util.Arrays;

/** Distinct numbers other than 0, up to a limit (8 to 16 bytes each); full, it says so and takes no more. */
final class LongSet {
    private final int limit;
    private long[] slots = new long[1024];
    private int size;
    private boolean overflowed;

    LongSet(int limit) {
        this.limit = limit;
    }

    void add(long number) {
        int slot = find(slots, number);
        if (slots[slot] == number) {
            return;
        }
        if (size == limit) {
            overflowed = true;
            return;
        }
        slots[slot] = number;
        size++;
        if (2 * size > slots.length) {
            grow();
        }
    }

    int size() {
        return size;
    }

    /** Whether there were more than the limit. */
    boolean overflowed() {
        return overflowed;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[2 * old.length];
        Arrays.stream(old).filter(number -> number != 0).forEach(number -> slots[find(slots, number)] = number);
    }

    private static int find(long[] slots, long number) {
        int slot = (int) Rng.mix(number) & (slots.length - 1);
        while (slots[slot] != 0 && slots[slot] != number) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }
}
