// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;

/** The runs of one kind of job of one partner. */
final class JobSource extends Source {
    private final Job.Kind kind;
    private final Customers customers;
    private final int index;
    private final Credential credential;
    private final long until;
    private long day;
    private @Nullable Job job;
    private int left;
    /** Position in the book of customers, or the last number of a sorted list. */
    private long position;

    JobSource(Partner partner, Job.Kind kind, Customers customers, Register register, long from, long until) {
        super(Rng.derive(Rng.derive(partner.seed, 71, kind.ordinal()), from), register, partner);
        this.kind = kind;
        this.customers = customers;
        this.until = until;
        index = machine(partner);
        credential = partner.credentials.get(index);
        day = DhakaTime.day(from) - 1;
        do {
            tomorrow();
        } while (next < from);
    }

    @Override
    SimulatedQuery take() {
        SimulatedQuery query = lookUp();
        left--;
        Job running = job;
        if (left > 0 && running != null) {
            next += running.gapMillis() * rng.between(0.6, 1.4);
        } else {
            tomorrow();
        }
        return next >= until ? last(query) : query;
    }

    private SimulatedQuery last(SimulatedQuery query) {
        next = NEVER;
        return query;
    }

    private SimulatedQuery lookUp() {
        long number = number();
        Operation operation =
                kind == Job.Kind.LIST || !rng.chance(partner.retrieves) ? Operation.VERIFY : Operation.RETRIEVE;
        // Lists age: some numbers were withdrawn since.
        boolean stale = rng.chance(0.01);
        Outcome outcome =
                stale ? Outcome.NOT_FOUND : operation == Operation.VERIFY ? Outcome.MATCHED : Outcome.DISCLOSED;
        String purpose = kind == Job.Kind.LIST ? "BENEFIT" : kind == Job.Kind.BATCH ? "RE-KYC" : "SYNC";
        return ask(credential, operation, outcome, stale ? mistyped(number) : number, purpose, null);
    }

    private long number() {
        return switch (kind) {
            case CRON -> rng.chance(0.6) ? customers.known(index, rng) : customers.fresh(index);
            case BATCH -> customers.inOrder(index, position++);
            case LIST -> {
                position = register.after(position);
                yield position;
            }
        };
    }

    /** Looks for the next run, day by day; {@link #next} is {@link #NEVER} when none is left. */
    private void tomorrow() {
        Job found = null;
        while (found == null && DhakaTime.dayStart(day + 1) < until) {
            day++;
            found = Job.on(day, partner, kind);
        }
        job = found;
        if (found == null || found.start() >= until) {
            next = NEVER;
            return;
        }
        next = Math.max(found.start(), next == NEVER ? found.start() : next);
        left = found.count();
        position = kind == Job.Kind.LIST ? register.placeOf(rng.next()) : rng.next() >>> 40;
    }

    private static int machine(Partner partner) {
        for (int i = 0; i < partner.credentials.size(); i++) {
            if (partner.credentials.get(i).operators().isEmpty()
                    && partner.credentials.get(i).bornDay() == Long.MIN_VALUE) {
                return i;
            }
        }
        return 0;
    }
}
