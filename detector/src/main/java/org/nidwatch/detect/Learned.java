// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.nidwatch.profile.ProfileView;
import org.nidwatch.profile.Sight;
import org.nidwatch.profile.Signal;
import org.nidwatch.profile.Thresholds;
import org.nidwatch.window.Horizon;

/**
 * A detector that compares with what was learned: it reads the sums of its signals. Their formulas stand with
 * {@link Signal}, their thresholds are this detector's settings, fitted to an alert budget.
 */
abstract sealed class Learned implements Detector
        permits OrganisationVolume,
                CredentialVolume,
                HighestHour,
                SteadyTrickle,
                TotalVolume,
                MissShift,
                BlockShift,
                FreshShare {
    private final Signal[] signals;

    Learned(Signal... signals) {
        this.signals = signals;
    }

    /** Names the thresholds of the signals. */
    abstract void thresholds(Thresholds into);

    /** The thresholds of its signals by the names of their settings: each record's components are pairs in signal order. */
    final void settingsOf(Thresholds thresholds, Map<String, Double> into) {
        RecordComponent[] names = Arrays.stream(getClass().getDeclaredClasses())
                .filter(Class::isRecord)
                .findFirst()
                .orElseThrow()
                .getRecordComponents();
        for (int i = 0; i < signals.length; i++) {
            into.put(key(names[2 * i]), thresholds.of(signals[i], false));
            into.put(key(names[2 * i + 1]), thresholds.of(signals[i], true));
        }
    }

    private String key(RecordComponent component) {
        return "detectors." + id() + "."
                + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    @Override
    public final boolean opensAlerts() {
        return true;
    }

    @Override
    public final void examine(OrganisationPicture picture, Assessment into) {
        ProfileView profile = picture.profile();
        if (profile == null) {
            return;
        }
        Sight sight = into.sight();
        for (Signal signal : signals) {
            profile.look(signal, sight);
            into.note(horizon(signal), sight);
        }
    }

    private static Horizon horizon(Signal signal) {
        return switch (signal.span()) {
            case TICK -> Horizon.FIVE_MINUTES;
            case HOUR -> Horizon.HOUR;
            case DAY -> Horizon.DAY;
        };
    }

    /** Who did it, to begin a sentence with. */
    static String who(OrganisationPicture picture, Assessment assessment) {
        String actor = assessment.actor();
        return actor == null
                ? picture.windows().organisationId()
                : assessment.noun().substring(0, 1).toUpperCase(Locale.ROOT)
                        + assessment.noun().substring(1) + " " + actor;
    }

    /** The window by the clock: what is learned is compared over clock hours and calendar days. */
    static String during(Assessment assessment) {
        return switch (assessment.window()) {
            case FIVE_MINUTES -> "in the last 5 minutes";
            case DAY -> "today";
            default -> "in this clock hour";
        };
    }

    /** How many are expected, and why so many. */
    static String because(Assessment assessment) {
        boolean alone = assessment.actor() == null;
        double pace = assessment.campaign();
        return (alone ? "its own history" : "its own history and its peers' present pace")
                + (pace > 1.1 || pace < 0.9
                        ? " (all are at " + Words.number(pace < 0.1 ? 0.1 : rounded(pace)) + " times the ordinary)"
                        : "")
                + (alone ? " explains " : " explain ")
                + Words.number(assessment.expected());
    }

    /** Where the alarm was, and what earlier windows had to do with it. */
    static String alarm(Assessment assessment) {
        if (assessment.lasting()) {
            return "; the excesses of several days have added up to " + Words.number(rounded(assessment.score()))
                    + " times the alarm, of which one day counts for a part.";
        }
        boolean earlier = assessment.observed() < 1.5 * assessment.expected() + 2;
        return earlier
                ? "; small excesses of many windows have added up to " + Words.number(rounded(assessment.score()))
                        + " times the alarm."
                : "; given the windows before, the alarm was at "
                        + Words.number(Math.max(1, Math.min(assessment.threshold(), assessment.observed()))) + ".";
    }

    private static double rounded(double score) {
        return Math.round(10 * score) / 10.0;
    }

    static void check(double... thresholds) {
        for (double threshold : thresholds) {
            Bounds.within("threshold", threshold, 3, 100_000);
        }
    }
}
