// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Turns orders into attacks on a world: chooses what was left open, from the seed, and refuses what cannot be. */
final class AttackPlan {
    private static final int ATTACK = 81;
    private static final int MEMBERS = 20;
    private static final long LONGEST = 366 * DhakaTime.DAY;

    private final World world;
    private final long from;
    private final long until;

    AttackPlan(World world, long from, long until) {
        this.world = world;
        this.from = from;
        this.until = until;
    }

    List<Attack> of(List<AttackSpec> specs) {
        List<Attack> attacks = new ArrayList<>();
        for (AttackSpec spec : specs) {
            attacks.add(attack(spec, attacks.size() + 1));
        }
        return List.copyOf(attacks);
    }

    private Attack attack(AttackSpec spec, int number) {
        long seed = Rng.derive(world.seed(), ATTACK, number);
        List<Partner> partners = partners(spec, new Rng(seed));
        long start = start(spec);
        if (start < from || start >= until) {
            throw new IllegalArgumentException("attack " + spec.kind().option() + " starts at "
                    + Instant.ofEpochMilli(start) + ": must lie within the run, [" + Instant.ofEpochMilli(from) + ", "
                    + Instant.ofEpochMilli(until) + ")");
        }
        long length = (spec.duration() == null ? spec.kind().usualDuration() : spec.duration()).toMillis();
        long end = Math.min(until, start + Math.min(length, LONGEST));
        double honest = partners.stream().mapToDouble(p -> p.meanPerDay).sum();
        double perHour = perHour(spec, partners, honest);
        List<String> credentials = new ArrayList<>();
        for (Partner partner : partners) {
            credentials.addAll(credentials(spec.kind(), partner, seed));
        }
        Attack attack = new Attack(
                "attack-" + number,
                spec.kind(),
                seed,
                partners.stream().map(p -> p.id).toList(),
                credentials,
                start,
                end,
                perHour,
                perHour / (honest / 24));
        if (!AttackCourse.possible(attack)) {
            throw new IllegalArgumentException("attack off-hours from " + Instant.ofEpochMilli(start) + " to "
                    + Instant.ofEpochMilli(end) + " meets no night (00:00-06:00 Asia/Dhaka, 18:00-24:00 UTC);"
                    + " give another @start or a longer +duration");
        }
        return attack;
    }

    private long start(AttackSpec spec) {
        if (spec.startAt() != null) {
            return spec.startAt().toEpochMilli();
        }
        return spec.startAfter() != null ? from + spec.startAfter().toMillis() : from + (until - from) / 4;
    }

    private static double perHour(AttackSpec spec, List<Partner> partners, double honest) {
        if (spec.perHour() != null) {
            return spec.perHour();
        }
        if (spec.multiple() != null) {
            return spec.multiple() * honest / 24;
        }
        return partners.stream()
                .mapToDouble(p -> spec.kind().usualPerHour(p.meanPerDay))
                .sum();
    }

    private List<Partner> partners(AttackSpec spec, Rng rng) {
        if (!spec.organisationIds().isEmpty()) {
            return spec.organisationIds().stream().distinct().map(this::partner).toList();
        }
        // An attacker finds the middle-sized: large enough to hide in, with more than one credential.
        List<Partner> likely = new ArrayList<>(world.partners());
        likely.removeIf(p -> p.credentials.size() < 2);
        if (likely.isEmpty()) {
            likely.addAll(world.partners());
        }
        likely.sort((a, b) -> Double.compare(b.meanPerDay, a.meanPerDay));
        int wanted = spec.kind() == AttackKind.DISTRIBUTED ? MEMBERS : 1;
        List<Partner> chosen = new ArrayList<>();
        List<Partner> middle = new ArrayList<>(likely.subList(likely.size() / 8, (likely.size() + 1) * 5 / 8));
        if (middle.size() < wanted) {
            middle = new ArrayList<>(world.partners());
        }
        while (chosen.size() < wanted && !middle.isEmpty()) {
            chosen.add(middle.remove(rng.below(middle.size())));
        }
        return chosen;
    }

    private Partner partner(String id) {
        for (Partner partner : world.partners()) {
            if (partner.id.equals(id)) {
                return partner;
            }
        }
        String sector = id.contains("-") ? id.substring(0, id.indexOf('-')) : id;
        List<String> all = world.partners().stream().map(p -> p.id).sorted().toList();
        List<String> near =
                all.stream().filter(other -> other.startsWith(sector)).toList();
        String some = (near.isEmpty() ? all : near).stream().limit(8).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("no organisation is called '" + id + "' in this world of " + all.size()
                + "; there are " + some + ", ... (--organisations FILE writes them all)");
    }

    private static List<String> credentials(AttackKind kind, Partner partner, long seed) {
        int count = partner.credentials.size();
        if (kind == AttackKind.HIJACK) {
            return List.of(partner.id + "-k" + (count + 40));
        }
        List<String> chosen = new ArrayList<>();
        int first = new Rng(Rng.derive(seed, partner.seed)).below(count);
        for (int i = 0; i < count && chosen.size() < kind.credentials; i++) {
            Credential credential = partner.credentials.get((first + i) % count);
            if (credential.bornDay() == Long.MIN_VALUE) {
                chosen.add(credential.id());
            }
        }
        return chosen;
    }
}
