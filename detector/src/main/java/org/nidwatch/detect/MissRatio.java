// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import org.jspecify.annotations.Nullable;
import org.nidwatch.window.CredentialPicture;
import org.nidwatch.window.Horizon;
import org.nidwatch.window.Measure;

/**
 * Guessing: most numbers asked about for the first time do not exist, or the details are wrong. A blind guess at a
 * 10-digit number is right about once in a hundred; honest work is wrong a few times in a hundred. Only numbers new to
 * the organisation count, so that one person's typing errors do not.
 *
 * <p>The statistic is Wald's log-likelihood ratio (1945) of k misses in n numbers, honest against guessing, over an hour
 * and a day: k ln(q1/q0) + (n - k) ln((1-q1)/(1-q0)).
 */
final class MissRatio implements Detector {
    /**
     * @param honest miss ratio of honest work at its worst, 0.001..0.5
     * @param guessing miss ratio of the abuse to be seen, above honest, up to 0.999
     * @param threshold log-likelihood ratio at which a credential alarms, 3..100; a false alarm then needs chance e^-threshold
     * @param organisationThreshold the same for the organisation as a whole, for guesses spread over credentials, 3..100
     */
    record Settings(double honest, double guessing, double threshold, double organisationThreshold) {
        static final Settings DEFAULTS = new Settings(0.12, 0.6, 12, 18);

        Settings {
            Bounds.within("honest", honest, 0.001, 0.5);
            Bounds.within("guessing", guessing, Math.nextUp(honest), 0.999);
            Bounds.within("threshold", threshold, 3, 100);
            Bounds.within("organisation-threshold", organisationThreshold, 3, 100);
        }
    }

    private final Settings settings;
    private final double perMiss;
    private final double perHit;

    MissRatio(Settings settings) {
        this.settings = settings;
        perMiss = Math.log(settings.guessing() / settings.honest());
        perHit = Math.log((1 - settings.guessing()) / (1 - settings.honest()));
    }

    @Override
    public String id() {
        return "miss-ratio";
    }

    @Override
    public String unit() {
        return "wrong guesses";
    }

    @Override
    public Shape shape() {
        return Shape.ENUMERATION;
    }

    @Override
    public boolean opensAlerts() {
        return true;
    }

    @Override
    public void examine(OrganisationPicture picture, Assessment into) {
        CredentialPicture credential = picture.latestCredential();
        if (credential != null) {
            double missedHour = credential.count(Measure.NEW_MISSED, Horizon.HOUR);
            double askedHour = credential.count(Measure.NEW_SUBJECTS, Horizon.HOUR);
            double missedDay = credential.count(Measure.NEW_MISSED, Horizon.DAY);
            double askedDay = credential.count(Measure.NEW_SUBJECTS, Horizon.DAY);
            look(into, missedHour, askedHour, missedDay, askedDay, settings.threshold(), credential.id());
        }
        double missedHour = picture.windows().count(Measure.NEW_MISSED, Horizon.HOUR);
        double askedHour = picture.windows().count(Measure.NEW_SUBJECTS, Horizon.HOUR);
        double missedDay = picture.windows().count(Measure.NEW_MISSED, Horizon.DAY);
        double askedDay = picture.windows().count(Measure.NEW_SUBJECTS, Horizon.DAY);
        look(into, missedHour, askedHour, missedDay, askedDay, settings.organisationThreshold(), null);
    }

    private void look(
            Assessment into,
            double missedHour,
            double askedHour,
            double missedDay,
            double askedDay,
            double h,
            @Nullable String credential) {
        double hour = ratio(missedHour, askedHour) / h;
        double day = ratio(missedDay, askedDay) / h;
        double base = settings.honest();
        into.note(Horizon.HOUR, missedHour, base * askedHour, alarm(askedHour, h), Math.max(0, hour), credential);
        // The day may be full of guesses that are over; an hour of honest work brings its ratio below zero.
        boolean now = hour > 0.1;
        into.note(Horizon.DAY, missedDay, base * askedDay, alarm(askedDay, h), Math.max(0, day), credential, now);
    }

    private double ratio(double missed, double asked) {
        return missed * perMiss + (asked - missed) * perHit;
    }

    // The ratio's threshold solved for the number of misses: what an analyst can count.
    private double alarm(double asked, double h) {
        return (h - asked * perHit) / (perMiss - perHit);
    }

    @Override
    public String sentence(OrganisationPicture picture, Assessment assessment) {
        double asked = assessment.expected() / settings.honest();
        String who = assessment.credentialId() == null
                ? picture.windows().organisationId()
                : "Credential " + assessment.credentialId();
        return who + " asked about " + Words.number(Math.rint(asked)) + " numbers for the first time "
                + Words.within(assessment.window())
                + ", and " + Words.number(assessment.observed()) + " of them ("
                + Words.percent(assessment.observed() / asked)
                + ") do not exist or were given with wrong details; honest work is wrong about "
                + Words.number(assessment.expected()) + " times at its worst, and the alarm is at "
                + Words.number(Math.ceil(assessment.threshold())) + ".";
    }
}
