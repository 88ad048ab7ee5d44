// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.nidwatch.watch.Coverage;

/**
 * Every span in which no detector can have watched is covered, for each partition, by what the coverage topic says; gaps
 * shorter than {@code health.blind.after} need not be told.
 */
final class BlindnessIsReported implements Promise {
    /** What the runs set. */
    static final long BLIND_AFTER_MILLIS = 2_000;

    @Override
    public void kept(Evidence run) throws Exception {
        List<Coverage> told = run.coverage();
        for (Evidence.Span blind : run.blind()) {
            for (int partition = 0; partition < run.partitions(); partition++) {
                assertThat(longestUntold(blind, of(told, partition)))
                        .as(
                                "milliseconds that nothing told of partition %d between %d and %d (%d ms), told was %s, %s",
                                partition,
                                blind.from(),
                                blind.to(),
                                blind.to() - blind.from(),
                                of(told, partition),
                                run.told())
                        .isLessThanOrEqualTo(BLIND_AFTER_MILLIS);
            }
        }
    }

    private static List<Coverage> of(List<Coverage> told, int partition) {
        return told.stream()
                .filter(each -> each.organisationId() == null && Objects.equals(each.partition(), partition))
                .sorted(Comparator.comparingLong(Coverage::from))
                .toList();
    }

    private static long longestUntold(Evidence.Span blind, List<Coverage> told) {
        List<Long> gaps = new ArrayList<>();
        long reached = blind.from();
        for (Coverage each : told) {
            if (each.to() > reached && each.from() < blind.to()) {
                gaps.add(each.from() - reached);
                reached = each.to();
            }
        }
        gaps.add(blind.to() - reached);
        return gaps.stream().max(Long::compare).orElse(0L);
    }
}
