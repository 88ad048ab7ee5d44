// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.trace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.nidwatch.trace.Attribution.Answer;

/** What the probabilities come to: the ranking, what stands out, what cannot be told apart, and what may be wrong. */
final class Conclusion {
    private static final int CREDENTIALS = 5;
    private static final int MOST_MORE = 10_000;

    /** With less expected, that nobody is known says nothing of the key: chance does it once in 150 times. */
    private static final double EXPECTED_AT_LEAST = 5;

    private final TraceSettings settings;
    private final LookUps lookUps;
    private final Population population;
    private final List<Person> people;
    private final Chances chances;
    private final Posterior posterior;
    private final double[] probabilities;
    private final int known;
    private final double expectedKnown;

    Conclusion(
            TraceSettings settings,
            LookUps lookUps,
            Population population,
            List<Person> people,
            Chances chances,
            Posterior posterior) {
        this.settings = settings;
        this.lookUps = lookUps;
        this.population = population;
        this.people = people;
        this.chances = chances;
        this.posterior = posterior;
        probabilities = posterior.sources();
        known = (int) people.stream().filter(person -> !person.by.isEmpty()).count();
        expectedKnown = people.size() * Math.min(1, population.known / population.register);
    }

    Attribution attribution() {
        List<OrganisationLookUps> ranked = new ArrayList<>(lookUps.organisations());
        int[] hits = hits();
        ranked.removeIf(each -> hits[each.number] == 0);
        ranked.sort(Comparator.<OrganisationLookUps>comparingDouble(each -> -probabilities[each.number])
                .thenComparingDouble(each -> -posterior.logRatio(each.number))
                .thenComparing(each -> each.id));
        List<OrganisationLookUps> close = close(ranked);
        Answer answer = answer(ranked, close);
        boolean apart = answer == Answer.ONE_SOURCE || answer == Answer.TWO_SOURCES;
        return new Attribution(
                answer,
                people.size(),
                lookUps.sample().given(),
                known,
                expectedKnown,
                posterior.none(),
                lookUps.counted(),
                lookUps.organisations().size(),
                Math.round(population.register),
                Map.copyOf(lookUps.keys()),
                lookUps.blocksMet() > 0,
                ranked.stream()
                        .limit(Attribution.MOST_CANDIDATES)
                        .map(each -> candidate(each, hits[each.number]))
                        .toList(),
                apart ? List.of() : close.stream().map(each -> each.id).toList(),
                apart || ranked.isEmpty() ? 0 : more(ranked, close));
    }

    private int[] hits() {
        int[] hits = new int[lookUps.organisations().size()];
        people.forEach(person -> person.by.forEach(each -> hits[each.number]++));
        return hits;
    }

    private Answer answer(List<OrganisationLookUps> ranked, List<OrganisationLookUps> close) {
        if (known == 0) {
            return wrongKey() ? Answer.WRONG_KEY : Answer.NOBODY_KNOWN;
        }
        double certain = settings.certain();
        if (probabilities[ranked.get(0).number] >= certain) {
            boolean second = ranked.size() > 1 && probabilities[ranked.get(1).number] >= certain;
            return second ? Answer.TWO_SOURCES : Answer.ONE_SOURCE;
        }
        if (posterior.none() >= certain) {
            return Answer.NONE;
        }
        return !close.isEmpty() && posterior.none() < 1 - certain ? Answer.CANNOT_SEPARATE : Answer.CANNOT_TELL;
    }

    /** Nobody is known though many should be, or the topic names other keys; a neighbour met under the key clears it. */
    private boolean wrongKey() {
        Set<Integer> ours = lookUps.sample().keyIds();
        Set<Integer> theirs = lookUps.keys().keySet();
        boolean otherKeys = !ours.isEmpty() && !theirs.isEmpty() && Collections.disjoint(ours, theirs);
        return lookUps.blocksMet() == 0 && (otherKeys || expectedKnown >= EXPECTED_AT_LEAST);
    }

