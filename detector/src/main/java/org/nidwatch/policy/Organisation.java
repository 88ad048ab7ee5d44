// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A partner organisation as the register's owner knows it.
 *
 * @param id organisation_id in the queries
 * @param name name for people
 * @param sector bank, telecom, ministry, ...
 * @param declaredQuotaPerDay queries a day it declared; null = not declared
 * @param workingHours HH:mm-HH:mm in the calendar's zone; null = round the clock
 * @param contacts whom to call
 */
public record Organisation(
        String id,
        String name,
        String sector,
        @Nullable Long declaredQuotaPerDay,
        @Nullable String workingHours,
        List<String> contacts) {}
