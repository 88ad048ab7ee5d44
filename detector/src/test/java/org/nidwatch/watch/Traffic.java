// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Token;

/** Small seeded traffic for tests: honest work and the plain attacks. Not the simulator: it must not share its ideas. */
final class Traffic {
    static final long START = 1_780_000_020_000L; // a full minute

    private final SplittableRandom random;
    private final List<NidQuery> queries = new ArrayList<>();

    Traffic(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Honest people: random gaps, 3 % misses, every third question about somebody known. */
    Traffic honest(String organisation, int credentials, int count, long meanGapMillis) {
        long time = START;
        List<Long> known = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            time += Math.round(-Math.log(1 - random.nextDouble()) * meanGapMillis);
            boolean repeat = !known.isEmpty() && random.nextInt(3) == 0;
            long citizen = repeat ? known.get(random.nextInt(known.size())) : random.nextLong(120_000_000);
            known.add(citizen);
            Outcome outcome = random.nextInt(100) < 3 ? Outcome.NOT_FOUND : Outcome.DISCLOSED;
            add(time, organisation, organisation + "-k" + random.nextInt(credentials), outcome, citizen);
        }
        return this;
    }

    /** Blind guesses through one credential: one in a hundred exists. */
    Traffic guesses(String organisation, String credential, long from, int count, long gapMillis) {
        for (int i = 0; i < count; i++) {
            Outcome outcome = random.nextInt(100) == 0 ? Outcome.DISCLOSED : Outcome.NOT_FOUND;
            add(from + i * gapMillis, organisation, credential, outcome, 1_000_000_000L + random.nextLong(1L << 40));
        }
        return this;
    }

    /** Neighbouring numbers, most of which exist, in shuffled order. */
    Traffic walk(String organisation, String credential, long from, int count, long gapMillis) {
        for (int i = 0; i < count; i++) {
            long citizen = 5_000_000_000L + (i * 617L) % 1_000 + i / 1_000 * 1_000L;
            add(
                    from + i * gapMillis,
                    organisation,
                    credential,
                    i % 10 < 7 ? Outcome.DISCLOSED : Outcome.NOT_FOUND,
                    citizen);
        }
        return this;
    }

    /** Different existing people, one after the other. */
    Traffic harvest(String organisation, String credential, long from, int count, long gapMillis) {
        for (int i = 0; i < count; i++) {
            add(
                    from + i * gapMillis,
                    organisation,
                    credential,
                    Outcome.DISCLOSED,
                    random.nextLong(120_000_000) * 1_009);
        }
        return this;
    }

    Traffic add(long time, String organisation, String credential, Outcome outcome, long citizen) {
        queries.add(new NidQuery(
                "e" + queries.size(),
                time,
                organisation,
                credential,
                null,
                "10.0.0." + Math.floorMod(credential.hashCode(), 200),
                Operation.RETRIEVE,
                outcome,
                outcome == Outcome.DISCLOSED ? 12 : 0,
                token(citizen),
                token(-1 - citizen / 1_000),
                0,
                null));
        return this;
    }

    static Token token(long citizen) {
        SplittableRandom hash = new SplittableRandom(citizen * 31 + 7);
        return new Token(hash.nextLong(), hash.nextLong());
    }

    /** All queries in order of time. */
    List<NidQuery> queries() {
        queries.sort(Comparator.comparingLong(NidQuery::occurredAt));
        return queries;
    }
}
