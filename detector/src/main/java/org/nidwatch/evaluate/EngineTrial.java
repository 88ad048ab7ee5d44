// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nidwatch.evaluate.world.Attack;
import org.nidwatch.evaluate.world.Tenant;
import org.nidwatch.evaluate.world.Traffic;
import org.nidwatch.evaluate.world.World;
import org.nidwatch.profile.Declared;
import org.nidwatch.profile.OrganisationProfile;
import org.nidwatch.profile.Part;
import org.nidwatch.profile.ProfileSettings;
import org.nidwatch.profile.Recorder;
import org.nidwatch.profile.Sight;
import org.nidwatch.profile.Signal;
import org.nidwatch.profile.Thresholds;

/**
 * The engine on one organisation: its honest traffic once, and each attack upon a copy of the state at its start. Every
 * alert is judged after a day, as an analyst would: honest ones are found to be benign.
 */
final class EngineTrial {
    /** Tick 0 of a world is a Sunday, 00:00 local: 2026-03-01 in Dhaka. */
    static final long WORLD_START = 1_772_301_600_000L;

    static final long TICK_MILLIS = 300_000L;
    private static final int JUDGED_AFTER = World.TICKS_A_DAY;

    private final World world;
    private final Tenant tenant;
    private final Traffic traffic;
    private final Thresholds thresholds;
    private final Set<Part> without;
    private final String[] names;
    private final Sight sight = new Sight();
    private String why = "";
    private final Events events = new Events();
    private final List<HonestAlert> alerts = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<Evasion> evasions = new ArrayList<>();

    /**
     * An alert on honest traffic.
     *
     * @param byDesign whether an unannounced list, batch, faulty form or new credential was at work
     * @param why the signal that stood highest
     */
    record HonestAlert(int tenant, int tick, boolean byDesign, String why) {}

    /** What came of it. */
    record Result(List<HonestAlert> alerts, List<Outcome> outcomes, List<Evasion> evasions) {}

    EngineTrial(World world, Tenant tenant, Traffic traffic, Thresholds thresholds, Set<Part> without) {
        this.without = without;
        this.world = world;
        this.tenant = tenant;
        this.traffic = traffic;
        this.thresholds = thresholds;
        names = new String[tenant.credentials().size() + 1];
        for (int i = 0; i < names.length - 1; i++) {
            names[i] = tenant.credentials().get(i).name();
        }
        names[names.length - 1] = "unknown";
    }

    Result run(String method, List<World.AttackPlan> plans, List<Evader> evaders, @Nullable Recorder recorder) {
        OrganisationProfile profile = new OrganisationProfile(ProfileSettings.DEFAULTS, thresholds, without);
        profile.declare(declared());
        if (recorder != null) {
            // Thresholds are not to be raised until a surprise is missed: an abuse that looks like it would be missed
            // too.
            profile.recordTo((signal, alone, time, sum) -> {
                if (!byDesign((int) ((time - WORLD_START) / TICK_MILLIS))) {
                    recorder.closed(signal, alone, time, sum);
                }
            });
        }
        List<World.AttackPlan> due = new ArrayList<>(plans);
        due.sort(Comparator.comparingInt(World.AttackPlan::startTick).thenComparingInt(World.AttackPlan::number));
        int next = 0;
        int judged = Integer.MAX_VALUE;
        int warm = world.warmDays() * World.TICKS_A_DAY;
        int ticks = traffic.counts().ticks();
        for (int tick = 0; tick < ticks; tick++) {
            while (next < due.size() && due.get(next).startTick() == tick) {
                outcomes.add(attacked(method, due.get(next++), profile, judged != Integer.MAX_VALUE));
            }
            for (Evader evader : evaders) {
                if (evader.startTick() == tick) {
                    evasions.add(evaded(evader, copy(profile, tick, judged != Integer.MAX_VALUE)));
                }
            }
            if (tick == judged) {
                judged = Integer.MAX_VALUE;
                profile.advance(time(tick));
                profile.freeze(false);
                profile.benign();
            }
            int reached = play(profile, tick, null);
            if (reached >= 0 && judged == Integer.MAX_VALUE) {
                judged = tick + JUDGED_AFTER;
                profile.freeze(true);
                if (tick >= warm) {
                    alerts.add(new HonestAlert(tenant.index(), tick, byDesign(tick), why));
                }
            }
        }
        return new Result(alerts, outcomes, evasions);
    }

    private Declared declared() {
        List<Declared.Entry> calendar = tenant.announced().stream()
                .map(each -> new Declared.Entry(time(each.fromTick()), time(each.untilTick()), each.ceiling()))
                .toList();
        return new Declared(tenant.declaredPerDay(), 0, calendar);
    }

    // What nobody announced and looks like an abuse: the alert may come up to two days after it began.
    private boolean byDesign(int tick) {
        return tenant.surprises().stream()
                .anyMatch(each -> each.fromTick() <= tick && tick < each.untilTick() + 2 * World.TICKS_A_DAY);
    }

