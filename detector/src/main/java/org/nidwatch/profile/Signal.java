// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.profile;

/**
 * The statistics kept, each a cumulative sum of log-likelihood ratios (CUSUM; Page 1954, Lorden 1971) of one alternative.
 * The order is part of the state format: append only.
 *
 * <p>Counts are compared with a negative binomial of mean m (Höhle and Paul 2008); the alternative's mean is
 * {@code factor * m + flat * L + floor}, L being the organisation's level an hour (a day's for day windows). A flat
 * addition is the trace of a bot that does not sleep. Ratios k of n are compared with the alternative
 * {@code q (1 - weight) + abuse * weight}.
 */
public enum Signal {
    ORGANISATION_TICK(false, Span.TICK, Measured.FRESH, 4, 0, 0.3),
    ORGANISATION_HOUR(false, Span.HOUR, Measured.FRESH, 1.8, 0, 0),
    ORGANISATION_FLAT(false, Span.HOUR, Measured.FRESH, 1, 0.12, 0.1),
    ORGANISATION_DAY(false, Span.DAY, Measured.FRESH, 1.4, 0, 0),
    ORGANISATION_TOTAL(false, Span.HOUR, Measured.QUERIES, 2, 0, 0.5),
    ORGANISATION_MISSES(false, Span.HOUR, Measured.MISSED, 0.85, 0.08),
    ORGANISATION_MISSES_DAY(false, Span.DAY, Measured.MISSED, 0.85, 0.02),
    ORGANISATION_BLOCKS(false, Span.HOUR, Measured.REPEATS, 0.9, 0.25),
    ORGANISATION_BLOCKS_DAY(false, Span.DAY, Measured.REPEATS, 0.9, 0.02),
    ORGANISATION_FRESH_SHARE_DAY(false, Span.DAY, Measured.FRESH, 0.97, 0.4),
    CREDENTIAL_TICK(true, Span.TICK, Measured.FRESH, 5, 0, 0.3),
    CREDENTIAL_HOUR(true, Span.HOUR, Measured.FRESH, 2.2, 0, 0),
    CREDENTIAL_FLAT(true, Span.HOUR, Measured.FRESH, 1.25, 0.03, 0.08),
    CREDENTIAL_DAY(true, Span.DAY, Measured.FRESH, 1.4, 0, 0),
    CREDENTIAL_FLAT_DAY(true, Span.DAY, Measured.FRESH, 1.25, 0.04, 1),
    CREDENTIAL_DRIFT_DAY(true, Span.DAY, Measured.FRESH, 1.12, 0.015, 0.3),
    CREDENTIAL_TOTAL(true, Span.HOUR, Measured.QUERIES, 2.5, 0, 0.5),
    CREDENTIAL_MISSES(true, Span.HOUR, Measured.MISSED, 0.85, 0.25),
    CREDENTIAL_BLOCKS(true, Span.HOUR, Measured.REPEATS, 0.9, 0.25),
    CREDENTIAL_FRESH_SHARE(true, Span.HOUR, Measured.FRESH, 0.97, 0.25),
    /** The sum of CREDENTIAL_FLAT and CREDENTIAL_FRESH_SHARE: more new people and a higher part of new people. */
    CREDENTIAL_JOINT(1, Double.POSITIVE_INFINITY),
    /** An hour in tenths of the actor's highest hour of past weeks, see {@link Peak}. It keeps no sum. */
    CREDENTIAL_HIGHEST(true, Span.HOUR, Measured.FRESH, 0, 0, 0),
    /** CREDENTIAL_HOUR, of which a day adds a bounded part: one busy day is ordinary, four in a row are not. */
    CREDENTIAL_LASTING_HOUR(true, Span.HOUR, Measured.FRESH, false, 0, 0, 0, 0, 0, 0, 5),
    /** The same of CREDENTIAL_JOINT. */
    CREDENTIAL_LASTING_JOINT(1, 3),
    /** The same of CREDENTIAL_FRESH_SHARE and three tenths of CREDENTIAL_FLAT: mostly the higher part of new people. */
    CREDENTIAL_LASTING_SHARE(0.3, 5);

    private static final Signal[] ALL = values();

    final boolean ofCredential;
    final Span span;
    final Measured measured;
    final boolean ratio;
    final double factor;
    final double flat;
    final double floor;
    final double abuse;
    final double weight;
    /** How much of CREDENTIAL_FLAT it adds to CREDENTIAL_FRESH_SHARE; 0 where it is no such sum. */
    final double flatPart;
    /** Most that one day adds to the sum, before it is stretched as its threshold is; infinite where a day is not bounded. */
    final double mostOfADay;

    Signal(boolean ofCredential, Span span, Measured measured, double factor, double flat, double floor) {
        this(ofCredential, span, measured, false, factor, flat, floor, 0, 0, 0, Double.POSITIVE_INFINITY);
    }

    Signal(boolean ofCredential, Span span, Measured measured, double abuse, double weight) {
        this(ofCredential, span, measured, true, 0, 0, 0, abuse, weight, 0, Double.POSITIVE_INFINITY);
    }

    Signal(double flatPart, double mostOfADay) {
        this(true, Span.HOUR, Measured.FRESH, true, 0, 0, 0, 0, 0, flatPart, mostOfADay);
    }

    Signal(
            boolean ofCredential,
            Span span,
            Measured measured,
            boolean ratio,
            double factor,
            double flat,
            double floor,
            double abuse,
            double weight,
            double flatPart,
            double mostOfADay) {
        this.ofCredential = ofCredential;
        this.span = span;
        this.measured = measured;
        this.ratio = ratio;
        this.factor = factor;
        this.flat = flat;
        this.floor = floor;
        this.abuse = abuse;
        this.weight = weight;
        this.flatPart = flatPart;
        this.mostOfADay = mostOfADay;
    }

    /** All, without copying. */
    static Signal[] all() {
        return ALL;
    }

    /** How many there are. */
    public static int count() {
        return ALL.length;
    }

    /** Whether it is kept for each credential (or operator, or address), not for the organisation as a whole. */
    public boolean ofCredential() {
        return ofCredential;
    }

    /** The window it compares over. */
    public Span span() {
        return span;
    }

    /** Whether windows add up; if not, each open window stands for itself. */
    boolean addsUp() {
        return this != CREDENTIAL_HIGHEST;
    }

    /** Whether a day adds a bounded part. */
    boolean lasting() {
        return mostOfADay < Double.POSITIVE_INFINITY;
    }

    /** Whether it compares volumes with what was learned, so that it says little before anything was learned. */
    boolean volume() {
        return !ratio || flatPart > 0;
    }
}
