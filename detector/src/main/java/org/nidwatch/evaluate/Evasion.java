// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate;

/**
 * How far an adversary came who knows the source and all honest traffic, and stays below alarm: see {@link Evader}.
 *
 * @param world name of the world
 * @param tenant index of the organisation
 * @param meanPerDay of the organisation, honest queries a day
 * @param ceiling part of the way to an alarm at which the adversary stops, 0 to 1
 * @param alerted whether there was an alert all the same: honest traffic did the rest
 * @param days until then; else for which it went on
 * @param records fresh records taken until then
 */
public record Evasion(
        String world, int tenant, double meanPerDay, double ceiling, boolean alerted, double days, long records) {}
