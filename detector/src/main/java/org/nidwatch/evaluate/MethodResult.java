// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate;

import java.util.List;

/**
 * One method on the test worlds.
 *
 * @param method its name
 * @param sees in half a sentence, what it is given (organisation or credential, total or fresh)
 * @param falseAlerts alerts on honest traffic over all test worlds
 * @param organisationDays judged organisation-days of all test worlds
 * @param days judged days of all test worlds: false alerts a day = falseAlerts / days
 * @param outcomes one for each attack tried
 */
public record MethodResult(
        String method, String sees, long falseAlerts, long organisationDays, double days, List<Outcome> outcomes) {}