    /** Who else is within the bound of the likeliest. */
    private List<OrganisationLookUps> close(List<OrganisationLookUps> ranked) {
        if (ranked.isEmpty()) {
            return List.of();
        }
        double least = probabilities[ranked.get(0).number] / Attribution.BOUND;
        return ranked.stream()
                .skip(1)
                .filter(each -> probabilities[each.number] > least && probabilities[each.number] > 0.01)
                .limit(Attribution.MOST_CANDIDATES)
                .toList();
    }

    /** People that would most likely be needed beside these, if the likeliest is the source. */
    private int more(List<OrganisationLookUps> ranked, List<OrganisationLookUps> close) {
        OrganisationLookUps first = ranked.get(0);
        double part = Math.min(0.95, Math.max(0.05, posterior.part(first.number)));
        double most = 0;
        double worth = 1 / meanChance(first);
        // Against none: what a person of the leak and one from elsewhere add on average.
        double gain = part * Math.log(1 - part + part * worth) + (1 - part) * Math.log(1 - part);
        most = Math.max(most, missing(first.number, posterior.none(), gain));
        for (OrganisationLookUps rival : close) {
            double both = (shared(first, rival) + 0.5) / (first.hits.size() + 1.0);
            double rivals = Math.min(0.95, Math.max(0.05, posterior.part(rival.number)));
            double known1 = Math.log(1 - part + part * worth);
            double apart = (1 - both) * (known1 - Math.log(1 - rivals))
                    + both * (known1 - Math.log(1 - rivals + rivals / meanChance(rival)));
            most = Math.max(most, missing(first.number, probabilities[rival.number], part * apart));
        }
        return most > MOST_MORE ? -1 : (int) Math.ceil(most);
    }

    private double missing(int first, double other, double gainPerPerson) {
        double now = Math.log(probabilities[first] / Math.max(1e-300, other));
        double wanted = Math.log(settings.certain() / (1 - settings.certain())) - now;
        if (wanted <= 0) {
            return 0;
        }
        return gainPerPerson <= 1e-4 ? Double.POSITIVE_INFINITY : wanted / gainPerPerson;
    }

    private double meanChance(OrganisationLookUps organisation) {
        double sum = 0;
        int count = 0;
        for (Person person : people) {
            int at = person.by.indexOf(organisation);
            if (at >= 0) {
                sum += Math.log(person.chance[at]);
                count++;
            }
        }
        return count == 0 ? 1 : Math.exp(sum / count);
    }

    private static int shared(OrganisationLookUps one, OrganisationLookUps other) {
        return (int) one.hits.keySet().stream().filter(other.hits::containsKey).count();
    }

    private Candidate candidate(OrganisationLookUps each, int hits) {
        int exclusive = 0;
        Map<String, Integer> credentials = new TreeMap<>();
        List<Candidate.Support> support = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            Person person = people.get(i);
            int at = person.by.indexOf(each);
            if (at < 0) {
                continue;
            }
            exclusive += person.by.size() == 1 ? 1 : 0;
            Hit hit = person.hits.get(at);
            credentials.merge(hit.credential, 1, Integer::sum);
            support.add(new Candidate.Support(
                    lookUps.sample().members().get(i).tokens().get(0),
                    hit.first,
                    hit.credential,
                    hit.partition,
                    hit.offset,
                    hit.before));
        }
        support.sort(Comparator.comparingLong(Candidate.Support::time)
                .thenComparingInt(Candidate.Support::partition)
                .thenComparingLong(Candidate.Support::offset));
        return new Candidate(
                each.id,
                each.queries,
                each.distinct.estimate(),
                hits,
                chances.expected(each),
                exclusive,
                posterior.logRatio(each.number) / Math.log(10),
                probabilities[each.number],
                posterior.part(each.number),
                busiest(credentials),
                List.copyOf(support.subList(0, Math.min(support.size(), Attribution.MOST_SUPPORT))));
    }

    private static Map<String, Integer> busiest(Map<String, Integer> credentials) {
        Map<String, Integer> busiest = new LinkedHashMap<>();
        credentials.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(CREDENTIALS)
                .forEach(entry -> busiest.put(entry.getKey(), entry.getValue()));
        return Collections.unmodifiableMap(busiest);
    }
}
