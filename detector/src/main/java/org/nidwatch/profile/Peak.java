// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.profile;

import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;

/**
 * Most fresh records that an actor fetched in one hour of past weeks, the peers' pace taken out. Learned by the day, slowly; what
 * came in an episode counts by a person's word alone.
 */
final class Peak {
    /** State before this version did not keep it: then it learns for so many days before it says anything. */
    private static final int SINCE_VERSION = 5;

    private static final int DAYS_TO_LEARN = 14;

    private static final double KEPT_A_DAY = 0.99;
    private static final double MOST_RISE = 1.1;
    private static final double MOST_STEP = 3;
    /** A person's word raises it so many times at most. */
    private static final double MOST_ACCEPTED = 12;

    /** Of past days; below 0: minus the days until it is known. */
    private float hour;

    private float today;
    private float inEpisode;

    /** Whether {@link #hour} says something. */
    boolean known() {
        return hour >= 0;
    }

    /** Fresh records in the highest hour, 0 or more; a hundredth is forgotten a day. */
    double hour() {
        return hour;
    }

    /**
     * An hour is over.
     *
     * @param frozen whether an episode is open
     */
    void hourStood(double fresh, boolean frozen) {
        if (frozen) {
            inEpisode = Math.max(inEpisode, (float) fresh);
        } else {
            today = Math.max(today, (float) fresh);
        }
    }

    /**
     * A day is over.
     *
     * @param young whether it may still rise at once; later by a tenth and 3 a day
     */
    void dayStood(boolean young) {
        if (!known()) {
            hour++;
            if (!known()) {
                return; // today goes on: it is the highest hour of the days of learning
            }
            hour = today;
        } else {
            double most = young ? today : Math.min(today, MOST_RISE * hour + MOST_STEP);
            hour = (float) Math.max(KEPT_A_DAY * hour, most);
        }
        today = 0;
    }

    /**
     * A person found the episode honest.
     *
     * @param open fresh records of the hour that is not over
     */
    void accepted(double open) {
        if (known()) {
            double seen = Math.max(inEpisode, open);
            hour = (float) Math.max(hour, Math.min(seen, MOST_ACCEPTED * (hour + Scale.FEW)));
        }
    }

    /** The episode is over. */
    void spent() {
        inEpisode = 0;
    }

    void writeTo(StateWriter writer) {
        writer.small(hour).small(today).small(inEpisode);
    }

    void readFrom(StateReader reader) {
        if (reader.version() < SINCE_VERSION) {
            hour = -DAYS_TO_LEARN;
            return;
        }
        hour = reader.small();
        today = reader.small();
        inEpisode = reader.small();
    }
}
