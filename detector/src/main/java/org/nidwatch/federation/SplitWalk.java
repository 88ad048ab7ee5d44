// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.federation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.nidwatch.detect.Finding;
import org.nidwatch.detect.Shape;
import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;

/**
 * One walk through many organisations: a block of 1,000 neighbouring numbers that each of them hits little and all together
 * hit often. Independent organisations put N / blocks of their N new numbers a day into a block. Nothing honest that all do
 * at once fills one block, so there is no common cause to tell apart. Bounded: {@link #BLOCKS} blocks, the fullest, with
 * {@link #CONTRIBUTORS} organisations each.
 */
final class SplitWalk {
    static final String ID = "split-walk";
    static final int BLOCKS = 4_096;
    static final int CONTRIBUTORS = 64;

    private static final int SHARDS = 64;
    private static final int VERSION = 1;

    private final FederationSettings settings;
    private final Map<Long, Tally> tallies = new HashMap<>();
    private final TreeSet<Long> touched = new TreeSet<>();
    private final boolean[] dirty = new boolean[SHARDS];

    /** What one organisation did in a block: hits as it last told, and when that was. */
    private record Part(long hits, long tick) {}

    private static final class Tally {
        final long token;
        final TreeMap<String, Part> parts = new TreeMap<>();
        long firstTick;

        Tally(long token, long tick) {
            this.token = token;
            this.firstTick = tick;
        }

        /** What others add to the organisations that hit most; those few alone would be no split walk. */
        long beside(int largest, long share) {
            return parts.values().stream()
                    .map(part -> Math.min(share, part.hits()))
                    .sorted(Comparator.reverseOrder())
                    .skip(largest)
                    .mapToLong(Long::longValue)
                    .sum();
        }

        long sum(long share) {
            long sum = 0;
            for (Part part : parts.values()) {
                sum += Math.min(share, part.hits());
            }
            return sum;
        }
    }

    SplitWalk(FederationSettings settings) {
        this.settings = settings;
    }

    void take(OrganisationDigest digest) {
        for (OrganisationDigest.Block block : digest.blocks()) {
            Tally tally = tallies.get(block.token());
            if (tally == null) {
                if (tallies.size() >= BLOCKS) {
                    thin();
                }
                tally = new Tally(block.token(), digest.tick());
                tallies.put(block.token(), tally);
            }
            Part known = tally.parts.get(digest.organisationId());
            if (known == null || known.tick() <= digest.tick()) {
                tally.parts.put(digest.organisationId(), new Part(block.hits(), digest.tick()));
                tally.firstTick = Math.min(tally.firstTick, digest.tick());
                shrink(tally);
            }
            touched.add(block.token());
            dirty[shard(block.token())] = true;
        }
    }

    private static void shrink(Tally tally) {
        if (tally.parts.size() > CONTRIBUTORS) {
            String least = tally.parts.entrySet().stream()
                    .min(Comparator.comparingLong((Map.Entry<String, Part> part) ->
                                    part.getValue().hits())
                            .thenComparing(Map.Entry::getKey))
                    .orElseThrow()
                    .getKey();
            tally.parts.remove(least);
        }
    }

    // The emptier half makes room; honest blocks, hit twice by chance, are far more than walked ones.
    private void thin() {
        List<Tally> all = new ArrayList<>(tallies.values());
        all.sort(Comparator.comparingLong((Tally tally) -> tally.sum(settings.walkShare()))
                .thenComparingLong(tally -> tally.firstTick)
                .thenComparingLong(tally -> tally.token));
        all.subList(0, all.size() / 2).forEach(this::drop);
    }

    private void drop(Tally tally) {
        tallies.remove(tally.token);
        dirty[shard(tally.token)] = true;
    }

    /** Forgets what is older than a day. */
    void age(long tick) {
        for (Tally tally : List.copyOf(tallies.values())) {
            if (tally.parts.values().removeIf(part -> part.tick() <= tick - Member.DAY)) {
                dirty[shard(tally.token)] = true;
            }
            tally.firstTick = Math.max(tally.firstTick, tick - Member.DAY);
            if (tally.parts.isEmpty()) {
                drop(tally);
            }
        }
    }

