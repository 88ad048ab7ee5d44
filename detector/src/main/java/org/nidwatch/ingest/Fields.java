// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import org.jspecify.annotations.Nullable;

/** One record's values by the names of its own format: what a mapping reads from. */
interface Fields {
    /** The value of that name; null when the record has none. */
    @Nullable
    String get(String name);
}
