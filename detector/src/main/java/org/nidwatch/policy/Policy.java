// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.policy;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people have decided, as it stands now. Implementations may change between two calls. */
public interface Policy {
    /** No organisation declared, no canary planted. */
    Policy NONE = new Policy() {
        @Override
        public @Nullable Organisation organisation(String id) {
            return null;
        }

        @Override
        public @Nullable Canary canary(long high, long low) {
            return null;
        }
    };

    /** What is declared of the organisation; null when nothing is. */
    @Nullable
    Organisation organisation(String id);

    /** The canary with this token; null for an honest subject. Called for every query: must not allocate. */
    @Nullable
    Canary canary(long high, long low);

    /**
     * The probe that a query of this token at this time answers, the last asked of several; null for none. Called for every
     * query: must not allocate.
     *
     * @param time event time, milliseconds
     */
    default @Nullable Probe probe(long high, long low, long time) {
        return null;
    }

    /** What was decided about this alert; null when nothing was. Asked while the alert is open and a week after. */
    default @Nullable Disposition disposition(UUID alertId) {
        return null;
    }

    /** The silences agreed on for an organisation, those to come and those over included. */
    default List<Silence> silences(String organisationId) {
        return List.of();
    }
}
