// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Silences by organisation, asked from every thread. */
public final class SilenceTable {
    /** Most of one organisation; the one that ends first goes first. */
    public static final int MOST = 64;

    private final Map<String, List<Silence>> byOrganisation = new ConcurrentHashMap<>();

    /** The silences of an organisation, those to come and those over included, in the order of their ids. */
    public List<Silence> of(String organisationId) {
        return byOrganisation.getOrDefault(organisationId, List.of());
    }

    /** Puts a silence in the place of one with the same id. */
    public void put(Silence silence) {
        byOrganisation.compute(silence.organisationId(), (id, known) -> {
            List<Silence> next = without(known, silence.id());
            next.add(silence);
            if (next.size() > MOST) {
                next.remove(next.stream()
                        .min(Comparator.comparingLong(Silence::until))
                        .orElseThrow());
            }
            next.sort(Comparator.comparing(Silence::id));
            return List.copyOf(next);
        });
    }

    /** Takes a silence away, if there is one with this id. */
    public void remove(String id) {
        byOrganisation.replaceAll((organisation, known) -> List.copyOf(without(known, id)));
        byOrganisation.values().removeIf(List::isEmpty);
    }

    private static List<Silence> without(@org.jspecify.annotations.Nullable List<Silence> known, String id) {
        List<Silence> left = new ArrayList<>(known == null ? List.of() : known);
        left.removeIf(each -> each.id().equals(id));
        return left;
    }
}
