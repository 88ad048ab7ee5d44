// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import java.util.Locale;

/** Honest reasons for unusual traffic. Each can be left out of a world. */
public enum WorldEvent {
    /** Salaries at the turn of the month: banks and mobile money up by 15-35 %. */
    PAYDAY,
    /** Public holidays: offices nearly silent. */
    HOLIDAY,
    /** A partner's own campaign: 1-4 days at 1.6-3.6 times, 1.5 % of its weeks. */
    CAMPAIGN,
    /** A whole sector is busy for a week (SIM re-registration, tax return): 1.3-2.2 times, 2 % of its weeks. */
    DRIVE,
    /** A partner is cut off for 0.5-4 hours, then catches up; 1 % of its days. */
    OUTAGE,
    /** The NID server itself answers every third query with an error for 10-40 minutes; 1 % of days. */
    TROUBLE,
    /** Customers known already are checked again at night, by some banks, telecoms and insurers. */
    BATCH,
    /** A scheduled job fires at the same minute each day, at a quarter of the partners. */
    CRON,
    /** A ministry or city works through a list of beneficiaries that is sorted by number. */
    LIST,
    /** Volume grows or shrinks by up to 30 % a year. */
    GROWTH,
    /** A new branch: a credential that was never seen before. */
    BRANCH,
    /** A credential is silent for a day and its neighbour does its work; 0.5 % of its days. */
    FAILOVER;

    /** The name on the command line. */
    public String option() {
        return name().toLowerCase(Locale.ROOT);
    }
}
