// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.profile;

import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;

/**
 * How high signals stood, in thresholds, when a person said that it was honest work. An organisation that works in bursts has
 * no ordinary five minutes to be held to; after such a word it takes half as much again as the burst to alarm. Nothing but a
 * person's word raises it, it is bounded, and it fades.
 */
final class Heights {
    /** Most thresholds that are believed. */
    private static final double MOST = 12;

    /** How much more than the accepted height alarms. */
    private static final double MORE = 1.5;

    /** What is kept a day: half of it is gone after three weeks. */
    private static final double KEPT_A_DAY = 0.97;

    /** Below that it makes no difference. */
    private static final double LEAST = 0.1;

    private final float[] accepted = new float[Signal.count()];
    /** In the open episode, or the last one. */
    private final float[] lately = new float[Signal.count()];

    /** An episode begins. */
    void begin() {
        java.util.Arrays.fill(lately, 0);
    }

    /** In an open episode a window closed, or a ratio was looked at, so many thresholds high. */
    void stood(Signal signal, double thresholds) {
        int i = signal.ordinal();
        if (thresholds > LEAST) {
            lately[i] = Math.max(lately[i], (float) Math.min(MOST, thresholds));
        }
    }

    /** A person found the episode honest. */
    void accept() {
        for (int i = 0; i < accepted.length; i++) {
            accepted[i] = Math.max(accepted[i], lately[i]);
        }
    }

    void dayCloses() {
        for (int i = 0; i < accepted.length; i++) {
            accepted[i] = accepted[i] < LEAST ? 0 : (float) (KEPT_A_DAY * accepted[i]);
        }
    }

    /** At least so many thresholds are needed, 0 to 18. */
    double least(Signal signal) {
        return MORE * accepted[signal.ordinal()];
    }

    void writeTo(StateWriter writer) {
        write(writer, accepted);
        write(writer, lately);
    }

    // Of most organisations there is nothing to write.
    private static void write(StateWriter writer, float[] heights) {
        int some = 0;
        for (float height : heights) {
            some += height > 0 ? 1 : 0;
        }
        writer.count(some);
        for (int i = 0; i < heights.length; i++) {
            if (heights[i] > 0) {
                writer.count(i).small(heights[i]);
            }
        }
    }

    void readFrom(StateReader reader) {
        read(reader, accepted);
        read(reader, lately);
    }

    private static void read(StateReader reader, float[] heights) {
        for (int i = reader.size(); i > 0; i--) {
            int signal = reader.size();
            heights[signal] = reader.small();
        }
    }
}
