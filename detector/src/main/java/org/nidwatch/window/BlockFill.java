// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.window;

import org.jspecify.annotations.Nullable;

/**
 * How often each block of 1,000 numbers was hit lately, for the blocks hit most: walking the numbers fills a block,
 * honest work hardly ever asks twice in one. HeavyKeeper (Gong et al., USENIX ATC 2018) with two choices: a hit on a
 * known block counts; a stranger wears the weaker of its two places down with a probability that falls with its count.
 * It never counts too much but for a 32-bit fingerprint shared by chance. Counts are halved every 12 hours of event
 * time. 1,024 places, 8 kB at most; places come in groups of 16 that exist once they are used.
 */
final class BlockFill {
    private static final int PLACES = 1_024;
    private static final int GROUP = 16;
    private static final long HALVING_MILLIS = 12 * 3_600_000L;
    private static final long[] DECAY = decayThresholds();

    private final int[] @Nullable [] groups = new int[PLACES / GROUP] @Nullable [];
    private final boolean[] dirty = new boolean[PLACES / GROUP];
    private long half = PaneRing.NONE;

    /**
     * Counts a hit on the block and returns its count with this hit; 0 when the block found no place.
     *
     * @param subjectLow the number asked about: a keyed hash, so nobody outside can steer the draw it decides
     */
    int hit(long time, long blockHigh, long blockLow, long subjectLow) {
        age(time);
        int fingerprint = (int) blockHigh | 1; // 0 means empty
        int first = (int) (blockLow & PLACES - 1);
        int second = (int) (blockLow >>> 32 & PLACES - 1);
        if (fingerprintAt(first) == fingerprint) {
            return count(first, 1);
        }
        if (fingerprintAt(second) == fingerprint) {
            return count(second, 1);
        }
        int weaker = countAt(second) < countAt(first) ? second : first;
        int held = countAt(weaker);
        if (held > 0 && (mix(subjectLow) >>> 1) < DECAY[Math.min(held, DECAY.length - 1)]) {
            held = count(weaker, -1);
        }
        if (held == 0) {
            set(weaker, fingerprint, 1);
            return 1;
        }
        return 0;
    }

    private void age(long time) {
        if (half != PaneRing.NONE && time < (half + 1) * HALVING_MILLIS) {
            return;
        }
        long now = Math.floorDiv(time, HALVING_MILLIS);
        if (half == PaneRing.NONE) {
            half = now;
        } else if (now > half) {
            int shift = (int) Math.min(31, now - half);
            half = now;
            for (int g = 0; g < groups.length; g++) {
                int[] group = groups[g];
                if (group != null) {
                    for (int i = 0; i < GROUP; i++) {
                        int left = group[2 * i + 1] >> shift;
                        group[2 * i + 1] = left;
                        group[2 * i] = left == 0 ? 0 : group[2 * i];
                    }
                    dirty[g] = true;
                }
            }
        }
    }

    // Probability 1.08^-count of a stranger wearing the place down, as a bound for 63 random bits.
    private static long[] decayThresholds() {
        long[] thresholds = new long[256];
        for (int count = 0; count < thresholds.length; count++) {
            thresholds[count] = (long) (Math.pow(1.08, -count) * Long.MAX_VALUE);
        }
        return thresholds;
    }

    // Chance must be a function of the events, else a replay would differ: splitmix64 of the subject.
    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    private int fingerprintAt(int place) {
        int[] group = groups[place / GROUP];
        return group == null ? 0 : group[2 * (place % GROUP)];
    }

    private int countAt(int place) {
        int[] group = groups[place / GROUP];
        return group == null ? 0 : group[2 * (place % GROUP) + 1];
    }

    private int count(int place, int change) {
        set(place, fingerprintAt(place), countAt(place) + change);
        return countAt(place);
    }

    private void set(int place, int fingerprint, int count) {
        int[] group = groups[place / GROUP];
        if (group == null) {
            group = new int[2 * GROUP];
            groups[place / GROUP] = group;
        }
        // Who counts nothing is forgotten, as state does not keep it: else a restart would change who sits where.
        group[2 * (place % GROUP)] = count == 0 ? 0 : fingerprint;
        group[2 * (place % GROUP) + 1] = count;
        dirty[place / GROUP] = true;
    }

    void writeChanges(int kind, StateWriter writer, WindowState.Sink sink) {
        for (int g = 0; g < groups.length; g++) {
            int[] group = groups[g];
            if (dirty[g] && group != null) {
                dirty[g] = false;
                writer.start(OrganisationWindows.VERSION).number(half);
                for (int i = 0; i < GROUP; i++) {
                    writer.count(group[2 * i + 1]);
                    if (group[2 * i + 1] > 0) {
                        writer.word(group[2 * i]);
                    }
                }
                sink.put(kind, g, writer.toBytes());
            }
        }
    }

    void restoreGroup(long g, StateReader reader) {
        long writtenIn = reader.number();
        if (half == PaneRing.NONE || writtenIn > half) {
            half = writtenIn;
        }
        int[] group = new int[2 * GROUP];
        for (int i = 0; i < GROUP; i++) {
            group[2 * i + 1] = reader.size();
            if (group[2 * i + 1] > 0) {
                group[2 * i] = reader.word();
            }
        }
        groups[(int) g] = group;
    }
}
