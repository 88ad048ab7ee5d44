// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.window;

import java.util.Arrays;

/**
 * How many distinct citizens: exact up to {@link #EXACT}, then a HyperLogLog of 1,024 one-byte registers (Flajolet et al.
 * 2007) read with Ertl's improved estimator (2017, arXiv 1702.01284), with a relative standard error of
 * {@link #RELATIVE_ERROR}. What is kept is a function of the set alone, so an estimate is the same after a restore.
 */
public final class DistinctCount {
    /** 1.04 / sqrt(1024). */
    public static final double RELATIVE_ERROR = 0.0325;

    /** As many hashes take what registers take. */
    private static final int EXACT = 128;

    /** Of two million citizens some 500 share a hash: far below the error. */
    private static final int HASH_BITS = 32;

    private static final int LG_REGISTERS = 10;
    private static final int REGISTERS = 1 << LG_REGISTERS;
    private static final int HIGHEST = HASH_BITS - LG_REGISTERS + 1;
    private static final int VERSION = 2;
    private static final int EXCEPTION = 15;

    /** The hashes while they are few: an open table, half of it empty at least; 0 is an empty place. */
    private int[] exact = new int[16];

    private boolean zero;
    private int size;
    private byte[] registers = new byte[0];
    private int[] histogram = new int[0];
    private boolean dense;
    private long estimate = -1;

    /** Counts a subject; the token is a keyed hash, so its low half alone tells citizens apart. */
    public void add(long subjectLow) {
        addHash(hash(subjectLow));
    }

    static int hash(long subjectLow) {
        return (int) (mix(subjectLow) >>> 64 - HASH_BITS);
    }

    /** Counts a subject by its {@link #hash}; false when nothing changed, as for one counted before. */
    boolean addHash(int hash) {
        if (dense) {
            return raise(
                    hash >>> HASH_BITS - LG_REGISTERS,
                    Integer.numberOfLeadingZeros(hash << LG_REGISTERS | 1 << LG_REGISTERS - 1) + 1);
        }
        int at = hash & exact.length - 1;
        while (exact[at] != 0) {
            if (exact[at] == hash) {
                return false;
            }
            at = at + 1 & exact.length - 1;
        }
        if (hash == 0 && zero) {
            return false;
        }
        if (size == EXACT) {
            densify();
            return addHash(hash);
        }
        size++;
        if (hash == 0) {
            zero = true;
            return true;
        }
        exact[at] = hash;
        if (2 * size > exact.length) {
            grow();
        }
        return true;
    }

    private void grow() {
        int[] old = exact;
        exact = new int[2 * old.length];
        for (int hash : old) {
            if (hash != 0) {
                int at = hash & exact.length - 1;
                while (exact[at] != 0) {
                    at = at + 1 & exact.length - 1;
                }
                exact[at] = hash;
            }
        }
    }

    /** The hashes, rising. */
    private int[] hashes() {
        int[] hashes = new int[size];
        int count = zero ? 1 : 0;
        for (int hash : exact) {
            if (hash != 0) {
                hashes[count++] = hash;
            }
        }
        Arrays.sort(hashes);
        return hashes;
    }

    private void densify() {
        if (registers.length == 0) {
            registers = new byte[REGISTERS];
            histogram = new int[HIGHEST + 1];
        }
        Arrays.fill(registers, (byte) 0);
        Arrays.fill(histogram, 0);
        histogram[0] = REGISTERS;
        dense = true;
        estimate = -1;
        for (int hash : exact) {
            if (hash != 0) {
                addHash(hash);
            }
        }
        if (zero) {
            addHash(0);
        }
        empty();
    }

    /** Counts from nothing again, in the memory it has: a pane that is used anew leaves no garbage. */
    void clear() {
        empty();
        dense = false;
        estimate = -1;
    }

    private void empty() {
        if (size > 0) {
            Arrays.fill(exact, 0);
        }
        zero = false;
        size = 0;
    }

