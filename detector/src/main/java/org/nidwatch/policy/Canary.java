// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.policy;

import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Token;

/**
 * A decoy: any query about it is an alert.
 *
 * @param token keyed hash of the decoy NID
 * @param label what it is, for people; never the number
 * @param plantedFor the one organisation whose answers carry this decoy; null = for all
 */
public record Canary(Token token, String label, @Nullable String plantedFor) {}
