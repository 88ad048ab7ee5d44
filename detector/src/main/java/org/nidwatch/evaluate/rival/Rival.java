// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.nidwatch.evaluate.world.World;
import org.nidwatch.evaluate.world.World.AttackPlan;

/**
 * One method on one kind of series.
 *
 * @param stride tried on one organisation in so many, and there on one attack in six; 1 = on all
 * @param scorer makes it for one series, given the warm hours
 */
record Rival(String family, String note, Grain grain, Input input, int stride, IntFunction<HourlyScorer> scorer) {
    /** Forests are slow: a quarter of the organisations tells nearly as much about them. */
    private static final int FOREST_STRIDE = 4;

    private static final int ATTACK_STRIDE = 6;
    private static final int LEAST_TRIED = 16;

    /** All methods, each at organisation and credential level, on all queries and on fresh records. */
    static List<Rival> all() {
        List<Rival> all = new ArrayList<>();
        family(all, "static threshold", "multiple of its 99 % quantile over the warm days", 1, StaticThreshold::new);
        family(all, "3-sigma", "rolling mean and deviation of 7 days", 1, warm -> new ThreeSigma());
        family(all, "EWMA z", "of the weekly difference", 1, warm -> new WeeklyEwma());
        family(all, "Poisson CUSUM", "hour-of-week means", 1, warm -> new PoissonCusum());
        family(all, "windowed Gaussian", "2 weeks", 1, warm -> new WindowedGaussian());
        family(all, "Farrington-like", "same hour of 8 past weeks", 1, warm -> new Farrington());
        family(all, "Random Cut Forest", CutForest.SIZE, FOREST_STRIDE, warm -> new CutForest());
        return all;
    }

    private static void family(
            List<Rival> all, String name, String note, int stride, IntFunction<HourlyScorer> scorer) {
        for (Grain grain : Grain.values()) {
            for (Input input : Input.values()) {
                all.add(new Rival(name, note, grain, input, stride, scorer));
            }
        }
    }

    String name() {
        return family + ", " + grain.label() + ", " + input.label();
    }

    String sees() {
        String part = stride == 1 ? "" : "; one organisation in " + stride + ", one attack in " + ATTACK_STRIDE;
        return "hourly " + input.words() + " of each " + grain.label() + "; " + note + part;
    }

    /** Whether this organisation is among those it is tried on. Not by index alone: worlds may be laid out in a pattern. */
    boolean tries(World world, int tenant) {
        return Long.remainderUnsigned(mix(world.name().hashCode() * 31L + tenant), every(world)) == 0;
    }

    /** Whether this attack upon such an organisation is among those it is tried on. */
    boolean tries(World world, AttackPlan plan) {
        return every(world) == 1
                || Long.remainderUnsigned(mix(world.name().hashCode() * 31L - plan.number()), ATTACK_STRIDE) == 0;
    }

    /** The stride, or less in a world too small to leave organisations out. */
    private int every(World world) {
        return Math.max(1, Math.min(stride, world.tenants().size() / LEAST_TRIED));
    }

    private static long mix(long bits) {
        long mixed = bits * 0x9E3779B97F4A7C15L;
        return mixed ^ mixed >>> 32;
    }

    /** The organisations it is tried on, as a share of all. */
    double share(World world) {
        int tried = 0;
        for (int tenant = 0; tenant < world.tenants().size(); tenant++) {
            tried += tries(world, tenant) ? 1 : 0;
        }
        return world.tenants().isEmpty() ? 0 : (double) tried / world.tenants().size();
    }
}
