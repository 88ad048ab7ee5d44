// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.nidwatch.evaluate.world.World;

/**
 * One method on one kind of series.
 *
 * @param stride tried on one organisation in so many, and on the attacks of these; 1 = on all
 * @param scorer makes it for one series, given the warm hours
 */
record Rival(String family, String note, Grain grain, Input input, int stride, IntFunction<HourlyScorer> scorer) {
    /** Forests are slow: an eighth of the organisations tells as much about them. */
    private static final int FOREST_STRIDE = 8;

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
        String part = stride == 1 ? "" : "; one organisation in " + stride + " and its attacks";
        return "hourly " + input.words() + " of each " + grain.label() + "; " + note + part;
    }

    /** Whether this organisation is among those it is tried on. Not by index alone: worlds may be laid out in a pattern. */
    boolean tries(World world, int tenant) {
        int every = Math.max(1, Math.min(stride, world.tenants().size() / stride));
        long mixed = (world.name().hashCode() * 31L + tenant) * 0x9E3779B97F4A7C15L;
        return Long.remainderUnsigned(mixed ^ mixed >>> 32, every) == 0;
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
