// SPDX-License-Identifier: Apache-2.0
/**
 * Labelled worlds as counts: written from what is known of such traffic, with no knowledge of any detector.
 *
 * <h2>Known</h2>
 *
 * <ul>
 *   <li>Some 180 organisations of very unequal size ask the NID server about 120 million citizens (Election Commission in
 *       the press, February 2025: 182 partners, five of them found leaking).
 *   <li>Records were sold through accounts of honest organisations: about 15,000 people in one month through two accounts
 *       (TechCrunch, 2024), more than 365,000 through one ring of insiders (Bangladeshi press, February 2025). So abuse is
 *       a matter of single credentials, of hundreds of people a day, beside honest work.
 *   <li>The week: Sunday to Thursday are working days, offices 9 to 17 o'clock, to 15:30 in the month of fasting; some 22
 *       general holidays; Eid closes offices for 5 to 9 days.
 *   <li>Whole sectors verify their customers again: all SIM cards from December 2015 to May 2016 (BTRC), electronic KYC
 *       since January 2020 (BFIU guideline).
 *   <li>Counts of human work spread wider than Poisson; negative binomial with a seasonal mean is the usual law (Höhle and
 *       Paul 2008, Comput. Stat. Data Anal. 52:4357). Work comes in bursts with silence between, of heavy-tailed sizes
 *       (Barabási 2005, Nature 435:207).
 * </ul>
 *
 * <h2>Assumed</h2>
 *
 * All figures: nobody outside has seen this traffic. Sizes are lognormal, half below 1,300 queries a day. Noise of days,
 * hours and credentials is lognormal and remembers, that of a tick is gamma and independent between credentials; how
 * large each is differs from one organisation to the next. Known people, misses and block repeats are parts that wander.
 * The memory of 60 days is empty on day 0, and fills within weeks. Campaigns, batches, lists, outages, daily jobs,
 * new branches, fail-over and faulty forms happen to organisations at random, drives, holidays, Eid, an election and
 * server trouble to many at once. About half of what can be announced is; ceilings are meant as multiples of the ordinary
 * or, at hours when little is ordinary, of the mean pace round the clock, and one in ten is set a little too low.
 * Some organisations join late, some credentials fall out of use, one in ten contracts names far too high a quota.
 *
 * <p>Attacks scale with their organisation, but a bot asks at least 3 people a day and a walk or a guess 24 numbers:
 * below that there is nothing to gain. Half of them are Poisson, half a loop with a pause. Sustained attacks and ramps
 * follow the hours of the organisation, the others are flat unless their kind says when.
 */
@NullMarked
package org.nidwatch.evaluate.world;

import org.jspecify.annotations.NullMarked;
