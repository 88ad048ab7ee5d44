// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.window;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The numbers of 20 days: blocked Bloom filters (Putze, Sanders, Singler 2007: all bits of a number lie in one 64-byte
 * block, so a look-up is one cache miss), each four times as large as the one before, 14 bits and 7 probes a number.
 */
final class NoveltyGeneration {
    private static final int BLOCK_LONGS = 8;
    private static final int PROBES = 7;
    private static final int NUMBERS_PER_BLOCK = 36; // 512 bits / 36 = 14.2 bits a number
    private static final int SMALLEST_BLOCKS = 8;
    private static final int GROWTH = 4;
    private static final int PAGE_LONGS = 64;

    private final long index;
    private final List<Filter> filters = new ArrayList<>();
    private long size;
    private long bytes;

    /** @param expected how many numbers the generation before held: the first filter is made for these */
    NoveltyGeneration(long index, long expected) {
        this.index = index;
        addFilter((int) Math.min(expected / NUMBERS_PER_BLOCK + 1, Novelty.LIMIT_BYTES / 64 / 2));
    }

    private NoveltyGeneration(long index) {
        this.index = index;
    }

    long index() {
        return index;
    }

    long size() {
        return size;
    }

    long bytes() {
        return bytes;
    }

    boolean holds(long hash) {
        for (int i = filters.size() - 1; i >= 0; i--) {
            if (filters.get(i).holds(hash)) {
                return true;
            }
        }
        return false;
    }

    void add(long hash) {
        Filter last = filters.get(filters.size() - 1);
        if (last.count >= (long) last.blocks() * NUMBERS_PER_BLOCK
                && bytes() + 64L * GROWTH * last.blocks() <= Novelty.LIMIT_BYTES) {
            addFilter(GROWTH * last.blocks());
            last = filters.get(filters.size() - 1);
        }
        last.count++;
        size++;
        last.set(hash);
    }

    /**
     * Plays the log of added numbers back. Numbers are always added to the last filter there is, so from the counts it
     * follows which filter each went to: the bits come out as they were.
     */
    void replay(long[] log, int logged) {
        int end = logged;
        for (int f = filters.size() - 1; f >= 0 && end > 0; f--) {
            Filter filter = filters.get(f);
            int start = (int) Math.max(0, end - filter.count);
            for (int i = start; i < end; i++) {
                filter.set(log[i]);
            }
            end = start;
        }
    }

    private void addFilter(int blocks) {
        add(new Filter(Math.max(SMALLEST_BLOCKS, blocks)));
    }

    private void add(Filter filter) {
        filters.add(filter);
        bytes += 8L * filter.bits.length;
    }

    void writeMeta(StateWriter writer) {
        writer.number(index).count(size).count(filters.size());
        for (Filter filter : filters) {
            writer.count(filter.blocks()).count(filter.count);
        }
    }

    static NoveltyGeneration readMeta(StateReader reader) {
        NoveltyGeneration generation = new NoveltyGeneration(reader.number());
        generation.size = reader.count();
        int blocksLeft = Novelty.LIMIT_BYTES / (Long.BYTES * BLOCK_LONGS);
        for (int i = reader.size(); i > 0; i--) {
            Filter filter = new Filter(reader.size(blocksLeft));
            blocksLeft -= filter.blocks();
            filter.count = reader.count();
            generation.add(filter);
        }
        return generation;
    }

    void writePages(int kind, StateWriter writer, WindowState.Sink sink) {
        for (int f = 0; f < filters.size(); f++) {
            Filter filter = filters.get(f);
            for (int page = filter.dirty.nextSetBit(0); page >= 0; page = filter.dirty.nextSetBit(page + 1)) {
                writer.start(OrganisationWindows.VERSION);
                int end = Math.min(filter.bits.length, (page + 1) * PAGE_LONGS);
                for (int i = page * PAGE_LONGS; i < end; i++) {
                    writer.fixed(filter.bits[i]);
                }
                sink.put(kind, pageIndex(f, page), writer.toBytes());
            }
            filter.dirty.clear();
        }
    }

    void deletePages(int kind, WindowState.Sink sink) {
        for (int f = 0; f < filters.size(); f++) {
            for (int page = 0; page * PAGE_LONGS < filters.get(f).bits.length; page++) {
                sink.put(kind, pageIndex(f, page), null);
            }
        }
    }

    void restorePage(long at, StateReader reader) {
        int f = (int) (at >>> 20 & 0xFF);
        if (at >>> 28 != (index & 0xFFFF) || f >= filters.size()) {
            return;
        }
        Filter filter = filters.get(f);
        int i = (int) (at & 0xFFFFF) * PAGE_LONGS;
        while (!reader.atEnd() && i < filter.bits.length) {
            filter.bits[i++] |= reader.fixed();
        }
    }

    private long pageIndex(int filter, int page) {
        return (index & 0xFFFF) << 28 | (long) filter << 20 | page;
    }

    /** One filter. */
    private static final class Filter {
        final long[] bits;
        final BitSet dirty = new BitSet();
        long count;

        Filter(int blocks) {
            bits = new long[blocks * BLOCK_LONGS];
        }

        int blocks() {
            return bits.length / BLOCK_LONGS;
        }

        boolean holds(long hash) {
            int base = base(hash);
            long probes = probes(hash);
            for (int i = 0; i < PROBES; i++, probes <<= 9) {
                if ((bits[base + (int) (probes >>> 61)] & 1L << (probes >>> 55)) == 0) {
                    return false;
                }
            }
            return true;
        }

        void set(long hash) {
            int base = base(hash);
            long probes = probes(hash);
            for (int i = 0; i < PROBES; i++, probes <<= 9) {
                bits[base + (int) (probes >>> 61)] |= 1L << (probes >>> 55);
            }
            dirty.set(base / PAGE_LONGS);
        }

        // The upper half of the hash picks the block; seven 9-bit fields of the mixed hash pick the bits in it.
        private int base(long hash) {
            return (int) ((hash >>> 32) * blocks() >>> 32) * BLOCK_LONGS;
        }

        private static long probes(long hash) {
            return (hash ^ hash >>> 32) * 0x9E3779B97F4A7C15L;
        }
    }
}
