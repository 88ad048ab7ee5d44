// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The long form: as many minutes as asked for, faults drawn by chance. Settings: {@code promises.minutes}, {@code promises.seed}
 * (of the first run; each further run takes the next). A broken promise names the seed of its run.
 */
@Tag("slow")
@EnabledIfSystemProperty(named = "promises.minutes", matches = "[0-9]+")
class LongFaultsIT {
    private static final int FAULTS = 6;

    @TempDir
    Path directory;

    @Test
    void drawnByChance() throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(Long.getLong("promises.minutes", 1));
        long first = Long.getLong("promises.seed", 1);
        int runs = 0;
        int faults = 0;
        long records = 0;
        for (long seed = first; System.nanoTime() < end; seed++) {
            Course course = drawn(seed);
            Course.Figures figures = course.run(Files.createDirectory(directory.resolve("seed-" + seed)));
            runs++;
            faults += figures.faults();
            records += figures.records();
            System.out.printf(
                    "%s -> %s; so far %d runs, %d faults, %,d records%n", course, figures, runs, faults, records);
        }
    }

    private static Course drawn(long seed) {
        Random random = new Random(seed);
        // A clock that can be set takes a processor for itself: FaultsIT has a course of its own for it.
        List<Fault> all = Arrays.stream(Fault.values())
                .filter(fault -> !fault.ofTheClock())
                .toList();
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < FAULTS; i++) {
            faults.add(all.get(random.nextInt(all.size())));
        }
        Map<String, String> settings = random.nextBoolean() ? Map.of() : Map.of("streams.group.protocol", "streams");
        return new Course(seed, random.nextInt(4) == 0 ? 3 : 1, 1 << random.nextInt(3), settings, List.copyOf(faults));
    }
}
