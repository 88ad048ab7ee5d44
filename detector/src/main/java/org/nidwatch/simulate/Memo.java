// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import java.util.Arrays;
import java.util.function.LongToDoubleFunction;

/** The last values of a pure function of time; forgetting one costs time, never correctness. */
final class Memo {
    private final long[] keys;
    private final double[] values;
    private final LongToDoubleFunction function;

    /** @param kept how many, a power of two */
    Memo(int kept, LongToDoubleFunction function) {
        keys = new long[kept];
        values = new double[kept];
        this.function = function;
        Arrays.fill(keys, Long.MIN_VALUE);
    }

    double at(long key) {
        int slot = (int) (key & (keys.length - 1));
        if (keys[slot] != key) {
            values[slot] = function.applyAsDouble(key);
            keys[slot] = key;
        }
        return values[slot];
    }
}
