// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.NidQuery;

/**
 * One record to be written.
 *
 * @param organisation whose it is; empty when nobody could tell
 * @param query what it asks; null when it cannot be read
 * @param refused whether a detector must reject it
 */
record Planned(
        String organisation,
        @Nullable NidQuery query,
        boolean refused,
        int partition,
        byte @Nullable [] key,
        byte @Nullable [] value) {}
