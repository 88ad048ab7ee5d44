// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;

/** One stream of queries in event-time order: a credential's honest work, a partner's jobs, or an attack. */
abstract class Source {
    static final double NEVER = Double.POSITIVE_INFINITY;

    final Rng rng;
    final Register register;
    final Partner partner;
    /** Time of the query that {@link #take} gives next, milliseconds; {@link #NEVER} at the end. */
    double next = NEVER;

    Source(long seed, Register register, Partner partner) {
        rng = new Rng(seed);
        this.register = register;
        this.partner = partner;
    }

    /** The query due at {@link #next}; moves on to the one after it. */
    abstract SimulatedQuery take();

    /** A query by the credential, answered as the number and the server's state demand. */
    final SimulatedQuery ask(
            Credential credential,
            Operation operation,
            Outcome outcome,
            long number,
            String purpose,
            @Nullable Attack attack) {
        boolean dated = credential.longNumbers() && Register.thirteen(number);
        return new SimulatedQuery(
                (rng.next() & 0xFFFFFFFFFFFF0FFFL) | 0x4000L,
                (rng.next() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L,
                (long) next,
                partner.id,
                credential.id(),
                credential.operator(rng),
                credential.address(rng),
                operation,
                outcome,
                outcome == Outcome.DISCLOSED ? fields(operation) : 0,
                number,
                dated ? register.birthYear(number) : 0,
                purpose,
                attack);
    }

    /** Each partner is entitled to its own set of fields; a search shows fewer. */
    private int fields(Operation operation) {
        int entitled = 8 + (int) Long.remainderUnsigned(partner.seed, 11);
        return operation == Operation.SEARCH ? entitled / 2 : entitled;
    }

    /** A wrong number near the right one: one digit mistyped. */
    final long mistyped(long number) {
        while (true) {
            long unit = 1;
            for (int i = rng.below(9); i > 0; i--) {
                unit *= 10;
            }
            long digit = number / unit % 10;
            long other = (digit + 1 + rng.below(9)) % 10;
            long wrong = number + (other - digit) * unit;
            if (!register.exists(wrong)) {
                return wrong;
            }
        }
    }
}
