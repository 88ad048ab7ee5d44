// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

import org.nidwatch.evaluate.rival.Rounds.Stop;
import org.nidwatch.evaluate.world.Attack;

/** One method on one organisation: its honest scores, and again with an attack added. */
final class ScoredTenant {
    private final Rival rival;
    private final int hours;
    private final int warmHours;
    private final int[][] honest;
    private final float[][] scores;

    ScoredTenant(Rival rival, Stop stop) {
        this.rival = rival;
        hours = Hours.of(stop.world());
        warmHours = stop.world().warmDays() * Hours.A_DAY;
        honest = Hours.fold(rival.input().of(stop.honest().counts()), 0, rival.grain(), hours);
        scores = new float[honest.length][];
        for (int row = 0; row < honest.length; row++) {
            scores[row] = score(honest[row], hours);
        }
    }

    /** Worst score over its credentials in each judged hour. */
    float[] judged() {
        float[] worst = new float[hours - warmHours];
        for (float[] row : scores) {
            for (int hour = 0; hour < worst.length; hour++) {
                worst[hour] = Math.max(worst[hour], row[warmHours + hour]);
            }
        }
        return worst;
    }

    /** First hour of the attack at which the organisation is in alarm; -1 = none. */
    int firstAlarm(Attack attack, float threshold) {
        int from = attack.startTick() / Hours.TICKS;
        int until = Math.min(hours, (attack.endTick() + Hours.TICKS - 1) / Hours.TICKS);
        int[][] added =
                Hours.fold(rival.input().of(attack.added()), attack.added().firstTick(), rival.grain(), hours);
        int first = until;
        for (int row = 0; row < Math.max(added.length, scores.length); row++) {
            boolean touched = row < added.length && any(added[row]);
            float[] seen = touched ? score(sum(row, added[row]), first) : row < scores.length ? scores[row] : null;
            for (int hour = from; seen != null && hour < first; hour++) {
                if (seen[hour] >= threshold) {
                    first = hour;
                }
            }
        }
        return first < until ? first : -1;
    }

    private static boolean any(int[] counts) {
        for (int count : counts) {
            if (count != 0) {
                return true;
            }
        }
        return false;
    }

    private int[] sum(int row, int[] added) {
        int[] sum = added.clone();
        for (int hour = 0; row < honest.length && hour < hours; hour++) {
            sum[hour] += honest[row][hour];
        }
        return sum;
    }

    private float[] score(int[] counts, int until) {
        HourlyScorer scorer = rival.scorer().apply(warmHours);
        float[] scored = new float[until];
        for (int hour = 0; hour < until; hour++) {
            scored[hour] = (float) scorer.next(hour % HourlyScorer.HOURS_A_WEEK, counts[hour]);
        }
        return scored;
    }
}
