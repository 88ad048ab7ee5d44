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
        return of(organisation, occurredAt, subject, Outcome.DISCLOSED);
    }

    private static NidQuery of(String organisation, long occurredAt, Token subject, Outcome outcome) {
        return new NidQuery(
                UUID.nameUUIDFromBytes(subject.bytes()).toString(),
                occurredAt,
                organisation,
                organisation + "-key",
                null,
                null,
                Operation.RETRIEVE,
                outcome,
                outcome == Outcome.DISCLOSED ? 12 : 0,
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

    /** The same, slower, and every fourth organisation guesses numbers, of which nine in ten do not exist. */
    static List<NidQuery> guessing(long seed, int count, int organisations) {
        Random random = new Random(seed);
        List<NidQuery> queries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int organisation = random.nextInt(organisations);
            boolean found = random.nextInt(100) < (organisation % 4 == 0 ? 10 : 97);
            queries.add(of(
                    "org-" + organisation,
                    START + 100L * i,
                    new Token(random.nextLong(), random.nextLong()),
                    found ? Outcome.DISCLOSED : Outcome.NOT_FOUND));
        }
        return queries;
    }
}
