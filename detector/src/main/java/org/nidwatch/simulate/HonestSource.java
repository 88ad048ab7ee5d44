// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;

/** The honest work of one credential. */
final class HonestSource extends PacedSource {
    private static final int ABSENT = 51;
    private static final int HOUR = 52;
    /** The NID server's own faults. */
    private static final double ERRORS = 0.001;

    private final int index;
    private final Credential credential;
    private final PartnerPace pace;
    private final Customers customers;
    private final Happenings happenings;
    private final Memo shares;
    private final Memo hours;
    /** A number mistyped a moment ago, about to be typed again; 0 = none. */
    private long again;

    HonestSource(
            Partner partner,
            int index,
            PartnerPace pace,
            Customers customers,
            Register register,
            Happenings happenings,
            long from,
            long until) {
        super(Rng.derive(partner.credentials.get(index).seed(), from), register, partner, until);
        this.index = index;
        credential = partner.credentials.get(index);
        this.pace = pace;
        this.customers = customers;
        this.happenings = happenings;
        shares = new Memo(4, this::share);
        hours = new Memo(4, this::hour);
        begin(from, rng.exponential());
    }

    @Override
    double perMilli(long tick) {
        double share = shares.at(DhakaTime.dayOfTick(tick));
        return share == 0 ? 0 : share * pace.perMilli(tick) * hours.at(Math.floorDiv(tick, DhakaTime.TICKS_AN_HOUR));
    }

    @Override
    SimulatedQuery take() {
        SimulatedQuery query = rng.chance(partner.searches) ? search() : lookUp();
        advance(credential.gap(rng));
        return query;
    }

    private SimulatedQuery search() {
        Outcome outcome = rng.chance(0.2) ? Outcome.NOT_FOUND : Outcome.DISCLOSED;
        return ask(credential, Operation.SEARCH, outcome, 0, partner.sector.purpose, null);
    }

    private SimulatedQuery lookUp() {
        boolean repeat = again == 0 && rng.chance(partner.repeats);
        long number = again != 0 ? again : repeat ? customers.known(index, rng) : customers.fresh(index);
        again = 0;
        Operation operation = rng.chance(partner.retrieves) ? Operation.RETRIEVE : Operation.VERIFY;
        boolean missed = rng.chance(partner.misses);
        boolean mistyped = missed && (operation == Operation.RETRIEVE || rng.chance(0.4));
        if (mistyped && rng.chance(0.5)) {
            again = number;
        }
        Outcome outcome = refused();
        if (outcome == Outcome.OTHER) {
            outcome = mistyped
                    ? Outcome.NOT_FOUND
                    : operation == Operation.RETRIEVE
                            ? Outcome.DISCLOSED
                            : missed ? Outcome.MISMATCHED : Outcome.MATCHED;
        }
        String purpose = repeat ? "REVIEW" : partner.sector.purpose;
        return ask(credential, operation, outcome, mistyped ? mistyped(number) : number, purpose, null);
    }

    /** DENIED or ERROR where the server gave no answer, OTHER where it did. */
    private Outcome refused() {
        double u = rng.unit();
        if (u < partner.denials) {
            return Outcome.DENIED;
        }
        boolean failed = u < partner.denials + ERRORS || (u > 0.67 && happenings.trouble(DhakaTime.tick((long) next)));
        return failed ? Outcome.ERROR : Outcome.OTHER;
    }

    /** Share of the partner's work on a local day: nothing before birth, the neighbour's too when that one is out. */
    private double share(long day) {
        if (unborn(index, day) || absent(index, day)) {
            return 0;
        }
        int neighbour = index == 0 ? partner.credentials.size() - 1 : index - 1;
        boolean helps = !unborn(neighbour, day) && absent(neighbour, day);
        return credential.share() + (helps ? partner.credentials.get(neighbour).share() : 0);
    }

    private boolean unborn(int which, long day) {
        return happenings.has(WorldEvent.BRANCH)
                && day < partner.credentials.get(which).bornDay();
    }

    private boolean absent(int which, long day) {
        return partner.credentials.size() > 1
                && happenings.has(WorldEvent.FAILOVER)
                && Rng.unit(Rng.derive(partner.credentials.get(which).seed(), ABSENT, day)) < 0.005;
    }

    private double hour(long hour) {
        return new Rng(Rng.derive(credential.seed(), HOUR, hour)).noise(partner.credentialVariation);
    }
}
