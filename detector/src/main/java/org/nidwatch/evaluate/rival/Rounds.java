// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.nidwatch.evaluate.world.Attack;
import org.nidwatch.evaluate.world.Tenant;
import org.nidwatch.evaluate.world.Traffic;
import org.nidwatch.evaluate.world.World;
import org.nidwatch.evaluate.world.World.AttackPlan;

/** Visits every organisation of every world, several at a time; no more traffic is held than is being looked at. */
final class Rounds {
    private static final int REPORTS = 5;

    private Rounds() {}

    /** What is done with one organisation. */
    interface Visit<T> {
        T of(Stop stop);
    }

    /** One organisation with its honest traffic and the attacks upon it. */
    record Stop(World world, Tenant tenant, Traffic honest, List<AttackPlan> plans) {
        Attack attack(AttackPlan plan) {
            return world.attack(plan, honest);
        }
    }

    /** Results in the order of the worlds and their organisations, whatever the number of threads. */
    static <T> List<T> visit(List<World> worlds, int threads, String what, Consumer<String> progress, Visit<T> visit) {
        AtomicInteger done = new AtomicInteger();
        int all = worlds.stream().mapToInt(world -> world.tenants().size()).sum();
        List<Callable<T>> calls = new ArrayList<>();
        for (World world : worlds) {
            List<AttackPlan> plans = world.attacks();
            for (Tenant tenant : world.tenants()) {
                calls.add(() -> {
                    T result = visit.of(stop(world, tenant, plans));
                    int now = done.incrementAndGet();
                    if (now * REPORTS / all > (now - 1) * REPORTS / all) {
                        progress.accept(what + ": " + now + " of " + all + " organisations");
                    }
                    return result;
                });
            }
        }
        return run(calls, threads);
    }

    private static Stop stop(World world, Tenant tenant, List<AttackPlan> plans) {
        List<AttackPlan> here =
                plans.stream().filter(plan -> plan.tenant() == tenant.index()).toList();
        return new Stop(world, tenant, world.traffic(tenant.index()), here);
    }

    private static <T> List<T> run(List<Callable<T>> calls, int threads) {
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, threads));
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : pool.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the evaluation was done", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an organisation could not be evaluated", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
