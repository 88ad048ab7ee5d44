// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.util.Collection;
import java.util.function.Function;
import org.nidwatch.intake.Query;
import org.nidwatch.watch.OpenAlert;
import org.nidwatch.watch.Watch;
import org.nidwatch.watch.WatchOutput;
import org.nidwatch.window.Timeliness;

/** The organisations of one task, as the processor sees them: {@link Watch}, or a stand-in in tests. */
interface Watcher {
    Timeliness observe(Query query, int partition, long offset);

    void advance(long nowMillis);

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
            public void advance(long nowMillis) {
                watch.advance(nowMillis);
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
