// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.world;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nidwatch.simulate.Rng;

/** When and through which credentials an attack means to ask about the people or numbers of its choice. */
final class Schedule {
    private static final int DAY = World.TICKS_A_DAY;
    private static final int HOUR = Rhythm.TICKS_AN_HOUR;
    private static final int NIGHT_ENDS = 5 * HOUR;
    private static final int OPENS = 9 * HOUR;
    private static final int CLOSES = 17 * HOUR;
    private static final int WORKING_DAYS = 5;
    private static final int RAMP = 28 * DAY;
    /** A bot that answers fewer a day has no customers. */
    private static final double LEAST_A_DAY = 3;
    /** Below one number an hour nobody finds anything by walking or guessing. */
    private static final double LEAST_NUMBERS_A_DAY = 24;
    /** A day this much above the usual hides something. */
    static final double RUSH = 1.1;

    private final World.AttackPlan plan;
    private final Blueprint blueprint;
    private final Rng rng;
    private final int length;
    private final int rows;
    private final double meanPerTick;

    Schedule(World.AttackPlan plan, Blueprint blueprint, Rng rng) {
        this.plan = plan;
        this.blueprint = blueprint;
        this.rng = rng;
        length = plan.endTick() - plan.startTick();
        rows = blueprint.shares.length + 1;
        meanPerTick = blueprint.tenant.meanPerDay() / DAY;
    }

    /** How long a kind goes on, in ticks. */
    static int ticks(AttackKind kind) {
        return switch (kind) {
            case BURST -> 2 * HOUR;
            case LIST -> 7 * DAY;
            case OFF_HOURS -> 13 * DAY + NIGHT_ENDS;
            case RAMP -> RAMP;
            case SUSTAINED, BOT, WALK, GUESS, NEW_CREDENTIAL, DISTRIBUTED, PADDED, ROTATED, STRADDLING, HIDDEN ->
                14 * DAY;
        };
    }

    /** Expected queries, {@code [row][tick since the start]}; rows that take no part are empty. */
    double[][] rates() {
        return switch (plan.kind()) {
            case BURST -> burst();
            case SUSTAINED -> among(3, rhythmical(at(0.3, 1, 3)));
            case BOT, PADDED -> through(anyone(), flat(bot(at(0.03, 0.08, 0.2))));
            case DISTRIBUTED -> through(anyone(), flat(bot(at(0.02, 0.05, 0.1))));
            case WALK, GUESS -> through(anyone(), flat(numbers(at(0.02, 0.1, 0.5))));
            case OFF_HOURS -> through(anyone(), nights(bot(at(0.05, 0.2, 1))));
            case NEW_CREDENTIAL -> through(sleeperOrNew(), flat(bot(at(0.05, 0.2, 1))));
            case RAMP -> among(2 + rng.below(rows), ramp(at(0.2, 0.5, 1.5)));
            case LIST -> through(anyone(), officeHours(bot(at(0.05, 0.2, 1))));
            case ROTATED -> rotating(bot(at(0.03, 0.08, 0.2)));
            case STRADDLING -> through(anyone(), edges(bot(at(0.1, 0.3, 1))));
            case HIDDEN -> through(anyone(), rushes(at(0.1, 0.3, 1)));
        };
    }

    private double at(double low, double mid, double high) {
        return switch (plan.level()) {
            case LOW -> low;
            case MID -> mid;
            case HIGH -> high;
        };
    }

    /** Mean queries a tick for such a part of the organisation's volume. */
    private double bot(double part) {
        return Math.max(part * meanPerTick, LEAST_A_DAY / DAY);
    }

    private double numbers(double part) {
        return Math.max(part * meanPerTick, LEAST_NUMBERS_A_DAY / DAY);
    }

    private double[][] burst() {
        int credential = anyone();
        float[] week = blueprint.rhythms[credential].levels();
        double pace = blueprint.shares[credential] * meanPerTick * Math.max(1, week[plan.startTick() % week.length]);
        return through(credential, flat(Math.max(at(3, 10, 50) * pace, at(100, 1_000, 10_000) / HOUR)));
    }

    private double[] flat(double perTick) {
        double[] rates = new double[length];
        Arrays.fill(rates, perTick);
        return rates;
    }

