// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.nidwatch.evaluate.world.Attack;
import org.nidwatch.evaluate.world.AttackKind;
import org.nidwatch.evaluate.world.Counts;
import org.nidwatch.evaluate.world.Level;
import org.nidwatch.evaluate.world.Tenant;
import org.nidwatch.evaluate.world.Traffic;
import org.nidwatch.evaluate.world.World;

/**
 * Small, even offices: Poisson queries in proportion to the hour, two credentials and so many attacks of one strength, each on
 * the first credential for a day.
 *
 * @param perTick fresh records added in each tick of an attack
 */
record FakeWorld(long seed, int organisations, int warmDays, int days, double perTick) implements World {
    static final int CREDENTIALS = 2;
    static final double SHAPE = 50;

    @Override
    public String name() {
        return "fake-" + seed;
    }

    @Override
    public List<Tenant> tenants() {
        List<Tenant> tenants = new ArrayList<>();
        for (int i = 0; i < organisations; i++) {
            Tenant.Login a = new Tenant.Login("a", 0, Integer.MAX_VALUE);
            Tenant.Login b = new Tenant.Login("b", 0, Integer.MAX_VALUE);
            tenants.add(new Tenant(i, "o" + i, "bank", pace(i) * 288, 10_000, List.of(a, b), List.of(), List.of()));
        }
        return tenants;
    }

    private static double pace(int tenant) {
        return 2 + tenant % 5;
    }

    @Override
    public Traffic traffic(int tenant) {
        int ticks = (warmDays + days) * TICKS_A_DAY;
        SplittableRandom random = new SplittableRandom(seed * 1_000 + tenant);
        int[][] queries = new int[CREDENTIALS][ticks];
        int[][] missed = new int[CREDENTIALS][ticks];
        int[][] fresh = new int[CREDENTIALS][ticks];
        float[][] meanFresh = new float[CREDENTIALS][ticks];
        float[][] meanMissed = new float[CREDENTIALS][ticks];
        for (int row = 0; row < CREDENTIALS; row++) {
            for (int tick = 0; tick < ticks; tick++) {
                double hour = tick % TICKS_A_DAY / 12;
                double day = 1 + 0.8 * Math.sin((hour - 8) * Math.PI / 12);
                meanFresh[row][tick] = (float) (pace(tenant) * day / CREDENTIALS);
                meanMissed[row][tick] = meanFresh[row][tick] / 20;
                fresh[row][tick] = poisson(random, meanFresh[row][tick]);
                missed[row][tick] = poisson(random, meanMissed[row][tick]);
                queries[row][tick] = fresh[row][tick] + missed[row][tick] + poisson(random, meanFresh[row][tick]);
            }
        }
        int[][] none = new int[CREDENTIALS][ticks];
        Counts counts = new Counts(0, queries, fresh, missed, fresh, none);
        return new Traffic(counts, meanFresh, SHAPE, meanMissed, new float[CREDENTIALS][ticks]);
    }

    @Override
    public List<AttackPlan> attacks() {
        List<AttackPlan> plans = new ArrayList<>();
        for (int i = 0; i < organisations; i++) {
            int start = (warmDays + 2) * TICKS_A_DAY + 7;
            plans.add(new AttackPlan(i, i, AttackKind.BOT, Level.HIGH, i, start, start + TICKS_A_DAY, i));
        }
        return plans;
    }

    @Override
    public Attack attack(AttackPlan plan, Traffic honest) {
        int ticks = plan.endTick() - plan.startTick();
        SplittableRandom random = new SplittableRandom(plan.seed());
        int[][] fresh = new int[CREDENTIALS + 1][ticks];
        float[][] meanFresh = new float[CREDENTIALS + 1][ticks];
        for (int at = 0; at < ticks; at++) {
            meanFresh[0][at] = (float) perTick;
            fresh[0][at] = poisson(random, perTick);
        }
        int[][] none = new int[CREDENTIALS + 1][ticks];
        float[][] never = new float[CREDENTIALS + 1][ticks];
        return new Attack(
                plan.number(),
                plan.group(),
                plan.kind(),
                plan.level(),
                plan.tenant(),
                plan.startTick(),
                plan.endTick(),
                new Counts(plan.startTick(), fresh, fresh, none, fresh, none),
                meanFresh,
                never,
                never);
    }

    private static int poisson(SplittableRandom random, double mean) {
        int count = 0;
        for (double left = Math.exp(-mean), product = random.nextDouble(); product > left; count++) {
            product *= random.nextDouble();
        }
        return count;
    }
}