    private static long time(int tick) {
        return WORLD_START + tick * TICK_MILLIS;
    }

    private Outcome attacked(String method, World.AttackPlan plan, OrganisationProfile honest, boolean alerted) {
        Attack attack = world.attack(plan, traffic);
        OrganisationProfile profile = copy(honest, attack.startTick(), alerted);
        long records = 0;
        int end = Math.min(attack.endTick(), traffic.counts().ticks());
        for (int tick = attack.startTick(); tick < end; tick++) {
            int reached = play(profile, tick, attack);
            int upTo = reached < 0 ? events.size() - 1 : reached;
            for (int i = 0; i <= upTo; i++) {
                records += (events.code(i) & (Events.ABUSE | Events.FRESH)) == (Events.ABUSE | Events.FRESH) ? 1 : 0;
            }
            if (reached >= 0) {
                double hours = (tick - attack.startTick() + (reached + 1.0) / events.size()) / 12;
                return outcome(method, plan, true, hours, records);
            }
        }
        return outcome(method, plan, false, Double.NaN, records);
    }

    private static OrganisationProfile copy(OrganisationProfile honest, int tick, boolean alerted) {
        honest.advance(time(tick));
        OrganisationProfile profile = honest.copy(ProfileSettings.DEFAULTS);
        if (alerted) {
            profile.freeze(false);
            profile.benign();
        }
        return profile;
    }

    private Evasion evaded(Evader evader, OrganisationProfile profile) {
        String credential = names[evader.busiest(traffic.counts())];
        int end = Math.min(evader.startTick() + Evader.TICKS, traffic.counts().ticks());
        long records = 0;
        int room = 1;
        for (int tick = evader.startTick(); tick < end; tick++) {
            if (play(profile, tick, null) >= 0) {
                return evasion(evader, true, tick, records);
            }
            if (evader.acts(tick, room > 0)) {
                profile.advance(time(tick));
                boolean alarm = ask(profile, tick, credential, false);
                room = evader.room(profile, sight);
                int left = Evader.MOST_A_TICK;
                while (room > 0 && left > 0 && !alarm) {
                    int taken = 0;
                    while (taken < Math.min(room, left) && !alarm) {
                        alarm = ask(profile, tick, credential, true);
                        taken++;
                    }
                    left -= taken;
                    records += taken;
                    room = evader.room(profile, sight);
                }
                if (alarm) {
                    return evasion(evader, true, tick, records);
                }
            }
        }
        return evasion(evader, false, end, records);
    }

    private static boolean ask(OrganisationProfile profile, int tick, String credential, boolean fresh) {
        return profile.count(time(tick), credential, null, null, fresh, false, fresh, false);
    }

    private Evasion evasion(Evader evader, boolean alerted, int tick, long records) {
        double days = (tick - evader.startTick()) / (double) World.TICKS_A_DAY;
        return new Evasion(world.name(), tenant.index(), tenant.meanPerDay(), evader.ceiling(), alerted, days, records);
    }

    private Outcome outcome(String method, World.AttackPlan plan, boolean detected, double hours, long records) {
        return new Outcome(
                method,
                world.name(),
                plan.number(),
                plan.group(),
                plan.kind(),
                plan.level(),
                tenant.meanPerDay(),
                detected,
                hours,
                records);
    }

    // The signal that stands highest against its threshold.
    private String strongest(OrganisationProfile profile) {
        String name = "";
        double most = 0;
        for (Signal signal : Signal.values()) {
            profile.look(signal, sight);
            if (sight.score() > most) {
                most = sight.score();
                name = signal.name();
            }
        }
        return name;
    }

    // The position of the query at which a threshold was reached first; -1 when none was.
    private int play(OrganisationProfile profile, int tick, @Nullable Attack attack) {
        events.clear();
        events.add(traffic.counts(), tick, 0);
        if (attack != null) {
            events.add(attack.added(), tick, Events.ABUSE);
        }
        long start = time(tick);
        if (events.size() > 0 || profile.expectedThisHour() > 0) {
            profile.advance(start); // an organisation begins with its first query
        }
        events.shuffle(((long) tenant.index() << 32) + tick);
        int reached = -1;
        int size = events.size();
        for (int i = 0; i < size; i++) {
            int code = events.code(i);
            boolean alarm = profile.count(
                    start,
                    names[code >>> Events.CREDENTIAL_SHIFT],
                    null,
                    null,
                    (code & Events.ASKED) != 0,
                    (code & Events.MISSED) != 0,
                    (code & Events.FRESH) != 0,
                    (code & Events.REPEAT) != 0);
            if (alarm && reached < 0) {
                reached = i;
                why = attack == null ? strongest(profile) : why;
                if (attack != null) {
                    return i;
                }
            }
        }
        return reached;
    }
}
