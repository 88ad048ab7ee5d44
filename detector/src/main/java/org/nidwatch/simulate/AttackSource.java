// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import java.util.ArrayList;
import java.util.List;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;

/** An attack's queries through one of its organisations. */
final class AttackSource extends PacedSource {
    private final Attack attack;
    private final AttackCourse course;
    private final Targets targets;
    private final List<Credential> credentials;

    AttackSource(Attack attack, Partner partner, Register register, Decoys decoys, double perHour) {
        super(Rng.derive(attack.seed(), partner.seed, 1), register, partner, attack.end());
        this.attack = attack;
        course = new AttackCourse(attack, partner, perHour);
        targets = Targets.of(attack.kind().numbers, Rng.derive(attack.seed(), partner.seed, 2), register, decoys);
        credentials = credentials(attack, partner);
        // A decoy is asked about at once: an attack without a hit would be none.
        begin(attack.start(), attack.kind() == AttackKind.CANARY ? 0 : rng.exponential());
    }

    @Override
    double perMilli(long tick) {
        return course.perMilli(tick);
    }

    @Override
    SimulatedQuery take() {
        Credential credential = credentials.get(credentials.size() == 1 ? 0 : rng.below(credentials.size()));
        long number = targets.next(rng);
        Outcome outcome = targets.answers(number) ? Outcome.DISCLOSED : Outcome.NOT_FOUND;
        SimulatedQuery query = ask(credential, Operation.RETRIEVE, outcome, number, partner.sector.purpose, attack);
        targets.learn(outcome == Outcome.DISCLOSED);
        advance(gap());
        return query;
    }

    /** A script keeps time to 30 %; who asks a bot does not. */
    private double gap() {
        boolean human = attack.kind().course == AttackKind.Course.ROUND_THE_CLOCK
                || attack.kind().course == AttackKind.Course.HONEST;
        return human ? rng.exponential() : rng.between(0.7, 1.3);
    }

    private static List<Credential> credentials(Attack attack, Partner partner) {
        List<Credential> used = new ArrayList<>();
        for (Credential credential : partner.credentials) {
            if (attack.credentialIds().contains(credential.id())) {
                used.add(credential);
            }
        }
        if (used.isEmpty()) {
            String id = attack.credentialIds().stream()
                    .filter(one -> one.startsWith(partner.id + "-"))
                    .findFirst()
                    .orElse(partner.id + "-k99");
            String address = "203.0.113." + (1 + Long.remainderUnsigned(attack.seed(), 250));
            used.add(new Credential(id, attack.seed(), 0, List.of(), List.of(address), Long.MIN_VALUE, false));
        }
        return List.copyOf(used);
    }
}
