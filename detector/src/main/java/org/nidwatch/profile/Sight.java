// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.profile;

import org.jspecify.annotations.Nullable;

/**
 * What one signal says at this moment. Filled again and again.
 */
public final class Sight {
    double observed;
    double of;
    double expected;
    double alarmAt;
    double score;
    double campaign;
    boolean growing;
    boolean lasting;

    @Nullable
    Actor actor;

    /** Forgets all. */
    void clear() {
        observed = 0;
        of = 0;
        expected = 0;
        alarmAt = 0;
        score = 0;
        campaign = 1;
        growing = false;
        lasting = false;
        actor = null;
    }

    /** Counted in the open window. */
    public double observed() {
        return observed;
    }

    /** Of how many, for a ratio; 0 for a count. */
    public double of() {
        return of;
    }

    /** Expected in the whole window, or of so many. */
    public double expected() {
        return expected;
    }

    /** The count at which the alarm is, given what earlier windows left. */
    public double alarmAt() {
        return alarmAt;
    }

    /** The sum against its threshold: 1 = at it. */
    public double score() {
        return score;
    }

    /** By how much the peers' present pace raised what is expected, 1 = not. */
    public double campaign() {
        return campaign;
    }

    /** Whether the open window adds to the evidence, so that the abuse goes on. */
    public boolean growing() {
        return growing;
    }

    /** Whether the sum takes several days to reach its threshold. */
    public boolean lasting() {
        return lasting;
    }

    /** The credential, operator or address; null when it is about the organisation. */
    public @Nullable String actor() {
        Actor about = actor;
        return about == null ? null : about.name;
    }

    /** What the actor is. */
    public Dimension dimension() {
        Actor about = actor;
        return about == null ? Dimension.CREDENTIAL : about.peers.dimension;
    }
}
