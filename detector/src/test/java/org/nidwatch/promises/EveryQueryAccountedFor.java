// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Received = counted on time + counted late + rejected, for each organisation; and rejected is exactly what had to be, each
 * record once, told by its place.
 */
final class EveryQueryAccountedFor implements Promise {
    @Override
    public void kept(Evidence run) throws Exception {
        Books books = new Books(run.topics(), run.wire());
        Undisturbed expected = new Undisturbed(run.sent());
        Map<String, Long> counted = new TreeMap<>();
        books.state().forEach((organisation, account) -> counted.put(organisation, account.counted()));
        assertThat(counted).as("counted, %s", run.told()).isEqualTo(expected.counted());
        assertThat(books.late()).as("late, %s", run.told()).isEqualTo(expected.late());
        List<String> places = run.sent().stream()
                .filter(each -> each.record().refused())
                .map(each -> each.record().partition() + ":" + each.offset())
                .toList();
        assertThat(books.rejected()).as("rejected, %s", run.told()).containsExactlyInAnyOrderElementsOf(places);
        perOrganisation(run, counted);
    }

    private static void perOrganisation(Evidence run, Map<String, Long> counted) {
        Map<String, Long> received = new HashMap<>();
        Map<String, Long> refused = new HashMap<>();
        for (Sent each : run.sent()) {
            received.merge(each.record().organisation(), 1L, Long::sum);
            refused.merge(each.record().organisation(), each.record().refused() ? 1L : 0L, Long::sum);
        }
        received.forEach((organisation, number) -> assertThat(
                        counted.getOrDefault(organisation, 0L) + refused.getOrDefault(organisation, 0L))
                .as("received of %s, %s", organisation, run.told())
                .isEqualTo(number));
    }
}
