// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.world;

import java.util.List;

/**
 * One organisation of a world.
 *
 * @param meanPerDay honest queries a day, mean over quiet weeks
 * @param declaredPerDay the quota in its contract
 * @param credentials its credentials, rows of {@link Counts}
 * @param announced campaigns and bulk jobs it announced before they began
 * @param surprises honest things nobody announced that look like an abuse to anybody who is not told: an alert about
 *     one is an alert by design, and is counted apart
 */
public record Tenant(
        int index,
        String id,
        String sector,
        double meanPerDay,
        long declaredPerDay,
        List<Login> credentials,
        List<Announced> announced,
        List<Surprise> surprises) {

    /**
     * A credential.
     *
     * @param bornTick first tick at which it is used; 0 or below = from the beginning
     * @param dormantFromTick tick from which it is not used any more by honest people; Integer.MAX_VALUE = never
     */
    public record Login(String name, int bornTick, int dormantFromTick) {}

    /**
     * Volume up to this multiple of the ordinary is expected over [fromTick, untilTick).
     *
     * @param ceiling multiple of the ordinary
     */
    public record Announced(int fromTick, int untilTick, double ceiling) {}

    /** What nobody announced. */
    public enum SurpriseKind {
        /** A sorted list of people, mostly new to the organisation. */
        LIST,
        /** Known customers verified anew at night, some strangers among them. */
        BATCH,
        /** A form or list with wrong numbers. */
        FAULTY_FORM,
        /** A new branch with a credential of its own. */
        NEW_CREDENTIAL
    }

    /** An honest surprise over [fromTick, untilTick). */
    public record Surprise(SurpriseKind kind, int fromTick, int untilTick) {}
}
