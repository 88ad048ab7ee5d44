// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

/** The course of an attack's rate, scaled so that its mean over the whole duration is the declared one. */
final class AttackCourse {
    private final Attack attack;
    private final Partner partner;
    private final double scale;

    /** @param perHour mean queries an hour through this partner */
    AttackCourse(Attack attack, Partner partner, double perHour) {
        this.attack = attack;
        this.partner = partner;
        double weight = 0;
        for (long tick = DhakaTime.tick(attack.start()); DhakaTime.tickStart(tick) < attack.end(); tick++) {
            weight += weight(tick) * overlap(attack, tick);
        }
        scale = perHour / DhakaTime.HOUR * (attack.end() - attack.start()) / weight;
    }

    double perMilli(long tick) {
        return scale * weight(tick);
    }

    /** Whether its course meets its time at all. */
    static boolean possible(Attack attack) {
        if (attack.kind().course != AttackKind.Course.NIGHT) {
            return true;
        }
        for (long tick = DhakaTime.tick(attack.start()); DhakaTime.tickStart(tick) < attack.end(); tick++) {
            if (night(tick)) {
                return true;
            }
        }
        return false;
    }

    private double weight(long tick) {
        return switch (attack.kind().course) {
            case FLAT -> 1;
            case HONEST -> Math.max(0.02, partner.shape.at(tick));
            case ROUND_THE_CLOCK -> human(DhakaTime.tickOfDay(tick) / (double) DhakaTime.TICKS_AN_HOUR);
            case NIGHT -> night(tick) ? 1 : 0;
            case RAMP ->
                Math.max(0, DhakaTime.tickStart(tick) + DhakaTime.TICK / 2.0 - attack.start())
                        / (attack.end() - attack.start());
        };
    }

    /** People who ask a bot sleep little: evenings are busiest, at four in the morning a third is left. */
    private static double human(double hour) {
        double fromPeak = Math.abs(hour - 20);
        double distance = Math.min(fromPeak, 24 - fromPeak) / 12;
        return 1 - 0.75 * distance * distance;
    }

    private static boolean night(long tick) {
        return DhakaTime.tickOfDay(tick) < 6 * DhakaTime.TICKS_AN_HOUR;
    }

    private static double overlap(Attack attack, long tick) {
        double from = Math.max(attack.start(), DhakaTime.tickStart(tick));
        double to = Math.min(attack.end(), DhakaTime.tickStart(tick + 1));
        return to - from;
    }
}
