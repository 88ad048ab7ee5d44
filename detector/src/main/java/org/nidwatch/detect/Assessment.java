// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import org.jspecify.annotations.Nullable;
import org.nidwatch.profile.Dimension;
import org.nidwatch.profile.Sight;
import org.nidwatch.window.Horizon;

/**
 * What one detector makes of a picture: a score (1 = at the threshold) with the numbers behind it. Filled again and
 * again, so that looking costs no memory; words are made only when the threshold is crossed.
 */
public final class Assessment {
    private double observed;
    private double expected;
    private double threshold;
    private double score;
    private Horizon window = Horizon.HOUR;
    private @Nullable String credentialId;
    private boolean ongoing;
    private boolean lasting;
    private final Sight sight = new Sight();
    private @Nullable String actor;
    private Dimension dimension = Dimension.CREDENTIAL;
    private double of;
    private double campaign = 1;

    /** Forgets the last assessment. */
    public void clear() {
        observed = 0;
        expected = 0;
        threshold = 0;
        score = 0;
        window = Horizon.HOUR;
        credentialId = null;
        ongoing = false;
        lasting = false;
        actor = null;
        dimension = Dimension.CREDENTIAL;
        of = 0;
        campaign = 1;
    }

    /**
     * Notes one look; only the look with the highest score is kept.
     *
     * @param credential the credential it is about; null when it is about the organisation
     */
    void note(Horizon horizon, double seen, double ordinary, double alarm, double weight, @Nullable String credential) {
        note(horizon, seen, ordinary, alarm, weight, credential, true);
    }

    /**
     * Notes one look over a window so long that it may still be full of what is over.
     *
     * @param now whether the newest hour alone still shows it
     */
    void note(
            Horizon horizon,
            double seen,
            double ordinary,
            double alarm,
            double weight,
            @Nullable String credential,
            boolean now) {
        if (weight > score || threshold == 0) {
            window = horizon;
            observed = seen;
            expected = ordinary;
            threshold = alarm;
            score = weight;
            credentialId = credential;
            ongoing = now;
        }
    }

    /** Scratch for one look at a learned signal. */
    Sight sight() {
        return sight;
    }

    /** Notes what a learned signal says. */
    void note(Horizon horizon, Sight seen) {
        if (seen.score() > score || threshold == 0) {
            actor = seen.actor();
            dimension = seen.dimension();
            of = seen.of();
            campaign = seen.campaign();
            lasting = seen.lasting();
            String credential = dimension == Dimension.CREDENTIAL ? actor : null;
            note(horizon, seen.observed(), seen.expected(), seen.alarmAt(), seen.score(), credential, seen.growing());
        }
    }

    /** The credential, operator or address a learned signal is about; null when it is about the organisation. */
    @Nullable
    String actor() {
        return actor;
    }

    /** What the actor is called. */
    String noun() {
        return dimension.noun();
    }

    /** Whether several days are needed to reach the threshold. */
    boolean lasting() {
        return lasting;
    }

    /** Of how many {@link #observed} is a part; 0 when it is none. */
    double of() {
        return of;
    }

    /** By how much the peers' pace raised what is expected; 1 = not. */
    double campaign() {
        return campaign;
    }

    /** What was seen, in the detector's unit. */
    public double observed() {
        return observed;
    }

    /** What would have been ordinary. */
    public double expected() {
        return expected;
    }

    /** Where the alarm is. */
    public double threshold() {
        return threshold;
    }

    /** 1 = at the threshold. */
    public double score() {
        return score;
    }

    /** The window looked at. */
    public Horizon window() {
        return window;
    }

    /** The credential it is about; null when it is about the organisation. */
    public @Nullable String credentialId() {
        return credentialId;
    }

    /** Whether the threshold is reached by something that still goes on. */
    public boolean fired() {
        return score >= 1 && ongoing;
    }
}
