// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.util.Collection;
import java.util.function.Function;
import org.nidwatch.federation.SourceClock;
import org.nidwatch.intake.Query;
import org.nidwatch.watch.OpenAlert;
import org.nidwatch.watch.Watch;
import org.nidwatch.watch.WatchOutput;
import org.nidwatch.window.Timeliness;

/** The organisations of one task, as the processor sees them: {@link Watch}, or a stand-in in tests. */
interface Watcher {
    Timeliness observe(Query query, int partition, long offset);

    /** See {@link Watch#hear}. */
    default long hear(Query query) {
        return SourceClock.NONE;
    }

    /** See {@link Watch#observe(Query, int, long, long)}. */
    default Timeliness observe(Query query, int partition, long offset, long reached) {
        return observe(query, partition, offset);
    }

    /** See {@link Watch#tellEnded}. */
    default void tellEnded() {}

    void advance(long nowMillis);

    /** See {@link Watch#reached}. */
    default long reached() {
        return SourceClock.NONE;
    }

    void restore(byte[] key, byte[] value);

    void writeChanges(Watch.ChunkWriter writer);

    Collection<OpenAlert> openAlerts();

    /** Makes one watcher a task. */
    interface Factory extends Function<WatchOutput, Watcher> {}

    static Watcher of(Watch watch) {
        return new Watcher() {
            @Override
            public Timeliness observe(Query query, int partition, long offset) {
                return watch.observe(query, partition, offset);
            }

            @Override
            public long hear(Query query) {
                return watch.hear(query);
            }

            @Override
            public Timeliness observe(Query query, int partition, long offset, long reached) {
                return watch.observe(query, partition, offset, reached);
            }

            @Override
            public void tellEnded() {
                watch.tellEnded();
            }

            @Override
            public void advance(long nowMillis) {
                watch.advance(nowMillis);
            }

            @Override
            public long reached() {
                return watch.reached();
            }

            @Override
            public void restore(byte[] key, byte[] value) {
                watch.restore(key, value);
            }

            @Override
            public void writeChanges(Watch.ChunkWriter writer) {
                watch.writeChanges(writer);
            }

            @Override
            public Collection<OpenAlert> openAlerts() {
                return watch.openAlerts();
            }
        };
    }
}
