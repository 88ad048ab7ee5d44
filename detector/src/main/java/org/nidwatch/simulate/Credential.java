// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One key or account of a partner.
 *
 * @param seed what all its own chances derive from
 * @param share part of the partner's honest queries, 0 to 1
 * @param operators people behind a portal account; none for a machine
 * @param addresses source addresses it comes from, at least one
 * @param bornDay local day of its first query
 * @param longNumbers sends thirteen-digit numbers with the birth year, as seventeen digits
 */
record Credential(
        String id,
        long seed,
        double share,
        List<String> operators,
        List<String> addresses,
        long bornDay,
        boolean longNumbers) {

    /** Some operators work more than others. */
    @Nullable
    String operator(Rng rng) {
        if (operators.isEmpty()) {
            return null;
        }
        double u = rng.unit();
        return operators.get((int) (u * u * operators.size()));
    }

    String address(Rng rng) {
        return addresses.get(addresses.size() == 1 ? 0 : rng.below(addresses.size()));
    }

    /** People work in sessions: short gaps, then a pause. A machine passes on what customers ask, at any time. */
    double gap(Rng rng) {
        double gap = rng.exponential();
        if (operators.isEmpty()) {
            return gap;
        }
        return rng.chance(0.8) ? 0.4 * gap : 3.4 * gap;
    }
}
