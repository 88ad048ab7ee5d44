// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import java.time.ZoneId;

/**
 * What the console tells about its server.
 *
 * @param version of the program
 * @param zone of the partners, in which the page shows times beside UTC
 * @param budgetPerDay alerts a day that thresholds are fitted to
 * @param defaultCeiling records exposed above which a silenced alert sounds, where the silence names none
 */
public record ConsoleSettings(String version, ZoneId zone, double budgetPerDay, long defaultCeiling) {}
