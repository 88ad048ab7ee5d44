// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nidwatch.intake.Tokeniser;
import org.nidwatch.policy.Canary;

/** Numbers of nobody, planted among citizens' numbers; the server answers them with an invented record. */
final class Decoys {
    /** How many there are. */
    static final int COUNT = 40;

    private static final int DECOY = 91;

    private final long[] sorted;

    Decoys(long seed, Register register) {
        sorted = new long[COUNT];
        for (int i = 0; i < COUNT; i++) {
            long number = register.citizen(Rng.derive(seed, DECOY, i));
            while (register.exists(number)) {
                number = number - number % 1000 + (number + 1) % 1000;
            }
            sorted[i] = number;
        }
        Arrays.sort(sorted);
    }

    boolean contains(long number) {
        return Arrays.binarySearch(sorted, number) >= 0;
    }

    long any(Rng rng) {
        return sorted[rng.below(COUNT)];
    }

    List<Canary> canaries(Tokeniser tokeniser) {
        List<Canary> canaries = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            canaries.add(new Canary(tokeniser.subject(Long.toString(sorted[i])), "decoy " + (i + 1), null));
        }
        return List.copyOf(canaries);
    }
}
