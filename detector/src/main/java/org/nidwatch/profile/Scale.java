// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.profile;

import org.jspecify.annotations.Nullable;

/** Weighs an open window: the log-likelihood ratio of a signal on top of what earlier windows left. Reused. */
final class Scale {
    /** Quiet hours hang together, a lively weekend is lively for two days: as many as seem two tell as much as one. */
    private static final double TOGETHER = 2;

    /** People whom anybody may fetch in an hour more than ever before, without that saying anything. */
    static final double FEW = 30;

    /** The sum with the open window. */
    double value;
    /** What one more event of the measured kind adds. */
    double gain;
    /** Expected count of the whole window; for a ratio, the expected part. */
    double mean;

    /** Whether the open day has added as much as one day may. */
    boolean bounded;

    /** What an open window adds to a sum: its log-likelihood ratio, and what one more event does to it. */
    private static final class Term {
        double mean;
        double gain;
        double adds;
        boolean known;
    }

    private final Term hourTerm = new Term();
    private final Term flatTerm = new Term();
    private final Term shareTerm = new Term();
    private final Term otherTerm = new Term();

    private final Expectation expectation;
    private final boolean gated;

    Scale(Expectation expectation, boolean gated) {
        this.gated = gated;
        this.expectation = expectation;
    }

    void weigh(Series series, @Nullable Actor actor, Signal signal) {
        value = series.sum(signal);
        gain = 0;
        bounded = false;
        if (actor != null && signal == Signal.CREDENTIAL_HIGHEST) {
            compareWithHighest(actor);
        } else if (signal.flatPart > 0) {
            add(term(series, actor, Signal.CREDENTIAL_FRESH_SHARE), 1);
            add(term(series, actor, Signal.CREDENTIAL_FLAT), signal.flatPart);
        } else if (signal == Signal.CREDENTIAL_LASTING_HOUR) {
            add(term(series, actor, Signal.CREDENTIAL_HOUR), 1);
        } else if (signal.ratio && signal.span == Span.DAY && expectation.announcedToday()) {
            gain = 1e-6; // a list that was announced is no evidence of anything
        } else {
            add(term(series, actor, signal), 1);
        }
    }

    /** What open windows add may have changed, or another series is weighed: nothing reckoned before is used again. */
    void begin() {
        hourTerm.known = false;
        flatTerm.known = false;
        shareTerm.known = false;
    }

    private void add(Term term, double part) {
        mean = term.mean;
        gain += part * term.gain;
        value += part * term.adds;
    }

    // Several sums are made of these three.
    private Term term(Series series, @Nullable Actor actor, Signal signal) {
        Term term = switch (signal) {
            case CREDENTIAL_HOUR -> hourTerm;
            case CREDENTIAL_FLAT -> flatTerm;
            case CREDENTIAL_FRESH_SHARE -> shareTerm;
            default -> otherTerm;
        };
        if (!term.known) {
            if (signal.ratio) {
                reckonShare(series, actor, signal, term);
            } else {
                reckonCount(series, actor, signal, term);
            }
            term.known = term != otherTerm;
        }
        return term;
    }

    /** One day proves little: what it would add beyond a sum is left out. */
    void bound(double most) {
        bounded = value > most;
        if (bounded) {
            value = most;
            gain = 1e-9;
        }
    }

    // What all do now, a campaign or an announcement, may be more than any hour of this one's past.
    private void compareWithHighest(Actor actor) {
        if (!actor.peak.known() || !expectation.hasHighest()) {
            gain = 1e-9;
            return;
        }
        double most = actor.peak.hour() * Math.max(1, expectation.campaign());
        mean = Math.max(most, expectation.mean(actor, Span.HOUR));
        gain = 10 * opening(actor) / (mean + FEW);
        value = gain * actor.hour.fresh;
    }

    private void reckonCount(Series series, @Nullable Actor actor, Signal signal, Term into) {
        boolean queries = signal.measured == Measured.QUERIES;
        double m = signal.span == Span.DAY ? expectation.dayMean(series, actor) : expectation.mean(actor, signal.span);
        double level = expectation.level * (signal.span == Span.DAY ? 24 : 1);
        if (queries) {
            double share = share(series, Measured.QUERIES);
            m /= share;
            level /= share;
        }
        double m1 = signal.factor * m + signal.flat * level + signal.floor;
        double dispersion = dispersion(series, actor, signal, m);
        double each = Ratios.gain(m, m1, dispersion) * (queries ? 1 : opening(series));
        into.mean = m;
        into.gain = each;
        into.adds = each * series.tally(signal.span).of(signal.measured) - Ratios.cost(m, m1, dispersion);
    }

    double dispersion(Series series, @Nullable Actor actor, Signal signal, double m) {
        boolean one = actor != null;
        Dispersion spread = series.spread(signal, expectation.quiet());
        if (signal.measured == Measured.QUERIES) {
            return spread.inverseShape(m, one ? 0.5 : 0.3, 24);
        }
        return switch (signal.span) {
            case TICK -> spread.inverseShape(m, one ? 0.6 : 0.4, 48);
            case HOUR -> spread.inverseShape(m, one ? 0.35 : 0.2, 24) * (expectation.quiet() ? TOGETHER : 1);
            case DAY -> spread.inverseShape(m, one ? 0.15 : 0.08, 7);
        };
    }

    /**
     * How far new people count: when most of what is asked is known already (a re-verification of old customers), the few
     * new ones among them are no harvest. 1 as soon as their part is near 0.6 of the usual.
     */
    private double opening(Series series) {
        if (!gated) {
            return 1;
        }
        double fresh = series.seenLately + series.tick.fresh;
        double queries = series.queriesLately + series.tick.queries;
        double usual = Math.max(0.3, 0.6 * share(series, Measured.QUERIES) * (queries + 1));
        double part = (fresh + 1) / usual;
        return part > 0.95 ? 1 : Math.max(1e-3, part * part * part * part);
    }

    private void reckonShare(Series series, @Nullable Actor actor, Signal signal, Term into) {
        Tally tally = series.tally(signal.span);
        double n = tally.whole(signal.measured);
        double k = tally.of(signal.measured);
        double q = share(series, signal.measured);
        double q1 = q * (1 - signal.weight) + signal.abuse * signal.weight;
        double deflation = expectation.clumping(signal, actor != null).deflation(n);
        double hit = StrictMath.log(q1 / q) / deflation;
        double miss = StrictMath.log((1 - q1) / (1 - q)) / deflation;
        into.mean = q;
        into.gain = Math.max(1e-6, hit);
        into.adds = k * hit + (n - k) * miss;
    }

    /** The learned ratio of a measure, an actor's shrunk towards its organisation's. */
    double share(Series series, Measured measured) {
        return expectation.share(series, measured);
    }
}
