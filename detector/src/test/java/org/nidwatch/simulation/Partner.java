// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulation;

import java.util.SplittableRandom;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Token;

/** One organisation at work: honest for a while, then not, in no order that any detector could rely on. */
final class Partner {
    private enum Deed {
        HONEST,
        WALK,
        GUESS,
        HARVEST,
        BOT
    }

    private static final int KNOWN = 3_000;
    private static final long SHARED_MILLIS = 43_200_000L;

    final String id;
    private final int credentials;
    private final boolean operators;
    private final SplittableRandom random;
    private Deed deed = Deed.HONEST;
    private int left;
    private String thief = "";
    private long place;
    private int events;

    Partner(String id, int credentials, boolean operators, long seed) {
        this.id = id;
        this.credentials = credentials;
        this.operators = operators;
        random = new SplittableRandom(seed);
    }

    /** The next query, made at that time. */
    NidQuery next(long time) {
        if (left-- <= 0) {
            turn(time);
        }
        String credential = id + "-k" + random.nextInt(credentials);
        boolean known = random.nextInt(3) == 0;
        long citizen = known ? random.nextInt(KNOWN) * 1_000_003L : random.nextLong(1L << 40);
        Outcome outcome = random.nextInt(100) < 3 ? Outcome.NOT_FOUND : Outcome.DISCLOSED;
        boolean abuse = deed != Deed.HONEST && (deed != Deed.BOT || random.nextInt(4) == 0);
        if (abuse) {
            credential = thief;
            citizen = deed == Deed.WALK ? place + random.nextInt(1_000) : random.nextLong(1L << 40);
            outcome = outcome(citizen);
        }
        return query(time, credential, outcome, token(citizen), token(-1 - citizen / 1_000));
    }

    private Outcome outcome(long citizen) {
        return switch (deed) {
            case WALK -> citizen % 10 < 7 ? Outcome.DISCLOSED : Outcome.NOT_FOUND;
            case GUESS -> random.nextInt(100) == 0 ? Outcome.DISCLOSED : Outcome.MISMATCHED;
            default -> Outcome.DISCLOSED;
        };
    }

    private void turn(long time) {
        deed = random.nextInt(3) > 0 ? Deed.HONEST : Deed.values()[random.nextInt(Deed.values().length)];
        left = 200 + random.nextInt(3_000);
        thief = random.nextInt(4) == 0 ? id + "-stolen" : id + "-k" + random.nextInt(credentials);
        // Half of the walkers share their numbers with those of other partners.
        place = random.nextBoolean() ? time / SHARED_MILLIS * 1_000 : random.nextLong(1L << 30) * 1_000;
    }

    /** A query about one citizen that somebody else chose. */
    NidQuery about(long time, Token subject) {
        return query(time, id + "-k" + random.nextInt(credentials), Outcome.DISCLOSED, subject, null);
    }

    private NidQuery query(long time, String credential, Outcome outcome, Token subject, Token block) {
        boolean search = random.nextInt(50) == 0;
        return new NidQuery(
                id + ++events,
                time,
                id,
                credential,
                operators && random.nextInt(5) > 0 ? "op" + random.nextInt(9) : null,
                random.nextInt(6) == 0 ? null : "10.0.0." + random.nextInt(12),
                search ? Operation.SEARCH : Operation.RETRIEVE,
                outcome,
                outcome == Outcome.DISCLOSED ? 12 : 0,
                search ? null : subject,
                search ? null : block,
                random.nextInt(2),
                null);
    }

    static Token token(long citizen) {
        SplittableRandom hash = new SplittableRandom(citizen * 31 + 7);
        return new Token(hash.nextLong(), hash.nextLong());
    }
}
