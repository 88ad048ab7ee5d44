// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nidwatch.evaluate.world.Tenant;
import org.nidwatch.evaluate.world.World;
import org.nidwatch.profile.Part;
import org.nidwatch.profile.Thresholds;

/** The engine over whole worlds, organisation by organisation. */
final class EngineRun {
    private final int threads;
    private final Set<Part> without;
    private final Consumer<String> progress;
    private final int evaders;

    EngineRun(int threads, Set<Part> without, Consumer<String> progress) {
        this(threads, without, 0, progress);
    }

    /** @param evaders of each kind in each world, where attacks are tried */
    EngineRun(int threads, Set<Part> without, int evaders, Consumer<String> progress) {
        this.evaders = evaders;
        this.without = without;
        this.threads = threads;
        this.progress = progress;
    }

    /** What came of one organisation, and which. */
    record Row(World world, Tenant tenant, EngineTrial.Result result) {}

    /**
     * @param attacks whether the attacks are tried too
     * @param budget hears the closed windows of honest traffic; null = nobody does
     */
    List<Row> run(List<World> worlds, Thresholds thresholds, boolean attacks, @Nullable Budget budget) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Row>> rows = new ArrayList<>();
            int offset = 0;
            for (World world : worlds) {
                Map<Integer, List<World.AttackPlan>> plans =
                        world.attacks().stream().collect(Collectors.groupingBy(World.AttackPlan::tenant));
                Map<Integer, List<Evader>> evading = Evader.plans(world, attacks ? evaders : 0).stream()
                        .collect(Collectors.groupingBy(Evader::tenant));
                for (Tenant tenant : world.tenants()) {
                    List<World.AttackPlan> due = attacks ? plans.getOrDefault(tenant.index(), List.of()) : List.of();
                    int number = offset + tenant.index();
                    List<Evader> here = evading.getOrDefault(tenant.index(), List.of());
                    rows.add(pool.submit(() -> one(world, tenant, thresholds, due, here, budget, number)));
                }
                offset += world.tenants().size();
                if (budget != null) {
                    budget.days(world.days());
                }
            }
            List<Row> done = new ArrayList<>();
            for (Future<Row> row : rows) {
                done.add(row.get());
                if (done.size() % 20 == 0 || done.size() == rows.size()) {
                    progress.accept("engine: " + done.size() + " of " + rows.size() + " organisations");
                }
            }
            return done;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted");
        } finally {
            pool.shutdownNow();
        }
    }

    private Row one(
            World world,
            Tenant tenant,
            Thresholds thresholds,
            List<World.AttackPlan> due,
            List<Evader> evading,
            @Nullable Budget budget,
            int number) {
        EngineTrial trial = new EngineTrial(world, tenant, world.traffic(tenant.index()), thresholds, without);
        Budget.Listener listener = budget == null ? null : budget.listener(number, world.warmDays());
        EngineTrial.Result result = trial.run(Evaluation.OURS, due, evading, listener);
        if (listener != null) {
            listener.done();
        }
        return new Row(world, tenant, result);
    }
}
