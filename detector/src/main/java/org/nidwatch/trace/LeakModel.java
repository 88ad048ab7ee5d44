// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nidwatch.trace.Evidence.Weighed;

/**
 * Through which organisation did these people leak? Built on the guilt model of Papadimitriou and Garcia-Molina (Data Leakage
 * Detection, IEEE TKDE 23(1), 2011), which gives each leaked object a fixed probability of having been guessed and shares the
 * rest of the suspicion evenly among all who had it. Here:
 *
 * <pre>
 *   x(i,o)  1 if organisation o looked person i up before i leaked (disclosing look-ups; the tolerance of clocks is added)
 *   p(i,o)  probability that o did so without any leak: from o's coverage and i's popularity, see {@link Chances}
 *   r(i,o)  timing: density of the gap between look-up and date if o leaked i live, over chance, see {@link Timing}
 *   h(i,o)  = x r / p, what the look-up is worth
 *   f       part of the sample that came through the source; the rest came from elsewhere
 *
 *   L(o)    = mean over f of  prod_i [ (1 - f) + f h(i,o) ]                   one source, over none
 *   L(o,q)  = mean over f, g of  prod_i [ (1 - f - g) + f h(i,o) + g h(i,q) ]  two sources, over none
 *   P(o)    = [ prior1 L(o) + sum_q prior2 L(o,q) ] / [ prior0 + sum prior1 L + sum prior2 L ]
 * </pre>
 *
 * <p>prior0 is {@code trace.none}; of the rest {@value #TWO} is shared by all pairs and the remainder by all organisations,
 * evenly. Against the original: the chance is each person's and each organisation's own, fitted to ordinary people of the same
 * topic, instead of one constant; an organisation is weighed by the whole sample, non-hits included, instead of by a product
 * over its hits; noise, two sources, dates and "none of them" are hypotheses of their own, so that the answer is a probability.
 *
 * <p>Pairs are tried among the {@value #PAIRED} likeliest alone. A function of what was read: no clock, no randomness.
 */
public final class LeakModel {
    /** Prior part of two sources among all sources. */
    static final double TWO = 0.1;

    private static final int PAIRED = 10;

    private final TraceSettings settings;

    /** With these priors and bounds. */
    public LeakModel(TraceSettings settings) {
        this.settings = settings;
    }

    /** Weighs what was read. */
    public Attribution judge(LookUps read) {
        LookUps lookUps = read.ordered();
        Population population = lookUps.population(settings.registerSize());
        List<Person> people = people(lookUps);
        Chances chances = new Chances(lookUps, population, people);
        Posterior posterior = posterior(lookUps, people);
        return new Conclusion(settings, lookUps, population, people, chances, posterior).attribution();
    }

    private static List<Person> people(LookUps lookUps) {
        List<Person> people = new ArrayList<>();
        for (Sample.Member member : lookUps.sample().members()) {
            long date = member.leakedAt();
            people.add(new Person(
                    date == Sample.UNDATED
                            ? -1
                            : lookUps.bin(date + lookUps.span().toleranceMillis())));
        }
        for (OrganisationLookUps each : lookUps.organisations()) {
            for (Hit hit : each.hits.values()) {
                if (hit.before > 0) {
                    people.get(hit.member).add(each, hit);
                }
            }
        }
        return people;
    }

    private Posterior posterior(LookUps lookUps, List<Person> people) {
        double[] lives = lookUps.sample().dated() ? Timing.LIVE : new double[] {0};
        Posterior posterior = new Posterior(lookUps.organisations().size(), lives.length, settings.none());
        Timing timing = new Timing(Math.max(lookUps.span().from(), lookUps.oldest()));
        Evidence evidence = new Evidence(Math.max(1, people.size()));
        for (double live : lives) {
            Map<Integer, Map<Integer, Double>> worth = worth(lookUps, people, timing, live);
            Map<Integer, Weighed> single = new HashMap<>();
            for (OrganisationLookUps each : lookUps.organisations()) {
                Map<Integer, Double> own = worth.getOrDefault(each.number, Map.of());
                Weighed weighed = evidence.one(
                        own.values().stream().mapToDouble(Double::doubleValue).toArray());
                single.put(each.number, weighed);
                posterior.single(each.number, weighed);
            }
            pairs(posterior, evidence, worth, single);
        }
        return posterior;
    }

    private static void pairs(
            Posterior posterior,
            Evidence evidence,
            Map<Integer, Map<Integer, Double>> worth,
            Map<Integer, Weighed> single) {
        List<Integer> best = worth.keySet().stream()
                .sorted(Comparator.<Integer>comparingDouble(one ->
                                -single.getOrDefault(one, new Weighed(0, 0)).log())
                        .thenComparing(one -> one))
                .limit(PAIRED)
                .toList();
        for (int a = 0; a < best.size(); a++) {
            for (int b = a + 1; b < best.size(); b++) {
                Map<Integer, Double> first = worth.getOrDefault(best.get(a), Map.of());
                Map<Integer, Double> second = worth.getOrDefault(best.get(b), Map.of());
                posterior.pair(best.get(a), best.get(b), evidence.two(joined(first, second)));
            }
        }
    }

    private static List<double[]> joined(Map<Integer, Double> first, Map<Integer, Double> second) {
        Set<Integer> either = new HashSet<>(first.keySet());
        either.addAll(second.keySet());
        return either.stream()
                .map(member -> new double[] {first.getOrDefault(member, 0.0), second.getOrDefault(member, 0.0)})
                .toList();
    }

    /** By organisation and person: h(i,o). */
    private static Map<Integer, Map<Integer, Double>> worth(
            LookUps lookUps, List<Person> people, Timing timing, double live) {
        Map<Integer, Map<Integer, Double>> worth = new HashMap<>();
        for (int i = 0; i < people.size(); i++) {
            Person person = people.get(i);
            long date = lookUps.sample().members().get(i).leakedAt();
            for (int k = 0; k < person.chance.length; k++) {
                double ratio = timing.ratio(date, person.hits.get(k).last, live);
                worth.computeIfAbsent(person.by.get(k).number, any -> new HashMap<>())
                        .put(i, ratio / person.chance[k]);
            }
        }
        return worth;
    }
}
