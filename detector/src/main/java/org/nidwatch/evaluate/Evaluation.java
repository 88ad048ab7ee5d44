// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.nidwatch.evaluate.rival.Oracles;
import org.nidwatch.evaluate.rival.Rivals;
import org.nidwatch.evaluate.world.World;
import org.nidwatch.evaluate.world.Worlds;
import org.nidwatch.profile.Signal;
import org.nidwatch.profile.Thresholds;

/** Scores the engine, the rivals and the oracles on the same attacks upon the same worlds. */
public final class Evaluation {
    /** Name of our engine in results. */
    public static final String OURS = "nidwatch";

    /** Name of our engine where it has seen an organisation for two days. */
    public static final String COLD = "nidwatch, cold start";

    private static final int ROUNDS = 3;

    private final EvaluationSettings settings;
    private final Consumer<String> progress;
    private Thresholds used;

    /** @param progress hears what is being done, from any thread */
    public Evaluation(EvaluationSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
        used = settings.thresholds();
    }

    /** Does it. Minutes for our engine alone, up to an hour with the rivals at full size. */
    public Report run() {
        List<World> tuning = worlds(settings.tuningSeeds());
        List<World> test = worlds(settings.testSeeds());
        if (settings.recalibrate()) {
            used = calibrated(tuning);
        }
        List<MethodResult> methods = new ArrayList<>();
        List<EngineRun.Row> rows = engine().run(test, used, true, null);
        MethodResult ours =
                result(OURS, "every query of a credential and its organisation, in event order", test, rows);
        methods.add(ours);
        List<EngineRun.Row> coldRows = List.of();
        if (settings.coldStart()) {
            List<World> cold = worlds(settings.testSeeds(), Worlds::cold);
            coldRows = engine().run(cold, used, true, null);
            methods.add(result(
                    COLD, "the same from its first query on; each attack begins on its third day", cold, coldRows));
        }
        if (settings.rivals()) {
            methods.addAll(Rivals.run(tuning, test, settings.alertsPerDay(), settings.threads(), progress));
            methods.addAll(Oracles.run(test, settings.alertsPerDay(), settings.threads(), progress));
        }
        return new Report(
                new Report.Provenance(
                        provenance(ours, rows, coldRows),
                        settings.tuningSeeds(),
                        settings.testSeeds(),
                        settings.alertsPerDay()),
                methods,
                rows.stream().flatMap(row -> row.result().evasions().stream()).toList());
    }

    /** {@link Worlds#of} or {@link Worlds#cold}. */
    private interface Making {
        World of(Worlds.Kind kind, long seed, int organisations, int warmDays, int days, int attacksPerCell);
    }

    /** The thresholds used, after {@link #run}. */
    public Thresholds thresholds() {
        return used;
    }

    private EngineRun engine() {
        return new EngineRun(settings.threads(), settings.without(), settings.evaders(), progress);
    }

    private List<World> worlds(List<Long> seeds) {
        return worlds(seeds, Worlds::of);
    }

    private List<World> worlds(List<Long> seeds, Making making) {
        return seeds.stream()
                .map(seed -> making.of(
                        settings.kind(),
                        seed,
                        settings.organisations(),
                        settings.warmDays(),
                        settings.days(),
                        settings.attacksPerCell()))
                .toList();
    }

    /**
     * Thresholds that keep the budget on these worlds, surprises aside. The first fit hears sums up to some six times the
     * thresholds it began with; each further round runs with the thresholds found and aims beside by what they missed.
     */
    Thresholds calibrated(List<World> tuning) {
        Thresholds thresholds = settings.thresholds();
        double aim = settings.alertsPerDay();
        for (int round = 0; round <= ROUNDS; round++) {
            Budget budget = new Budget();
            List<EngineRun.Row> rows = engine().run(tuning, thresholds, false, budget);
            double real = falseAlerts(rows) / budget.days();
            progress.accept(String.format(
                    java.util.Locale.ROOT, "calibration, round %d: %.2f false alerts a day", round, real));
            if (round == ROUNDS) {
                break;
            }
            if (round > 0 && real > 0) {
                aim *= Math.pow(settings.alertsPerDay() / real, 0.7);
            }
            thresholds = budget.fit(aim, settings.thresholds());
        }
        return thresholds;
    }

