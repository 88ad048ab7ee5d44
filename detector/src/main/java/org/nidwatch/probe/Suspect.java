// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.probe;

import java.util.List;

/**
 * An organisation that asked for at least one probed person within the window: not an accusation.
 *
 * @param organisationId who
 * @param hits probes it answered
 * @param queries all it asked within the windows
 * @param usual how often it asked for these people outside the windows
 * @param chance that chance alone answers so many or more, given its own volume
 * @param anybody that chance alone lets any of the organisations answer so many or more
 * @param credentials through which it answered
 */
public record Suspect(
        String organisationId,
        int hits,
        long queries,
        long usual,
        double chance,
        double anybody,
        List<String> credentials) {}
