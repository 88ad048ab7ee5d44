// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ops;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nidwatch.watch.Coverage;
import org.nidwatch.watch.Coverage.Cause;

/**
 * Whose records cannot be read, by minutes of the wall clock. An organisation is looked at from its first reject of the minute
 * on, so that who has none costs nothing.
 */
final class RejectWatch {
    private static final long MINUTE = 60_000;
    /** Organisations told apart in a minute; the rejects of the others count for the partition. */
    private static final int MOST = 1_000;

    /** Rejects that name no organisation, and those beyond the bound. */
    private static final String UNNAMED = "";

    private static final class Tally {
        int rejected;
        int counted;
    }

    private final LookoutSettings settings;
    private final @Nullable Integer partition;
    private final Consumer<Coverage> tell;
    private final Map<String, Tally> suspects = new HashMap<>();
    private long since;

    RejectWatch(LookoutSettings settings, @Nullable Integer partition, Consumer<Coverage> tell) {
        this.settings = settings;
        this.partition = partition;
        this.tell = tell;
    }

    void begin(long now) {
        since = now;
        suspects.clear();
    }

    void counted(String organisation) {
        if (suspects.isEmpty()) {
            return;
        }
        count(suspects.get(organisation));
        count(suspects.get(UNNAMED));
    }

    private static void count(@Nullable Tally tally) {
        if (tally != null) {
            tally.counted++;
        }
    }

    void rejected(@Nullable String organisation) {
        String name = organisation == null || suspects.size() >= MOST ? UNNAMED : organisation;
        suspects.computeIfAbsent(name, key -> new Tally()).rejected++;
    }

    void tick(long now) {
        if (now - since < MINUTE && now >= since) {
            return;
        }
        if (now > since) {
            suspects.forEach((organisation, tally) -> judge(organisation, tally, now));
        }
        begin(now);
    }

    private void judge(String organisation, Tally tally, long now) {
        double share = tally.rejected / (double) (tally.rejected + tally.counted);
        if (tally.rejected >= settings.rejectMinimum() && share >= settings.rejectShare()) {
            boolean named = !organisation.equals(UNNAMED);
            tell.accept(new Coverage(since, now, partition, named ? organisation : null, Cause.REJECTS));
        }
    }
}
