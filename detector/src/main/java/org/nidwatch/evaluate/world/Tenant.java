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
 */
public record Tenant(
        int index,
        String id,
        String sector,
        double meanPerDay,
        long declaredPerDay,
        List<Login> credentials,
        List<Announced> announced) {

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
}
