// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.world;

/** The abuses. Levels low, mid and high are given in this order. */
public enum AttackKind {
    /** Two hours at 3, 10 or 50 times the credential's pace, at least 100, 1,000 or 10,000 an hour. */
    BURST,
    /** +30, 100 or 300 % of the organisation's traffic through three credentials for two weeks. */
    SUSTAINED,
    /** A resale bot, flat round the clock: +3, 8 or 20 % of the organisation's traffic through one credential for two weeks. */
    BOT,
    /** Numbers walked block by block: 2, 10 or 50 % of the organisation's pace. */
    WALK,
    /** Numbers guessed, nearly all wrong: 2, 10 or 50 % of the organisation's pace. */
    GUESS,
    /** Between 00:00 and 05:00 only, at +5, 20 or 100 % of the organisation's daily volume. */
    OFF_HOURS,
    /** A hijacked dormant or a new credential at 5, 20 or 100 % of the organisation's pace. */
    NEW_CREDENTIAL,
    /** A slow ramp to +20, 50 or 150 % within 28 days, spread over credentials. */
    RAMP,
    /** 20 organisations together, +2, 5 or 10 % each. */
    DISTRIBUTED,
    /** A leaked list of real people, some known to the organisation, in office hours: +5, 20 or 100 % for a week. */
    LIST,
    /** A bot as BOT that asks for 4 people its organisation knows for each new one. */
    PADDED,
    /** A bot as BOT that moves to another credential every hour. */
    ROTATED,
    /** Short salvos that straddle hour and tick edges: +10, 30 or 100 % within a few minutes of each hour's turn. */
    STRADDLING,
    /**
     * A bot that works only on days that are busier than usual anyway, by the organisation's campaign, payday, Eid or an election,
     * and when its organisation does: +10, 30 or 100 % of an ordinary day.
     */
    HIDDEN
}
