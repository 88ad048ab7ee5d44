// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.nidwatch.alert.Mode;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.federation.OrganisationDigest;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.policy.Policy;

/** What the federation is told of an organisation is a function of its own queries, whoever asks beside it. */
class DigestsTest {
    private static final long HOUR = 3_600_000L;

    /** Digests as they arrive, parts of a tick put together. */
    private static final class Digests implements WatchOutput {
        final TreeMap<String, OrganisationDigest> merged = new TreeMap<>();
        int parts;
        long reached = Long.MIN_VALUE;

        @Override
        public void alert(ScrapingAlert alert) {}

        @Override
        public void activity(OrganisationActivity activity) {}

        @Override
        public void digest(OrganisationDigest digest, long told) {
            parts++;
            merged.merge(digest.organisationId() + "/" + digest.tick(), digest, OrganisationDigest::merge);
        }

        @Override
        public void reached(long tick) {
            assertThat(tick).isGreaterThan(reached);
            reached = tick;
        }
    }

    private static Digests run(List<NidQuery> queries, String only, SplittableRandom ticks) {
        Digests digests = new Digests();
        Watch watch = new Watch(WatchSettings.DEFAULTS, Policy.NONE, Mode.REPLAY, "nid.queries", digests);
        long offset = 0;
        long newest = Long.MIN_VALUE;
        for (NidQuery query : queries) {
            newest = Math.max(newest, query.occurredAt());
            if (only.isEmpty() || query.organisationId().equals(only)) {
                watch.observe(query, 0, offset++);
            }
            if (ticks.nextInt(50) == 0) {
                watch.advance(newest);
            }
        }
        watch.advance(newest);
        watch.advance(newest + HOUR);
        return digests;
    }

    /** In batches, each heard in its order and then gone through organisation by organisation. */
    private static Digests gathered(List<NidQuery> queries, SplittableRandom batches) {
        Digests digests = new Digests();
        Watch watch = new Watch(WatchSettings.DEFAULTS, Policy.NONE, Mode.REPLAY, "nid.queries", digests);
        int next = 0;
        while (next < queries.size()) {
            int end = Math.min(queries.size(), next + 1 + batches.nextInt(3_000));
            long[] reached = new long[end - next];
            TreeMap<String, List<Integer>> groups = new TreeMap<>();
            for (int i = next; i < end; i++) {
                reached[i - next] = watch.hear(queries.get(i));
                groups.computeIfAbsent(queries.get(i).organisationId(), id -> new ArrayList<>())
                        .add(i);
            }
            for (List<Integer> group : groups.values()) {
                for (int i : group) {
                    watch.observe(queries.get(i), 0, i, reached[i - next]);
                }
            }
            watch.tellEnded();
            next = end;
        }
        long newest = queries.get(queries.size() - 1).occurredAt();
        watch.advance(newest);
        watch.advance(newest + HOUR);
        return digests;
    }

    @RepeatedTest(3)
    void areTheSameWhenAPollIsGoneThroughOrganisationByOrganisation(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        List<NidQuery> queries = queries(seed);

        assertThat(gathered(queries, new SplittableRandom(seed)).merged)
                .isEqualTo(run(queries, "", new SplittableRandom(seed)).merged);
    }

    private static List<NidQuery> queries(long seed) {
        return new Traffic(seed)
                .honest("bank-1", 8, 4_000, 20_000)
                .honest("tiny-2", 1, 40, 2_000_000)
                .walk("bank-1", "stolen", Traffic.START + 3 * HOUR, 900, 4_000)
                .harvest("telecom-3", "api", Traffic.START + 2 * HOUR, 6_000, 900)
                .queries();
    }

    @RepeatedTest(4)
    void areTheSameAloneAndAmongOthers(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        List<NidQuery> queries = queries(seed);
        Digests together = run(queries, "", new SplittableRandom(seed));
        Digests alone = run(queries, "bank-1", new SplittableRandom(-seed));

        assertThat(alone.merged).hasSizeGreaterThan(100);
        assertThat(together.merged.subMap("bank-1/", "bank-10").keySet()).isEqualTo(alone.merged.keySet());
        alone.merged.forEach((tick, digest) ->
                assertThat(together.merged.get(tick)).as("seed %d", seed).isEqualTo(digest));
    }
}
