// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.trace;

import java.util.ArrayList;
import java.util.List;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Token;

/** A small country: queries of made-up organisations about made-up people. */
final class MadeUp {
    static final long DAY = 86_400_000;
    static final long FROM = 1_760_000_000_000L;
    static final Span SPAN = new Span(FROM, FROM + 100 * DAY, 300_000);
    static final TraceSettings SETTINGS = new TraceSettings(100_000, java.time.Duration.ofMinutes(5), 0.95, 0.2);

    private MadeUp() {}

    static Token token(long person) {
        long mixed = (person + 1) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        return new Token(mixed ^ mixed >>> 27, (mixed ^ mixed >>> 31) * 0x94D049BB133111EBL);
    }

    static NidQuery query(String organisation, long person, long time) {
        return query(organisation, person, time, Outcome.DISCLOSED);
    }

    static NidQuery query(String organisation, long person, long time, Outcome outcome) {
        return new NidQuery(
                "",
                time,
                organisation,
                organisation + "-k1",
                null,
                null,
                Operation.RETRIEVE,
                outcome,
                8,
                token(person),
                null,
                0,
                null);
    }

    /** People first to last, without dates. */
    static Sample people(int first, int last) {
        List<Token> tokens = new ArrayList<>();
        for (int person = first; person <= last; person++) {
            tokens.add(token(person));
        }
        return Sample.ofTokens(tokens);
    }

    /** An organisation looks up people first, first + step, ... at an even pace. */
    static void ask(LookUps lookUps, String organisation, int first, int count, int step) {
        for (int i = 0; i < count; i++) {
            lookUps.observe(
                    query(organisation, first + (long) i * step, FROM + (long) (i + 0.5) * (99 * DAY) / count), 1, i);
        }
    }

    /**
     * Three organisations in a register of 100,000: a telecom that knows every second person, a bank that knows people 0 to 999,
     * a shop that knows people 50,000 to 50,499.
     */
    static LookUps country(Sample sample) {
        LookUps lookUps = new LookUps(sample, SPAN);
        ask(lookUps, "telecom", 0, 50_000, 2);
        ask(lookUps, "bank", 0, 1_000, 1);
        ask(lookUps, "shop", 50_000, 500, 1);
        return lookUps;
    }
}
