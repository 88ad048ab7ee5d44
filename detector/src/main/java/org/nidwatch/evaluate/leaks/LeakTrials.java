// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.leaks;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nidwatch.evaluate.leaks.LeakOutcome.Kind;
import org.nidwatch.trace.Attribution;
import org.nidwatch.trace.LeakModel;

/** Samples of one world. */
final class LeakTrials {
    static final int[] SIZES = {10, 30, 100, 1_000};
    static final double[] NOISES = {0, 0.2, 0.5};

    /** Upper ends of the classes of coverage. */
    static final double[] CLASSES = {0.001, 0.01, 0.1, 1};

    private final LeakWorld world;
    private final LeakModel model;
    private final SplittableRandom random;

    LeakTrials(LeakWorld world, long seed) {
        this.world = world;
        model = new LeakModel(world.settings());
        random = new SplittableRandom(seed * 7919 + 17);
    }

    /** So many samples of each cell: size, noise and class of source; twice as many of two sources and of none. */
    List<LeakOutcome> run(int each) {
        List<LeakOutcome> outcomes = new ArrayList<>();
        for (int size : SIZES) {
            for (double noise : NOISES) {
                for (int c = 0; c < CLASSES.length; c++) {
                    int[] sources = sources(c, size);
                    for (int i = 0; sources.length > 0 && i < each; i++) {
                        outcomes.add(one(sources[random.nextInt(sources.length)], size, noise));
                    }
                }
                int[] any = sources(-1, size);
                for (int i = 0; any.length > 1 && i < 2 * each; i++) {
                    outcomes.add(two(any, size, noise));
                }
            }
            for (int i = 0; i < 4 * each; i++) {
                outcomes.add(none(size));
            }
        }
        return outcomes;
    }

    /** Organisations of a class of coverage, -1 = any, that know so many people. */
    private int[] sources(int coverageClass, int people) {
        return IntStream.range(0, world.organisations())
                .filter(o -> world.customers(o) >= people)
                .filter(o -> coverageClass < 0 || coverageClass(world.coverage(o)) == coverageClass)
                .toArray();
    }

    static int coverageClass(double coverage) {
        int c = 0;
        while (coverage >= CLASSES[c]) {
            c++;
        }
        return c;
    }

    private LeakOutcome one(int source, int size, double noise) {
        Set<Integer> leaked = new LinkedHashSet<>();
        elsewhere(leaked, (int) Math.round(noise * size));
        while (leaked.size() < size) {
            leaked.add(world.customer(source, random));
        }
        return outcome(Kind.ONE, leaked, noise, source, source);
    }

    private LeakOutcome two(int[] sources, int size, double noise) {
        int first = sources[random.nextInt(sources.length)];
        int second = first;
        while (second == first) {
            second = sources[random.nextInt(sources.length)];
        }
        Set<Integer> leaked = new LinkedHashSet<>();
        int fromElsewhere = (int) Math.round(noise * size);
        elsewhere(leaked, fromElsewhere);
        double part = random.nextBoolean() ? 0.5 : 0.75;
        int fromFirst = fromElsewhere + (int) Math.round(part * (size - fromElsewhere));
        while (leaked.size() < size) {
            leaked.add(world.customer(leaked.size() < fromFirst ? first : second, random));
        }
        return outcome(Kind.TWO, leaked, noise, first, second);
    }

    private LeakOutcome none(int size) {
        Set<Integer> leaked = new LinkedHashSet<>();
        elsewhere(leaked, size);
        return outcome(Kind.NONE, leaked, 1, -1, -1);
    }

    private void elsewhere(Set<Integer> leaked, int wanted) {
        boolean busy = random.nextBoolean();
        while (leaked.size() < wanted) {
            leaked.add(world.anybody(busy, random));
        }
    }

    private LeakOutcome outcome(Kind kind, Set<Integer> leaked, double noise, int first, int second) {
        Attribution said = model.judge(
                world.lookUps(leaked.stream().mapToInt(Integer::intValue).toArray()));
        String top = at(said, 0);
        String next = at(said, 1);
        String one = LeakWorld.name(first);
        String other = LeakWorld.name(second);
        return new LeakOutcome(
                kind,
                leaked.size(),
                noise,
                kind == Kind.NONE ? 0 : Math.min(world.coverage(first), world.coverage(second)),
                top.equals(one) || top.equals(other),
                (top.equals(one) && next.equals(other)) || (top.equals(other) && next.equals(one)),
                said.candidates().isEmpty() ? 0 : said.candidates().get(0).probability(),
                said.none(),
                said.answer());
    }

    private static String at(Attribution said, int rank) {
        return said.candidates().size() > rank ? said.candidates().get(rank).organisation() : "";
    }
}
