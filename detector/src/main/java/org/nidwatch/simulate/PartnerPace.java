// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

/** How fast a partner's honest queries come, all credentials together. */
final class PartnerPace {
    private static final int DAY = 41;
    private static final int HOUR = 42;
    private static final int TICK = 43;
    private static final long GROWTH_ORIGIN = 20_454; // 2026-01-01

    private final Partner partner;
    private final Happenings happenings;
    private final Memo days;
    private final Memo hours;
    private final Memo ticks;

    PartnerPace(Partner partner, Happenings happenings) {
        this.partner = partner;
        this.happenings = happenings;
        days = new Memo(8, this::ofDay);
        hours = new Memo(32, this::ofHour);
        ticks = new Memo(64, this::ofTick);
    }

    /** Queries a millisecond within a local tick. */
    double perMilli(long tick) {
        return ticks.at(tick);
    }

    private double ofTick(long tick) {
        return partner.meanPerDay
                / DhakaTime.DAY
                * partner.shape.at(tick)
                * days.at(DhakaTime.dayOfTick(tick))
                * hours.at(Math.floorDiv(tick, DhakaTime.TICKS_AN_HOUR))
                * happenings.tick(partner.seed, tick)
                * noise(TICK, tick, partner.tickVariation);
    }

    private double ofDay(long day) {
        double growth = happenings.has(WorldEvent.GROWTH) ? partner.growthPerDay * (day - GROWTH_ORIGIN) : 0;
        return Math.max(0.6, Math.min(1.6, 1 + growth))
                * happenings.day(partner.sector, partner.seed, day)
                * noise(DAY, day, partner.dayVariation);
    }

    private double ofHour(long hour) {
        return noise(HOUR, hour, partner.hourVariation);
    }

    private double noise(int kind, long period, double variation) {
        return new Rng(Rng.derive(partner.seed, kind, period)).noise(variation);
    }
}
