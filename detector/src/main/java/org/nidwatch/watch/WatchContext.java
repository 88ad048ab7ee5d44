// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.AlertSettings;
import org.nidwatch.alert.Mode;
import org.nidwatch.detect.Assessment;
import org.nidwatch.detect.Detector;
import org.nidwatch.detect.Detectors;
import org.nidwatch.federation.SourceClock;
import org.nidwatch.policy.Policy;
import org.nidwatch.profile.OrganisationProfile;
import org.nidwatch.profile.ProfileSettings;
import org.nidwatch.profile.Recorder;
import org.nidwatch.profile.Thresholds;

/** What all organisations of one watch share. */
final class WatchContext {
    private final List<Detector> detectors;
    private final Assessment[] assessments;
    private final AlertSettings alerts;
    private final ProfileSettings profile;
    private final Thresholds thresholds;
    private @Nullable Function<String, Recorder> recorders;
    private final String settingsVersion;
    private final Policy policy;
    private final Mode mode;
    private final String queriesTopic;
    private final WatchOutput output;
    private final SourceClock source = new SourceClock();
    private long reached = SourceClock.NONE;
    private long clock = Long.MIN_VALUE;

    WatchContext(WatchSettings settings, Policy policy, Mode mode, String queriesTopic, WatchOutput output) {
        this.detectors = Detectors.of(settings.detectors());
        this.assessments = new Assessment[detectors.size()];
        for (int i = 0; i < assessments.length; i++) {
            assessments[i] = new Assessment();
        }
        this.alerts = settings.alerts();
        this.profile = settings.calendar();
        this.thresholds = Detectors.thresholds(settings.detectors());
        this.settingsVersion = settings.version();
        this.policy = policy;
        this.mode = mode;
        this.queriesTopic = queriesTopic;
        this.output = output;
    }

    List<Detector> detectors() {
        return detectors;
    }

    /** One per detector, shared: an examination is over before the next begins. */
    Assessment[] assessments() {
        return assessments;
    }

    /** Lets somebody hear every organisation's closed windows. */
    void recordTo(Function<String, Recorder> listeners) {
        recorders = listeners;
    }

    OrganisationProfile newProfile(String organisationId) {
        OrganisationProfile made = new OrganisationProfile(profile, thresholds);
        Function<String, Recorder> listeners = recorders;
        if (listeners != null) {
            made.recordTo(listeners.apply(organisationId));
        }
        return made;
    }

    AlertSettings alerts() {
        return alerts;
    }

    /** The partners' zone: what a day is. */
    ZoneId zone() {
        return profile.zone();
    }

    String settingsVersion() {
        return settingsVersion;
    }

    Policy policy() {
        return policy;
    }

    Mode mode() {
        return mode;
    }

    String queriesTopic() {
        return queriesTopic;
    }

    WatchOutput output() {
        return output;
    }

    /** The tick to which the queries had come with the one at work, by their order. */
    long reached() {
        return reached;
    }

    void reached(long tick) {
        reached = tick;
    }

    /** How far the queries of all its organisations have come. */
    SourceClock source() {
        return source;
    }

    void clock(long nowMillis) {
        clock = Math.max(clock, nowMillis);
    }

    /** The clock when a query was heard: in a replay, where it is the newest event time, at least the organisation's own. */
    long clockAt(long organisationClock) {
        return mode == Mode.REPLAY ? Math.max(clock, organisationClock) : clock;
    }

    /** The clock as of the last {@link Watch#advance}; Long.MIN_VALUE before the first. */
    long clock() {
        return clock;
    }
}
