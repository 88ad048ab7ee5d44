// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.utils.Utils;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Token;
import org.nidwatch.policy.Canary;
import org.nidwatch.wire.Wire;

/**
 * Seeded queries of honest and dishonest organisations, delivered as badly as producers can: three hours late, twice, out of
 * order, on another partition than their own, with times to come, in a flood, and one in ten unreadable.
 */
final class Traffic {
    /** 2 June 2025, 04:00 UTC. */
    static final long START = 1_748_836_800_000L;

    static final int ORGANISATIONS = 24;
    static final Canary DECOY = new Canary(new Token(77, 77), "the decoy", null);

    private static final String TOPIC = "nid.queries";
    private static final long STEP_MILLIS = 200;
    private static final int FLOOD = 100;
    private static final long HOUR = 3_600_000;

    private final Random random;
    private final int partitions;
    private final Wire wire;
    private final Poison poison;
    private final List<Planned> plan = new ArrayList<>();
    private final long tomorrow;

    private Traffic(long seed, int partitions, Wire wire) {
        this.random = new Random(seed);
        this.partitions = partitions;
        this.wire = wire;
        this.poison = new Poison(random, wire);
        this.tomorrow = System.currentTimeMillis() + 24 * HOUR;
    }

    /** What a run writes, in order, and the numbers of citizens that hide in its unreadable records. */
    record Plan(List<Planned> records, Set<String> numbers) {}

    /**
     * Makes a plan.
     *
     * @param steps queries but for the flood, what comes twice, and what is unreadable
     */
    static Plan plan(long seed, int steps, int partitions, Wire wire) {
        Traffic traffic = new Traffic(seed, partitions, wire);
        for (int partition = 0; partition < partitions; partition++) {
            traffic.plan.add(traffic.poison.next(partition));
        }
        for (int step = 0; step < steps; step++) {
            traffic.step(step, steps);
        }
        return new Plan(List.copyOf(traffic.plan), traffic.poison.numbers());
    }

    private void step(int step, int steps) {
        long time = START + STEP_MILLIS * step;
        int organisation = random.nextInt(ORGANISATIONS);
        if (random.nextInt(10) == 0) {
            plan.add(poison.next(random.nextInt(partitions)));
        }
        ask(organisation, time, step);
        // One of them at a hundred times its pace for a twentieth of the time.
        if (step > steps / 2 && step < steps / 2 + steps / 20) {
            int extra = FLOOD / ORGANISATIONS;
            for (int i = 0; i < extra; i++) {
                ask(2, time, step);
            }
        }
    }

    private void ask(int organisation, long time, int step) {
        int fate = random.nextInt(200);
        if (fate < 2) {
            add(query(organisation, time - 3 * HOUR), false);
        } else if (fate < 4) {
            add(query(organisation, tomorrow + step), true);
        } else if (fate < 14) {
            add(query(organisation, time - random.nextInt(300_000)), false);
        } else {
            NidQuery query = query(organisation, time);
            add(query, false);
            if (fate < 16) {
                add(query, false);
            }
        }
    }

    private void add(NidQuery query, boolean refused) {
        String organisation = query.organisationId();
        byte[] key = organisation.getBytes(UTF_8);
        plan.add(new Planned(organisation, query, refused, place(key), key, wire.query(TOPIC, query)));
    }

    // Every sixth organisation's producer hashes in another way.
    private int place(byte[] key) {
        int right = Utils.toPositive(Utils.murmur2(key)) % partitions;
        return Math.floorMod(key[key.length - 1], 6) == 5 ? (right + 1) % partitions : right;
    }

    private NidQuery query(int organisation, long time) {
        String id = String.format(java.util.Locale.ROOT, "org-%02d", organisation);
        int kind = organisation % 8;
        boolean found = random.nextInt(100) < (kind % 4 == 0 ? 10 : 97);
        Token subject = new Token(random.nextLong(), random.nextLong());
        Token block = new Token(random.nextLong(), kind == 1 ? random.nextInt(40) : random.nextLong());
        if (kind == 1) {
            block = new Token(1, block.low());
        } else if (kind == 3 && random.nextInt(400) == 0) {
            subject = DECOY.token();
        }
        return new NidQuery(
                new UUID(random.nextLong(), random.nextLong()).toString(),
                time,
                id,
                id + "-k" + random.nextInt(3),
                null,
                "10.0." + organisation + "." + random.nextInt(4),
                Operation.RETRIEVE,
                found ? Outcome.DISCLOSED : Outcome.NOT_FOUND,
                found ? 12 : 0,
                subject,
                block,
                1,
                null);
    }
}
