// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import java.util.List;

/**
 * The label of an attack: what is true of it, whatever a detector says.
 *
 * @param id unique within a run, {@code attack-1} and so on
 * @param seed what its chances derive from
 * @param organisationIds one; several when distributed
 * @param credentialIds the credentials it uses, over all its organisations
 * @param start milliseconds since the epoch, inclusive
 * @param end milliseconds since the epoch, exclusive
 * @param perHour mean queries an hour over its whole duration, all organisations together
 * @param intensity the same as a multiple of these organisations' honest mean
 */
public record Attack(
        String id,
        AttackKind kind,
        long seed,
        List<String> organisationIds,
        List<String> credentialIds,
        long start,
        long end,
        double perHour,
        double intensity) {

    public Attack {
        organisationIds = List.copyOf(organisationIds);
        credentialIds = List.copyOf(credentialIds);
    }

    /** The same attack through others' access. */
    Attack through(List<String> organisations, List<String> credentials) {
        return new Attack(id, kind, seed, organisations, credentials, start, end, perHour, intensity);
    }
}
