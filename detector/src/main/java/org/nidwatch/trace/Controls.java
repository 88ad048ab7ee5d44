// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.trace;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Who looked up whom, for a random part of all citizens: those whose token lies below a bound, which is halved whenever the
 * table is full. What a leaked sample is compared with: ordinary people, and how many organisations know them. Holds at most
 * {@value #MOST} pairs of a citizen and an organisation, 12 bytes each in twice as many slots; allocates nothing once made.
 */
final class Controls {
    static final int MOST = 1 << 16;
    private static final int SLOTS = MOST << 1;
    private static final int EMPTY = 0;

    private long[] citizens = new long[SLOTS];
    private int[] organisations = new int[SLOTS];
    private long[] spareCitizens = new long[SLOTS];
    private int[] spareOrganisations = new int[SLOTS];
    private int size;
    private int halvings;
    private long bound = Long.MAX_VALUE;

    /** Takes a pair. */
    interface Pairs {
        void take(long citizen, int organisation);
    }

    /**
     * Counts a look-up.
     *
     * @param subjectLow the token's low half
     * @param organisation its number, 0 or more
     */
    void add(long subjectLow, int organisation) {
        long citizen = subjectLow >>> 1;
        if (citizen <= bound) {
            insert(citizen, organisation + 1);
        }
    }

    private void insert(long citizen, int stored) {
        int slot = slot(citizen, stored);
        while (organisations[slot] != EMPTY) {
            if (citizens[slot] == citizen && organisations[slot] == stored) {
                return;
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        citizens[slot] = citizen;
        organisations[slot] = stored;
        if (++size >= MOST) {
            halve();
        }
    }

    private static int slot(long citizen, int stored) {
        long mixed = (citizen + stored) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 40) & (SLOTS - 1);
    }

    private void halve() {
        while (size >= MOST) {
            halvings++;
            bound >>>= 1;
            rebuild();
        }
    }

    private void rebuild() {
        long[] oldCitizens = citizens;
        int[] oldOrganisations = organisations;
        citizens = spareCitizens;
        organisations = spareOrganisations;
        spareCitizens = oldCitizens;
        spareOrganisations = oldOrganisations;
        Arrays.fill(organisations, EMPTY);
        size = 0;
        for (int i = 0; i < SLOTS; i++) {
            if (oldOrganisations[i] != EMPTY && oldCitizens[i] <= bound) {
                // Cannot fill up again: there are fewer than before.
                insert(oldCitizens[i], oldOrganisations[i]);
            }
        }
    }

    /** Which part of all citizens is watched, (0, 1]. */
    double part() {
        return Math.scalb(1.0, -halvings);
    }

    void each(Pairs pairs) {
        for (int i = 0; i < SLOTS; i++) {
            if (organisations[i] != EMPTY) {
                pairs.take(citizens[i], organisations[i] - 1);
            }
        }
    }

    /** Takes in another's pairs; {@code numbers} says which number an organisation of the other has here. */
    void merge(Controls other, int[] numbers) {
        if (other.halvings > halvings) {
            halvings = other.halvings;
            bound = other.bound;
            rebuild();
        }
        other.each((citizen, organisation) -> {
            if (citizen <= bound) {
                insert(citizen, numbers[organisation] + 1);
            }
        });
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(halvings);
        out.writeInt(size);
        for (int i = 0; i < SLOTS; i++) {
            if (organisations[i] != EMPTY) {
                out.writeLong(citizens[i]);
                out.writeInt(organisations[i]);
            }
        }
    }

    static Controls read(DataInput in) throws IOException {
        Controls controls = new Controls();
        controls.halvings = in.readInt();
        controls.bound = Long.MAX_VALUE >>> controls.halvings;
        for (int left = in.readInt(); left > 0; left--) {
            controls.insert(in.readLong(), in.readInt());
        }
        return controls;
    }
}