    /** Looks at the blocks hit in the tick. */
    @Nullable
    Reading examine(long tick, LongSupplier newInDay) {
        List<Tally> walked = new ArrayList<>();
        double expected = -1;
        double alarm = settings.walkMinimum();
        for (long token : touched) {
            Tally tally = tallies.get(token);
            if (tally == null || !spread(tally, alarm)) {
                continue;
            }
            if (expected < 0) {
                expected = (double) newInDay.getAsLong() / settings.walkBlocks();
                alarm = settings.walkMinimum() + expected + 6 * Math.sqrt(expected);
            }
            if (spread(tally, alarm)) {
                walked.add(tally);
            }
        }
        touched.clear();
        return walked.isEmpty() ? null : reading(tick, walked, expected, alarm);
    }

    private boolean spread(Tally tally, double alarm) {
        return tally.parts.size() >= settings.members()
                && tally.sum(settings.walkShare()) >= alarm
                && tally.beside(settings.members() - 1, settings.walkShare()) >= alarm / 4;
    }

    private Reading reading(long tick, List<Tally> walked, double expected, double alarm) {
        Map<String, Double> contributions = new TreeMap<>();
        long start = tick;
        Tally fullest = walked.get(0);
        for (Tally tally : walked) {
            tally.parts.forEach((id, part) -> contributions.merge(id, (double) part.hits(), Double::sum));
            start = Math.min(start, tally.firstTick);
            fullest = tally.sum(settings.walkShare()) > fullest.sum(settings.walkShare()) ? tally : fullest;
        }
        long observed = fullest.sum(settings.walkShare());
        long most = 0;
        for (Part part : fullest.parts.values()) {
            most = Math.max(most, part.hits());
        }
        String sentence = fullest.parts.size() + " organisations together asked about " + Words.number(observed)
                + " new numbers of one block of 1,000 neighbouring numbers within a day, none of them about more than "
                + Words.number(most) + "; the honest work of all organisations puts "
                + (expected < 0.1 ? "hardly any" : "about " + Words.number(expected))
                + " into a block, and the alarm is at " + Words.number(Math.ceil(alarm))
                + ": one walk is split over them.";
        return new Reading(
                new Finding(
                        ID,
                        observed,
                        expected,
                        alarm,
                        observed / alarm,
                        "numbers of one block",
                        Duration.ofDays(1),
                        sentence),
                Shape.ENUMERATION,
                start,
                contributions,
                numbers(alarm));
    }

    /** Numbers walked within a day in all blocks above the alarm. */
    private long numbers(double alarm) {
        long numbers = 0;
        for (Tally tally : tallies.values()) {
            if (spread(tally, alarm)) {
                numbers += tally.sum(Long.MAX_VALUE);
            }
        }
        return numbers;
    }

    private static int shard(long token) {
        return (int) (token & SHARDS - 1);
    }

    void writeChanges(StateWriter writer, FederationState.Sink sink) {
        for (int shard = 0; shard < SHARDS; shard++) {
            if (dirty[shard]) {
                dirty[shard] = false;
                sink.put(FederationState.BLOCKS, shard, shardBytes(writer, shard));
            }
        }
    }

    private byte @Nullable [] shardBytes(StateWriter writer, int shard) {
        List<Tally> held = tallies.values().stream()
                .filter(tally -> shard(tally.token) == shard)
                .sorted(Comparator.comparingLong(tally -> tally.token))
                .toList();
        if (held.isEmpty()) {
            return null;
        }
        writer.start(VERSION).count(held.size());
        for (Tally tally : held) {
            writer.fixed(tally.token).number(tally.firstTick).count(tally.parts.size());
            tally.parts.forEach((id, part) -> writer.text(id).count(part.hits()).number(part.tick()));
        }
        return writer.toBytes();
    }

    void restore(byte[] value) {
        StateReader reader = new StateReader(value, VERSION);
        for (int i = reader.size(); i > 0; i--) {
            Tally tally = new Tally(reader.fixed(), reader.number());
            for (int j = reader.size(); j > 0; j--) {
                tally.parts.put(reader.text(), new Part(reader.count(), reader.number()));
            }
            tallies.put(tally.token, tally);
        }
    }
}
