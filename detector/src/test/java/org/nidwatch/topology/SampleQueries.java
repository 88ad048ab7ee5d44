// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Token;

/** Queries for tests: seeded, in order of time. */
final class SampleQueries {
    static final long START = 1_790_000_000_000L;

    private SampleQueries() {}

    static NidQuery of(String organisation, long occurredAt) {
        return of(organisation, occurredAt, new Token(organisation.hashCode(), occurredAt));
    }

    static NidQuery of(String organisation, long occurredAt, Token subject) {
        return new NidQuery(
                UUID.nameUUIDFromBytes(subject.bytes()).toString(),
                occurredAt,
                organisation,
                organisation + "-key",
                null,
                null,
                Operation.RETRIEVE,
                Outcome.DISCLOSED,
                12,
                subject,
                null,
                1,
                null);
    }

    /** A stream of many organisations, of which the first asks for as many as all others together. */
    static List<NidQuery> stream(long seed, int count, int organisations) {
        Random random = new Random(seed);
        List<NidQuery> queries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int organisation = random.nextBoolean() ? 0 : random.nextInt(organisations);
            queries.add(of("org-" + organisation, START + 20L * i, new Token(random.nextLong(), random.nextLong())));
        }
        return queries;
    }
}
