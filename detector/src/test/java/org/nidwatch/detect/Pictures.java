// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import org.nidwatch.window.Horizon;
import org.nidwatch.window.Measure;

/** Pictures of honest work. */
final class Pictures {
    private Pictures() {}

    /** 12,000 queries a day through three credentials, 3 % misses. */
    static FakeWindows steady() {
        FakeWindows windows = new FakeWindows();
        windows.set(Measure.QUERIES, Horizon.MINUTE, 20)
                .set(Measure.QUERIES, Horizon.FIVE_MINUTES, 90)
                .set(Measure.QUERIES, Horizon.HOUR, 1_000)
                .set(Measure.QUERIES, Horizon.DAY, 12_000)
                .set(Measure.NEW_SUBJECTS, Horizon.HOUR, 650)
                .set(Measure.NEW_SUBJECTS, Horizon.DAY, 8_000)
                .set(Measure.NEW_MISSED, Horizon.HOUR, 20)
                .set(Measure.NEW_MISSED, Horizon.DAY, 240)
                .set(Measure.NEW_EXPOSED, Horizon.HOUR, 600)
                .set(Measure.NEW_EXPOSED, Horizon.DAY, 7_500);
        windows.distinct = 9_000;
        windows.blockCount = 1;
        for (String id : new String[] {"k1", "k2", "k3"}) {
            windows.credential(id)
                    .set(Measure.QUERIES, Horizon.HOUR, 333)
                    .set(Measure.QUERIES, Horizon.DAY, 4_000)
                    .set(Measure.NEW_SUBJECTS, Horizon.HOUR, 216)
                    .set(Measure.NEW_SUBJECTS, Horizon.DAY, 2_666)
                    .set(Measure.NEW_MISSED, Horizon.HOUR, 7)
                    .set(Measure.NEW_MISSED, Horizon.DAY, 80)
                    .set(Measure.NEW_EXPOSED, Horizon.HOUR, 200)
                    .set(Measure.NEW_EXPOSED, Horizon.DAY, 2_500);
        }
        return windows;
    }
}
