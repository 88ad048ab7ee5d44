// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.probe;

import org.jspecify.annotations.Nullable;

/**
 * One query that may answer a probe: the first of a credential within the window.
 *
 * @param probeId the probe
 * @param organisationId who asked
 * @param credentialId with what
 * @param operatorId the person, where known
 * @param sourceAddress from where, where known
 * @param occurredAt when, milliseconds since the epoch
 * @param delayMillis after the probe was asked; negative when the clocks differ
 * @param outcome what the server answered
 * @param partition where the query stands in the queries topic
 * @param offset its offset there
 */
public record Answer(
        String probeId,
        String organisationId,
        String credentialId,
        @Nullable String operatorId,
        @Nullable String sourceAddress,
        long occurredAt,
        long delayMillis,
        String outcome,
        int partition,
        long offset) {}
