// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ops;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nidwatch.watch.Coverage;
import org.nidwatch.watch.Coverage.Cause;

/**
 * Notices when one task was not looking, and tells from when to when and why. It is asked once a second, remembers until when
 * it looked ({@link #looked()}, kept beside the state), and compares after a restart. One thread. Times are milliseconds of the
 * wall clock but for those called nanos, which run evenly.
 */
public final class Lookout {
    /** Never looked before. */
    public static final long NEVER = Long.MIN_VALUE;

    /** The wall clock may run this much faster or slower between two ticks without being called leaping. */
    static final long LEAP_MILLIS = 2_000;
    /** A span that lasts is told in pieces of this length, so that it is known while it lasts. */
    static final long PIECE_MILLIS = 60_000;

    private final LookoutSettings settings;
    private final @Nullable Integer partition;
    private final @Nullable String organisation;
    private final Consumer<Coverage> tell;
    private final RejectWatch rejects;
    private long lastTick;
    private long lastNanos;
    private long behindSince = NEVER;

    /**
     * A lookout of one task.
     *
     * @param partition of the task; null where the task is of all partitions
     * @param organisation whose task it is; null = all on the partition
     * @param tell hears each span once
     */
    public Lookout(
            LookoutSettings settings,
            @Nullable Integer partition,
            @Nullable String organisation,
            Consumer<Coverage> tell) {
        this.settings = settings;
        this.partition = partition;
        this.organisation = organisation;
        this.tell = tell;
        rejects = new RejectWatch(settings, partition, tell);
    }

    /**
     * The task begins, its state is back.
     *
     * @param looked until when this task was looking, here or elsewhere; {@link #NEVER} = a first start
     * @param restoringSince when reading its state back began; {@link #NEVER} = there was none to read
     */
    public void begin(long looked, long restoringSince, long now, long nanos) {
        lastTick = now;
        lastNanos = nanos;
        rejects.begin(now);
        if (looked == NEVER) {
            return;
        }
        if (looked - now > LEAP_MILLIS) {
            tell(now, looked, Cause.CLOCK);
        } else if (now - looked > settings.blindAfter().toMillis()) {
            long restored = restoringSince == NEVER ? now : Math.max(looked, Math.min(restoringSince, now));
            tell(looked, restored, Cause.STOPPED);
            tell(restored, now, Cause.RESTORE);
        }
    }

    /**
     * A second or so has passed.
     *
     * @param lag records that the task's partition is behind, as far as is known
     * @param standsForMillis for how long already records of it should have been read and are not; 0 = none should
     */
    public void tick(long now, long nanos, long lag, long standsForMillis) {
        long elapsed = (nanos - lastNanos) / 1_000_000;
        long walked = now - lastTick;
        if (Math.abs(walked - elapsed) > LEAP_MILLIS) {
            tell(Math.min(lastTick, now), Math.max(lastTick, now), Cause.CLOCK);
            // What lasted across a leap has no length that could be told.
            behindSince = behindSince == NEVER ? NEVER : now;
        } else if (behindSince == NEVER && elapsed > settings.blindAfter().toMillis()) {
            tell(lastTick, now, Cause.LAG);
        }
        behind(now, lag > settings.lag() || standsForMillis > 0, now - standsForMillis);
        rejects.tick(now);
        lastTick = now;
        lastNanos = nanos;
    }

    private void behind(long now, boolean behind, long since) {
        if (behindSince == NEVER) {
            behindSince = behind ? since : NEVER;
        } else if (!behind || now - behindSince >= PIECE_MILLIS) {
            tell(behindSince, now, Cause.LAG);
            behindSince = behind ? now : NEVER;
        }
    }

    /** Until when this task was looking, as far as was told: kept, so that the next one knows. */
    public long looked() {
        return behindSince == NEVER ? lastTick : behindSince;
    }

    /** One record of the organisation was counted. */
    public void counted(String organisationId) {
        rejects.counted(organisationId);
    }

    /** One record was rejected; the organisation is null when it cannot be told. */
    public void rejected(@Nullable String organisationId) {
        rejects.rejected(organisationId);
    }

    private void tell(long from, long to, Cause cause) {
        if (from < to) {
            tell.accept(new Coverage(from, to, partition, organisation, cause));
        }
    }
}
