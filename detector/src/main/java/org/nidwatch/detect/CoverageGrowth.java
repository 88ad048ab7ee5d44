// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import org.jspecify.annotations.Nullable;
import org.nidwatch.window.DistinctCount;
import org.nidwatch.window.Horizon;

/** An organisation got answers about more citizens than it declared to have business with: slow growth that no window sees. */
final class CoverageGrowth implements Detector {
    /**
     * @param factor alarm at this multiple of the declared customers, 1..100; the count's standard error is 3.25 %, so 1.1
     *     is three of them
     */
    record Settings(double factor) {
        static final Settings DEFAULTS = new Settings(1.1);

        Settings {
            Bounds.within("factor", factor, 1, 100);
        }
    }

    /** It is told again when it has grown by half. */
    private static final double AGAIN = 1.5;

    private final Settings settings;

    CoverageGrowth(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String id() {
        return "coverage-growth";
    }

    @Override
    public String unit() {
        return "citizens";
    }

    @Override
    public Shape shape() {
        return Shape.UNKNOWN;
    }

    @Override
    public boolean opensAlerts() {
        return true;
    }

    @Override
    public @Nullable String about(OrganisationPicture picture, Assessment assessment) {
        int times = (int) Math.floor(Math.log(assessment.score()) / Math.log(AGAIN));
        return "customers " + picture.customers() + " " + times;
    }

    @Override
    public void examine(OrganisationPicture picture, Assessment into) {
        long customers = picture.customers();
        if (customers == 0) {
            return;
        }
        double seen = picture.windows().citizensAnswered();
        double alarm = settings.factor() * customers;
        into.note(Horizon.DAY, seen, customers, alarm, seen / alarm, null);
    }

    @Override
    public String sentence(OrganisationPicture picture, Assessment assessment) {
        double perDay = picture.windows().citizensAnsweredPerDay();
        return picture.windows().organisationId() + " got answers about " + Words.number(assessment.observed())
                + " different citizens so far (standard error " + Words.percent(DistinctCount.RELATIVE_ERROR)
                + "); it declared " + Words.number(assessment.expected()) + " customers, and the alarm is at "
                + Words.number(assessment.threshold())
                + (Double.isNaN(perDay)
                        ? "."
                        : "; in the last 28 days " + Words.number(Math.round(perDay)) + " new ones came a day.");
    }
}
