// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import org.nidwatch.window.CredentialPicture;
import org.nidwatch.window.Horizon;
import org.nidwatch.window.Measure;

/**
 * One credential suddenly does the work of all: it was shown far more new people within an hour than its own part of the
 * day before and its peers' present pace explain. Peers' pace cancels what moves everybody (pay-day, campaign). When the
 * peers fall silent, their usual hour stands in, so that a fail-over to one credential is not an alarm.
 */
final class CredentialConcentration implements Detector {
    /**
     * @param factor alarm at this multiple of what is explained, 2..100
     * @param minimum never alarm below this many new people within the hour, 10..1e9
     * @param peers fewest other credentials seen within 24 hours for a comparison, 1..1000
     */
    record Settings(double factor, long minimum, int peers) {
        static final Settings DEFAULTS = new Settings(10, 500, 2);

        Settings {
            Bounds.within("factor", factor, 2, 100);
            Bounds.within("minimum", minimum, 10, 1e9);
            Bounds.within("peers", peers, 1, 1_000);
        }
    }

    private final Settings settings;

    CredentialConcentration(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String id() {
        return "credential-concentration";
    }

    @Override
    public String unit() {
        return "new people";
    }

    @Override
    public Shape shape() {
        return Shape.HARVEST;
    }

    @Override
    public boolean opensAlerts() {
        return true;
    }

    @Override
    public void examine(OrganisationPicture picture, Assessment into) {
        CredentialPicture credential = picture.latestCredential();
        if (credential == null || picture.windows().credentials().size() <= settings.peers()) {
            return;
        }
        double hour = credential.count(Measure.NEW_EXPOSED, Horizon.HOUR);
        double day = credential.count(Measure.NEW_EXPOSED, Horizon.DAY);
        double allHour = picture.windows().count(Measure.NEW_EXPOSED, Horizon.HOUR);
        double allDay = picture.windows().count(Measure.NEW_EXPOSED, Horizon.DAY);
        double peersBefore = Math.max(0, allDay - day - (allHour - hour));
        double before = Math.max(0, day - hour);
        if (peersBefore < settings.minimum()) {
            return; // without a day of its peers there is nothing to compare with
        }
        double share = Math.min(0.9, (before + 1) / (before + peersBefore + 1));
        double peersNow = Math.max(allHour - hour, peersBefore / 23);
        double explained = share / (1 - share) * peersNow;
        double alarm = Math.max(settings.minimum(), settings.factor() * explained);
        into.note(Horizon.HOUR, hour, explained, alarm, hour / alarm, credential.id());
    }

    @Override
    public String sentence(OrganisationPicture picture, Assessment assessment) {
        return "Credential " + assessment.credentialId() + " was shown " + Words.number(assessment.observed())
                + " people new to this organisation " + Words.within(assessment.window())
                + "; its part of the day before and its peers' present pace explain "
                + Words.number(assessment.expected()) + ", and the alarm is at "
                + Words.number(assessment.threshold()) + ".";
    }
}