    /** Busy when the organisation is. */
    private double[] rhythmical(double part) {
        float[] week = blueprint.rhythm();
        double perTick = bot(part);
        double[] rates = new double[length];
        for (int tick = 0; tick < length; tick++) {
            rates[tick] = perTick * week[(plan.startTick() + tick) % week.length];
        }
        return rates;
    }

    private double[] rushes(double part) {
        double[] rates = rhythmical(part);
        for (int tick = 0; tick < length; tick++) {
            if (blueprint.rush((plan.startTick() + tick) / DAY) < RUSH) {
                rates[tick] = 0;
            }
        }
        return rates;
    }

    private double[] ramp(double top) {
        double[] rates = rhythmical(top);
        for (int tick = 0; tick < length; tick++) {
            rates[tick] *= (tick + 0.5) / RAMP;
        }
        return rates;
    }

    private double[] nights(double perTick) {
        double[] rates = new double[length];
        for (int tick = 0; tick < length; tick++) {
            boolean night = (plan.startTick() + tick) % DAY < NIGHT_ENDS;
            rates[tick] = night ? perTick * DAY / NIGHT_ENDS : 0;
        }
        return rates;
    }

    /** The volume of seven days within the office hours of five. */
    private double[] officeHours(double perTick) {
        double dense = perTick * 7 * DAY / (WORKING_DAYS * (CLOSES - OPENS));
        double[] rates = new double[length];
        for (int tick = 0; tick < length; tick++) {
            int now = plan.startTick() + tick;
            boolean open = now / DAY % 7 < WORKING_DAYS && now % DAY >= OPENS && now % DAY < CLOSES;
            rates[tick] = open ? dense : 0;
        }
        return rates;
    }

    /** Everything in the last tick of an hour and the first of the next. */
    private double[] edges(double perTick) {
        double[] rates = new double[length];
        for (int tick = 0; tick < length; tick++) {
            int ofHour = (plan.startTick() + tick) % HOUR;
            rates[tick] = ofHour == 0 || ofHour == HOUR - 1 ? perTick * HOUR / 2 : 0;
        }
        return rates;
    }

    private double[][] through(int row, double[] all) {
        double[][] rates = new double[rows][0];
        rates[row] = all;
        return rates;
    }

    private double[][] among(int most, double[] all) {
        List<Integer> active = active();
        double[][] rates = new double[rows][0];
        int number = Math.min(most, active.size());
        double[] parts = new double[number];
        double sum = 0;
        for (int i = 0; i < number; i++) {
            parts[i] = rng.between(0.5, 1.5);
            sum += parts[i];
        }
        for (int i = 0; i < number; i++) {
            double[] own = new double[length];
            for (int tick = 0; tick < length; tick++) {
                own[tick] = all[tick] * parts[i] / sum;
            }
            rates[active.remove(rng.below(active.size()))] = own;
        }
        return rates;
    }

    private double[][] rotating(double perTick) {
        List<Integer> active = active();
        double[][] rates = new double[rows][0];
        for (int row : active) {
            rates[row] = new double[length];
        }
        int turn = rng.below(active.size());
        for (int tick = 0; tick < length; tick++) {
            if ((plan.startTick() + tick) % HOUR == 0 && active.size() > 1) {
                turn = (turn + 1 + rng.below(active.size() - 1)) % active.size();
            }
            rates[active.get(turn)][tick] = perTick;
        }
        return rates;
    }

    private int anyone() {
        List<Integer> active = active();
        return active.get(rng.below(active.size()));
    }

    /** A credential that nobody uses any more, or one made for the purpose. */
    private int sleeperOrNew() {
        for (int i = 0; i < rows - 1; i++) {
            boolean sleeps = blueprint.tenant.credentials().get(i).dormantFromTick() <= plan.startTick();
            if (sleeps && rng.chance(0.5)) {
                return i;
            }
        }
        return rows - 1;
    }

    private List<Integer> active() {
        List<Integer> active = new ArrayList<>();
        for (int i = 0; i < rows - 1; i++) {
            if (blueprint.uses(i, plan.startTick())) {
                active.add(i);
            }
        }
        return active;
    }
}
