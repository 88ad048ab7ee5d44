// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.probe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.nidwatch.intake.Query;
import org.nidwatch.policy.Probe;

/** Hears the queries around some probes, and says who answered. Bounded by organisations times probes. */
public final class Answers {
    /** Most probes combined. */
    public static final int MOST = 1_000;

    private static final double DAY_MILLIS = 86_400_000.0;

    private final List<Probe> probes;
    private final Map<String, Partner> partners = new TreeMap<>();
    private final Map<String, Answer> first = new TreeMap<>();
    private long from = Long.MAX_VALUE;
    private long until = Long.MIN_VALUE;
    private long queries;

    /** What one organisation did. */
    private final class Partner {
        final long[] inWindow = new long[probes.size()];
        final boolean[] hit = new boolean[probes.size()];
        final long[] outside = new long[probes.size()];
        final Set<String> credentials = new TreeSet<>();
    }

    /** Nothing heard yet; at most {@link #MOST} probes, with different ids. */
    public Answers(List<Probe> probes) {
        if (probes.isEmpty() || probes.size() > MOST) {
            throw new IllegalArgumentException(probes.size() + " probes: must be 1 to " + MOST);
        }
        this.probes = probes.stream()
                .sorted(Comparator.comparingLong(Probe::askedAt).thenComparing(Probe::id))
                .toList();
    }

    /** Hears one query. */
    public void take(Query query, int partition, long offset) {
        long time = query.occurredAt();
        queries++;
        from = Math.min(from, time);
        until = Math.max(until, time);
        for (int i = 0; i < probes.size(); i++) {
            Probe probe = probes.get(i);
            boolean within = probe.holds(time);
            boolean same = query.hasSubject()
                    && query.subjectLow() == probe.token().low()
                    && query.subjectHigh() == probe.token().high();
            if (within || same) {
                Partner partner = partners.computeIfAbsent(query.organisationId(), id -> new Partner());
                partner.inWindow[i] += within ? 1 : 0;
                if (same && within) {
                    partner.hit[i] = true;
                    partner.credentials.add(query.credentialId());
                    answer(probe, query, partition, offset);
                } else if (same
                        && probes.stream().noneMatch(each -> each.token().equals(probe.token()) && each.holds(time))) {
                    partner.outside[i]++;
                }
            }
        }
    }

    private void answer(Probe probe, Query query, int partition, long offset) {
        Answer answer = new Answer(
                probe.id(),
                query.organisationId(),
                query.credentialId(),
                query.operatorId(),
                query.sourceAddress(),
                query.occurredAt(),
                query.occurredAt() - probe.askedAt(),
                query.outcome().name(),
                partition,
                offset);
        first.merge(
                probe.id() + "\u0000" + query.organisationId() + "\u0000" + query.credentialId(),
                answer,
                (one, other) -> one.occurredAt() <= other.occurredAt() ? one : other);
    }

    /**
     * What all of it says.
     *
     * @param register people in the register, at least 1
     */
    public ProbeReport report(long register) {
        if (register < 1) {
            throw new IllegalArgumentException("register = " + register + ": must be at least 1");
        }
        Map<String, double[]> chances = new HashMap<>();
        partners.forEach((id, partner) -> chances.put(id, chances(partner, register)));
        List<Suspect> suspects = new ArrayList<>();
        partners.forEach((id, partner) -> {
            int hits = count(partner.hit);
            if (hits > 0) {
                double anybody = chances.values().stream()
                        .mapToDouble(each -> Chance.atLeast(hits, each))
                        .sum();
                long volume = 0;
                long usual = 0;
                for (int i = 0; i < probes.size(); i++) {
                    volume += partner.inWindow[i];
                    usual += partner.outside[i];
                }
                suspects.add(new Suspect(
                        id,
                        hits,
                        volume,
                        usual,
                        Chance.atLeast(hits, Objects.requireNonNull(chances.get(id))),
                        Math.min(1, anybody),
                        List.copyOf(partner.credentials)));
            }
        });
        suspects.sort(Comparator.comparingInt((Suspect each) -> -each.hits())
                .thenComparingDouble(Suspect::chance)
                .thenComparing(Suspect::organisationId));
        List<Answer> answers = first.values().stream()
                .sorted(Comparator.comparingLong(Answer::occurredAt).thenComparing(Answer::organisationId))
                .toList();
        return new ProbeReport(
                probes, answers, List.copyOf(suspects), register, queries, queriesADay(), longestWindow());
    }

    private double[] chances(Partner partner, long register) {
        double[] chances = new double[probes.size()];
        for (int i = 0; i < chances.length; i++) {
            Probe probe = probes.get(i);
            long window = probe.until() - probe.from();
            double days = Math.max(DAY_MILLIS / 24, until - from - window) / DAY_MILLIS;
            chances[i] = Chance.hit(partner.inWindow[i], register, partner.outside[i] / days, window);
        }
        return chances;
    }

    private double queriesADay() {
        return until <= from ? 0 : queries * DAY_MILLIS / (until - from);
    }

    private long longestWindow() {
        return probes.stream()
                .mapToLong(each -> each.until() - each.from())
                .max()
                .orElse(0);
    }

    private static int count(boolean[] hits) {
        int count = 0;
        for (boolean hit : hits) {
            count += hit ? 1 : 0;
        }
        return count;
    }
}
