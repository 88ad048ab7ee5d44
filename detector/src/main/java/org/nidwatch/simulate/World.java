// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.nidwatch.intake.Tokeniser;
import org.nidwatch.policy.Canary;
import org.nidwatch.policy.Organisation;

/**
 * Organisations, citizens and habits, all from one seed. Immutable: any number of streams can be drawn from it. Written
 * from what is known of such traffic, never from what the detectors look for.
 */
public final class World {
    private static final int REGISTER = 101;

    private final WorldSettings settings;
    private final Register register;
    private final Decoys decoys;
    private final Happenings happenings;
    private final List<Partner> partners;

    /** Builds the world; takes milliseconds. */
    public World(WorldSettings settings) {
        this.settings = settings;
        register = new Register(Rng.derive(settings.seed(), REGISTER));
        decoys = new Decoys(settings.seed(), register);
        happenings = new Happenings(settings.seed(), settings.events());
        Map<Sector, Integer> numbers = new EnumMap<>(Sector.class);
        List<Partner> made = new ArrayList<>();
        for (int i = 0; i < settings.organisations(); i++) {
            Sector sector = Partner.sector(settings.seed(), i);
            int number = numbers.merge(sector, 1, Integer::sum);
            made.add(new Partner(settings.seed(), i, sector, number, settings.scale()));
        }
        partners = List.copyOf(made);
    }

    /** The seed. */
    public long seed() {
        return settings.seed();
    }

    /** What it is made from. */
    public WorldSettings settings() {
        return settings;
    }

    /** What is declared of the organisations. */
    public List<Organisation> organisations() {
        return partners.stream().map(Partner::declared).toList();
    }

    /** Honest queries a day over all organisations, the mean of quiet weeks. */
    public double queriesPerDay() {
        return partners.stream().mapToDouble(p -> p.meanPerDay).sum();
    }

    /** The decoys, tokenised. */
    public List<Canary> canaries(Tokeniser tokeniser) {
        return decoys.canaries(tokeniser);
    }

    /**
     * Attacks as ordered, what was left open chosen from the seed.
     *
     * @param from first instant of the run, milliseconds
     * @param until end of the run, exclusive
     * @throws IllegalArgumentException that says what is allowed
     */
    public List<Attack> attacks(List<AttackSpec> specs, long from, long until) {
        return new AttackPlan(this, from, until).of(specs);
    }

    /**
     * The traffic of [from, until) in event-time order: constant memory, the same on every call. Attacks are added to
     * the honest traffic, which stays the same with and without them.
     */
    public Traffic traffic(long from, long until, List<Attack> attacks) {
        if (from >= until) {
            throw new IllegalArgumentException("from " + from + " must lie before until " + until);
        }
        List<Source> sources = new ArrayList<>();
        for (Partner partner : partners) {
            addHonest(partner, from, until, sources);
        }
        for (Attack attack : attacks) {
            addAttack(attack, sources);
        }
        return new Traffic(sources);
    }

    /** The attacks' part of the traffic alone. */
    public Traffic attackTraffic(List<Attack> attacks) {
        List<Source> sources = new ArrayList<>();
        for (Attack attack : attacks) {
            addAttack(attack, sources);
        }
        return new Traffic(sources);
    }

    /** The number of some citizen, the same for the same key. */
    public long citizen(long key) {
        return register.citizen(Rng.derive(seed(), key));
    }

    /** How many honest queries a second are to be expected just now. */
    double honestPerSecond(long atMillis) {
        long tick = DhakaTime.tick(atMillis);
        return 1000
                * partners.stream()
                        .mapToDouble(p -> new PartnerPace(p, happenings).perMilli(tick))
                        .sum();
    }

    List<Partner> partners() {
        return partners;
    }

    Register register() {
        return register;
    }

    private void addHonest(Partner partner, long from, long until, List<Source> sources) {
        PartnerPace pace = new PartnerPace(partner, happenings);
        Customers customers = new Customers(register, partner, from);
        for (int i = 0; i < partner.credentials.size(); i++) {
            sources.add(new HonestSource(partner, i, pace, customers, register, happenings, from, until));
        }
        for (Job.Kind kind : Job.Kind.values()) {
            if (happenings.has(kind.event) && Job.has(partner, kind)) {
                sources.add(new JobSource(partner, kind, customers, register, from, until));
            }
        }
    }

    private void addAttack(Attack attack, List<Source> sources) {
        List<Partner> used = partners.stream()
                .filter(p -> attack.organisationIds().contains(p.id))
                .toList();
        double honest = used.stream().mapToDouble(p -> p.meanPerDay).sum();
        for (Partner partner : used) {
            double perHour = attack.perHour() * partner.meanPerDay / honest;
            sources.add(new AttackSource(attack, partner, register, decoys, perHour));
        }
    }
}
