// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.leaks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Scores the trace on made-up leaks. */
public final class LeakEvaluation {
    private final Settings settings;
    private final Consumer<String> progress;

    /**
     * What is tried.
     *
     * @param seeds of the worlds, at least one
     * @param people in each world's register, 10,000 to 20,000,000
     * @param organisations in each world, 10 to 2,000
     * @param samples of each cell in each world, 1 to 10,000
     */
    public record Settings(List<Long> seeds, int people, int organisations, int samples) {
        public Settings {
            seeds = List.copyOf(seeds);
            if (seeds.isEmpty()) {
                throw new IllegalArgumentException("--test-seeds: at least one is needed");
            }
            within("people", people, 10_000, 20_000_000);
            within("organisations", organisations, 10, 2_000);
            within("samples", samples, 1, 10_000);
        }

        private static void within(String name, int value, int least, int most) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(
                        "--" + name + " " + value + ": must be within [" + least + ", " + most + "]");
            }
        }
    }

    /** Tells its progress, a line a world. */
    public LeakEvaluation(Settings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /** Runs it; the same report for the same settings. */
    public LeakReport run() {
        List<LeakOutcome> outcomes = new ArrayList<>();
        for (long seed : settings.seeds()) {
            LeakWorld world = new LeakWorld(seed, settings.people(), settings.organisations());
            List<LeakOutcome> ofWorld = new LeakTrials(world, seed).run(settings.samples());
            outcomes.addAll(ofWorld);
            progress.accept("world " + seed + ": " + ofWorld.size() + " samples traced");
        }
        return new LeakReport(settings, outcomes);
    }
}