    private boolean raise(int register, int rank) {
        int held = registers[register];
        if (rank <= held) {
            return false;
        }
        registers[register] = (byte) rank;
        histogram[held]--;
        histogram[rank]++;
        estimate = -1;
        return true;
    }

    // The token is random already; mixing makes the count right for any numbers.
    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** The count, or its estimate, rounded. */
    public long estimate() {
        if (!dense) {
            return size;
        }
        if (estimate < 0) {
            // It was exact when it was one less: what was told must not be taken back.
            estimate = Math.max(EXACT + 1, Math.round(ertl()));
        }
        return estimate;
    }

    private double ertl() {
        double m = REGISTERS;
        double z = m * tau(1 - histogram[HIGHEST] / m);
        for (int k = HIGHEST - 1; k >= 1; k--) {
            z = 0.5 * (z + histogram[k]);
        }
        z += m * sigma(histogram[0] / m);
        return m * m / (2 * Math.log(2) * z);
    }

    private static double sigma(double share) {
        double x = share;
        double y = 1;
        double z = x;
        double before;
        do {
            x *= x;
            before = z;
            z += x * y;
            y += y;
        } while (z != before);
        return z;
    }

    private static double tau(double share) {
        if (share == 0 || share == 1) {
            return 0;
        }
        double x = share;
        double y = 1;
        double z = 1 - x;
        double before;
        do {
            x = Math.sqrt(x);
            before = z;
            y *= 0.5;
            z -= (1 - x) * (1 - x) * y;
        } while (z != before);
        return z / 3;
    }

    /** Whether nothing was counted. */
    public boolean isEmpty() {
        return !dense && size == 0;
    }

    /** Becomes the union with another count, which stays as it is. */
    public void unite(DistinctCount other) {
        if (!other.dense) {
            for (int hash : other.exact) {
                if (hash != 0) {
                    addHash(hash);
                }
            }
            if (other.zero) {
                addHash(0);
            }
            return;
        }
        if (!dense) {
            densify();
        }
        for (int register = 0; register < REGISTERS; register++) {
            raise(register, other.registers[register]);
        }
    }

    /** Bytes to keep: 4 a subject while exact, then about 520 (half a byte a register above the lowest). */
    public byte[] toBytes() {
        StateWriter writer = new StateWriter().start(VERSION).raw(dense ? 1 : 0);
        if (!dense) {
            writer.count(size);
            for (int hash : hashes()) {
                writer.word(hash);
            }
            return writer.toBytes();
        }
        int lowest = HIGHEST;
        for (byte register : registers) {
            lowest = Math.min(lowest, register);
        }
        writer.raw(lowest);
        for (int i = 0; i < REGISTERS; i += 2) {
            writer.raw(nibble(registers[i] - lowest) << 4 | nibble(registers[i + 1] - lowest));
        }
        for (byte register : registers) {
            if (register - lowest >= EXCEPTION) {
                writer.raw(register);
            }
        }
        return writer.toBytes();
    }

    private static int nibble(int above) {
        return Math.min(EXCEPTION, above);
    }

    /** Reads {@link #toBytes()}. */
    public static DistinctCount of(byte[] bytes) {
        StateReader reader = new StateReader(bytes, VERSION);
        DistinctCount count = new DistinctCount();
        if (reader.raw() == 0) {
            for (int i = reader.size(); i > 0; i--) {
                count.addHash(reader.word());
            }
            return count;
        }
        count.densify();
        int lowest = reader.raw();
        byte[] above = new byte[REGISTERS];
        for (int i = 0; i < REGISTERS; i += 2) {
            int both = reader.raw();
            above[i] = (byte) (both >>> 4);
            above[i + 1] = (byte) (both & 15);
        }
        for (int i = 0; i < REGISTERS; i++) {
            count.raise(i, above[i] == EXCEPTION ? reader.raw() : lowest + above[i]);
        }
        return count;
    }
}