    private static MethodResult result(String method, String sees, List<World> worlds, List<EngineRun.Row> rows) {
        List<Outcome> outcomes =
                rows.stream().flatMap(row -> row.result().outcomes().stream()).toList();
        long days = worlds.stream().mapToLong(World::days).sum();
        long organisationDays = worlds.stream()
                .mapToLong(world -> (long) world.days() * world.tenants().size())
                .sum();
        return new MethodResult(method, sees, falseAlerts(rows), organisationDays, days, outcomes);
    }

    private static long falseAlerts(List<EngineRun.Row> rows) {
        return alerts(rows).stream().filter(alert -> !alert.byDesign()).count();
    }

    private static List<EngineTrial.HonestAlert> alerts(List<EngineRun.Row> rows) {
        return rows.stream().flatMap(row -> row.result().alerts().stream()).toList();
    }

    private Map<String, String> provenance(MethodResult ours, List<EngineRun.Row> rows, List<EngineRun.Row> coldRows) {
        Map<String, String> told = new LinkedHashMap<>();
        told.put("worlds", settings.kind() + ", " + settings.organisations() + " organisations");
        told.put("days", settings.warmDays() + " of learning, " + settings.days() + " judged, in each world");
        told.put("attacks", settings.attacksPerCell() + " of each kind and level in each world");
        told.put("thresholds", settings.recalibrate() ? "fitted on the tuning seeds in this run" : "from the settings");
        if (!settings.without().isEmpty()) {
            told.put("without", settings.without().toString());
        }
        told.put("false alerts", alertsOf(ours.falseAlerts(), ours.days()));
        if (settings.coldStart()) {
            told.put("cold start, false alerts while it learns", whileLearning(coldRows));
        }
        long byDesign =
                alerts(rows).stream().filter(EngineTrial.HonestAlert::byDesign).count();
        double days = (double) settings.testSeeds().size() * settings.days();
        told.put(
                "alerts by design",
                String.format(
                        java.util.Locale.ROOT,
                        "%d (%.2f a day) about unannounced lists, batches, faulty forms and new credentials, not counted as"
                                + " false",
                        byDesign,
                        byDesign / days));
        told.put("false alerts opened by", firstSignals(rows));
        return told;
    }

    private static String alertsOf(long alerts, double days) {
        return String.format(
                java.util.Locale.ROOT,
                "%d in %.0f days: %.2f a day, %.2f a week",
                alerts,
                days,
                alerts / days,
                7 * alerts / days);
    }

    /** From the third day on, to the day from which the other figures are. */
    private String whileLearning(List<EngineRun.Row> coldRows) {
        int learned = settings.warmDays() * World.TICKS_A_DAY;
        long early = alerts(coldRows).stream()
                .filter(alert -> !alert.byDesign() && alert.tick() < learned)
                .count();
        int days = Math.max(0, settings.warmDays() - Worlds.COLD_DAYS)
                * settings.testSeeds().size();
        return days == 0 ? "none" : alertsOf(early, days);
    }

    private static String firstSignals(List<EngineRun.Row> rows) {
        Map<String, Long> counts = alerts(rows).stream()
                .filter(alert -> !alert.byDesign())
                .collect(Collectors.groupingBy(EngineTrial.HonestAlert::why, Collectors.counting()));
        List<String> told = new ArrayList<>();
        for (Signal signal : Signal.values()) {
            Long count = counts.get(signal.name());
            if (count != null) {
                told.add(signal.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + " " + count);
            }
        }
        return told.isEmpty() ? "none" : String.join(", ", told);
    }
}
