// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import org.nidwatch.window.Horizon;
import org.nidwatch.window.Measure;

/** More queries than the organisation declared it needs: in a day, or most of a day's quota within one hour. */
final class DeclaredQuota implements Detector {
    /**
     * @param dayFactor alarm at this multiple of the declared quota within 24 hours, 1..100
     * @param hourShare alarm when this part of the declared quota is used within one hour, 0.05..10
     * @param undeclaredPerDay taken as the quota where none is declared, 1..1e9
     * @param minimum never alarm below this many queries in the window, 1..1e9
     */
    record Settings(double dayFactor, double hourShare, long undeclaredPerDay, long minimum) {
        static final Settings DEFAULTS = new Settings(2, 1, 500_000, 200);

        Settings {
            Bounds.within("day-factor", dayFactor, 1, 100);
            Bounds.within("hour-share", hourShare, 0.05, 10);
            Bounds.within("undeclared-per-day", undeclaredPerDay, 1, 1e9);
            Bounds.within("minimum", minimum, 1, 1e9);
        }
    }

    /** A day's excess is over once the pace of the hour would fill less than this part of the alarm in a day. */
    private static final double DAY_LEFT = 0.5;

    private final Settings settings;

    DeclaredQuota(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String id() {
        return "declared-quota";
    }

    @Override
    public String unit() {
        return "queries";
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
        double quota = picture.quotaOr(settings.undeclaredPerDay());
        look(picture, into, Horizon.DAY, quota, settings.dayFactor() * quota);
        look(picture, into, Horizon.HOUR, quota / 24, settings.hourShare() * quota);
    }

    private void look(OrganisationPicture picture, Assessment into, Horizon window, double expected, double alarm) {
        double seen = picture.windows().count(Measure.QUERIES, window);
        double threshold = Math.max(settings.minimum(), alarm);
        boolean now = 24.0 * picture.windows().count(Measure.QUERIES, Horizon.HOUR) > threshold * DAY_LEFT;
        into.note(window, seen, expected, threshold, seen / threshold, null, window == Horizon.HOUR || now);
    }

    @Override
    public String sentence(OrganisationPicture picture, Assessment assessment) {
        double quota = picture.quotaOr(settings.undeclaredPerDay());
        return picture.windows().organisationId() + " made " + Words.number(assessment.observed()) + " queries "
                + Words.within(assessment.window()) + "; "
                + (picture.hasQuota() ? "it declared " : "it declared no quota, for which ")
                + Words.number(quota)
                + (picture.hasQuota() ? " a day" : " a day is assumed")
                + ", and the alarm for this window is at " + Words.number(assessment.threshold()) + ".";
    }
}
