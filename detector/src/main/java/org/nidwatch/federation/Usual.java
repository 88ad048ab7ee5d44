// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.federation;

import java.util.Arrays;
import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;

/**
 * What is usual for one organisation, learned slowly from its digests and from nothing else: how many new people in each hour
 * of the week, how many wrong guesses, how near to its own alarms; and by how much each of the last 24 hours was above that.
 * Learning is clipped, so that one hour moves it little, and stands still while the organisation is part of an open alert.
 */
final class Usual {
    private static final int HOURS_OF_WEEK = 168;
    private static final int DAY = 24;
    private static final int VERSION = 1;
    private static final float UNKNOWN = -1;
    /** Before anything is known: 5 wrong in a hundred, give or take 5, worth 20 queries. */
    private static final double PRIOR_MISSED = 0.05;

    private static final double PRIOR_SPREAD = 0.05 * 0.05;
    private static final double PRIOR_WEIGHT = 20;
    private static final double HOURLY_DECAY = 0.998;

    private final float[] levels = new float[HOURS_OF_WEEK];
    private final float[] missedAbove = new float[DAY];
    private final float[] missedVariance = new float[DAY];
    private final float[] nearer = new float[DAY];
    private long hoursLearned;
    private double asked;
    private double missed;
    private double exposed;
    private double dispersion = 1;
    private double nearness;
    private double silent;
    private double credit;
    private boolean dirty;

    Usual() {
        Arrays.fill(levels, UNKNOWN);
    }

    /** People expected to be asked about for the first time in the clock hour; negative while nothing is known of such an hour. */
    double expected(long hour) {
        int slot = slot(hour);
        if (levels[slot] >= 0) {
            return levels[slot];
        }
        double sum = 0;
        int days = 0;
        for (int day = 1; day < 7; day++) {
            float other = levels[(slot + day * DAY) % HOURS_OF_WEEK];
            if (other >= 0) {
                sum += other;
                days++;
            }
        }
        return days == 0 ? UNKNOWN : sum / days;
    }

    /** Of people asked about for the first time, the part whose data goes out. */
    double exposedShare() {
        return (exposed + 1) / (asked + 2);
    }

    /** Its share of wrong guesses. */
    double missedShare() {
        return (missed + PRIOR_WEIGHT * PRIOR_MISSED) / (asked + PRIOR_WEIGHT);
    }

    /** Variance of the number of wrong guesses among so many questions, what is not known of the share included. */
    double missedVariance(double questions, double share) {
        double known = asked + PRIOR_WEIGHT;
        double ofShare = share * (1 - share) / known + PRIOR_SPREAD * PRIOR_WEIGHT / known;
        return dispersion * (questions * share * (1 - share) + 0.5) + questions * questions * ofShare;
    }

    /** How near to its own alarms it usually is, as {@link SpreadHarvest} measures it. */
    double nearness() {
        return nearness;
    }

    /** Whether it makes up for an outage: it has asked less than usual, and now asks more. */
    boolean catchesUp(long hour, double questions) {
        return credit > 0 && questions > expected(hour);
    }

    /** Notes by how many wrong guesses the hour was above the usual, and the variance of that. */
    void noteMissed(long hour, double above, double variance) {
        missedAbove[day(hour)] = (float) above;
        missedVariance[day(hour)] = (float) variance;
        dirty = true;
    }

    /** Notes by how much the hour was nearer to its alarms than usual. */
    void noteNearer(long hour, double by) {
        nearer[day(hour)] = (float) by;
        dirty = true;
    }

    /** Wrong guesses above the usual in the last hours, this one included, at most 24. */
    double missedAbove(long hour, long hours) {
        return lastOf(missedAbove, hour, hours);
    }

    /** Variance of {@link #missedAbove(long, long)}. */
    double missedVariance(long hour, long hours) {
        return lastOf(missedVariance, hour, hours);
    }

    /** Mean over the day that ends with the hour. */
    double nearerInDay(long hour) {
        return lastOf(nearer, hour, DAY) / DAY;
    }

    private static double lastOf(float[] ring, long hour, long hours) {
        double sum = 0;
        for (int back = 0; back < Math.min(DAY, hours); back++) {
            sum += ring[day(hour - back)];
        }
        return sum;
    }

    /** Keeps the books of missed and made-up work; then, unless frozen, learns from the hour. */
    void learn(long hour, double newSubjects, double newMissed, double newExposed, double near, boolean frozen) {
        dirty = true;
        account(hour, newSubjects);
        if (frozen) {
            return;
        }
        learnLevel(hour, newSubjects);
        double share = missedShare();
        double variance = newSubjects * share * (1 - share);
        if (newSubjects > 0 && variance > 0.5) {
            double z2 = Math.pow(newMissed - newSubjects * share, 2) / variance;
            dispersion = Math.max(1, Math.min(9, dispersion + 0.02 * (Math.min(z2, 16) - dispersion)));
        }
        asked = HOURLY_DECAY * asked + newSubjects;
        missed = HOURLY_DECAY * missed
                + Math.min(newMissed, newSubjects * share + 2.5 * Math.sqrt(missedVariance(newSubjects, share)));
        exposed = HOURLY_DECAY * exposed + newExposed;
        nearness += Math.max(0.01, 1.0 / (hoursLearned + 1)) * (near - nearness);
        hoursLearned++;
    }

    private void account(long hour, double newSubjects) {
        double expected = expected(hour);
        if (expected < 3) {
            return;
        }
        if (newSubjects < 0.2 * expected) {
            silent += expected;
            if (silent > 5) {
                credit = Math.min(credit + expected, DAY * expected);
            }
        } else {
            silent = 0;
            credit = Math.max(0, 0.97 * credit - Math.max(0, newSubjects - expected));
        }
    }

    private void learnLevel(long hour, double newSubjects) {
        double expected = expected(hour);
        int slot = slot(hour);
        double rate = levels[slot] >= 0 ? 0.25 : 1;
        double from = Math.max(0, expected);
        double most = expected < 0 ? newSubjects : 2 * expected + 3 * Math.sqrt(expected) + 5;
        levels[slot] = (float) (from + rate * (Math.min(newSubjects, most) - from));
    }

    private static int slot(long hour) {
        return (int) Math.floorMod(hour, (long) HOURS_OF_WEEK);
    }

    private static int day(long hour) {
        return (int) Math.floorMod(hour, (long) DAY);
    }

    boolean takeDirty() {
        boolean was = dirty;
        dirty = false;
        return was;
    }

    byte[] toBytes(StateWriter writer) {
        writer.start(VERSION).count(hoursLearned).real(asked).real(missed).real(exposed);
        writer.real(dispersion).real(nearness).real(silent).real(credit);
        for (float[] ring : new float[][] {levels, missedAbove, missedVariance, nearer}) {
            for (float value : ring) {
                // Bits turned round: small numbers and common fractions end in zeros, and so take few bytes.
                writer.count(Integer.toUnsignedLong(Integer.reverse(Float.floatToRawIntBits(value))));
            }
        }
        return writer.toBytes();
    }

    void restore(StateReader reader) {
        hoursLearned = reader.count();
        asked = reader.real();
        missed = reader.real();
        exposed = reader.real();
        dispersion = reader.real();
        nearness = reader.real();
        silent = reader.real();
        credit = reader.real();
        for (float[] ring : new float[][] {levels, missedAbove, missedVariance, nearer}) {
            for (int i = 0; i < ring.length; i++) {
                ring[i] = Float.intBitsToFloat(Integer.reverse((int) reader.count()));
            }
        }
    }
}
