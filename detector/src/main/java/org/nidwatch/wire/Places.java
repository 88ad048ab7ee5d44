// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.util.ArrayList;
import java.util.List;

/** The queries that a reader fills, by place: made when first asked for, one after the other, so that they lie together. */
final class Places {
    private final List<ReusedQuery> queries = new ArrayList<>();

    ReusedQuery at(int place) {
        while (queries.size() <= place) {
            queries.add(new ReusedQuery());
        }
        return queries.get(place);
    }
}
