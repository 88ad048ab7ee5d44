// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One run: bad producers, faults in a row while they write, then quiet until everything is counted, then the promises.
 *
 * @param seed of the traffic and of each fault's moments
 * @param brokers 1 or 3
 * @param instances detectors at the beginning
 * @param settings of the detectors
 * @param faults in this order
 */
record Course(long seed, int brokers, int instances, Map<String, String> settings, List<Fault> faults) {
    private static final int A_SECOND = 250;
    private static final int STEPS_A_FAULT = 3_000;
    private static final TopicPartition DIGESTS = new TopicPartition("nidwatch-digests-repartition", 0);
    static final List<Promise> PROMISES = List.of(
            new EveryQueryAccountedFor(),
            new SameAlertsAfterFaults(),
            new OneAlertPerEpisode(),
            new AlertsSurvive(),
            new BlindnessIsReported());

    /** What a run had to bear, for who adds it up. */
    record Figures(int faults, int records, int alerts, Duration took) {}

    /** Runs it in an empty directory; fails when a promise is broken. */
    Figures run(Path directory) throws Exception {
        long started = System.nanoTime();
        Random random = new Random(seed);
        try (Site site = new Site(directory, brokers, settings)) {
            Traffic.Plan plan = Traffic.plan(seed, STEPS_A_FAULT * (faults.size() + 2), Site.PARTITIONS, site.wire());
            if (faults.stream().anyMatch(Fault::ofTheClock)) {
                site.clocks();
            }
            for (int i = 0; i < instances; i++) {
                site.add();
            }
            site.detectors().forEach(site::awaitReady);
            try (Pump pump = new Pump(site.servers(), plan.records(), A_SECOND);
                    Onlooker onlooker = new Onlooker(site.topics())) {
                pump.allow(1.0 / (faults.size() + 2));
                Site.patiently("first alerts").until(() -> !onlooker.seen().isEmpty());
                strike(site, random, pump);
                pump.hurry();
                settle(told(), site, pump);
                Evidence run = evidence(told(), site, plan, pump, onlooker);
                keepPromises(run, site);
                site.end();
                new NoRawIdentifierAnywhere().kept(run);
                return new Figures(
                        faults.size(),
                        plan.records().size(),
                        run.seen().size(),
                        Duration.ofNanos(System.nanoTime() - started));
            }
        }
    }

    private static void keepPromises(Evidence run, Site site) throws Exception {
        try {
            for (Promise promise : PROMISES) {
                promise.kept(run);
            }
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + Inquest.of(site, run.sent()), e);
        }
    }

    // Each fault has its part of the records, and strikes while they are written.
    private void strike(Site site, Random random, Pump pump) throws Exception {
        for (int i = 0; i < faults.size(); i++) {
            pump.allow((i + 2.0) / (faults.size() + 2));
            System.out.printf("%tT %s%n", System.currentTimeMillis(), faults.get(i));
            faults.get(i).strike(site, random);
            site.detectors().forEach(site::awaitReady);
        }
    }

    /** Waits until everything is written, then until all of it is counted or rejected, then until the federation has heard of it. */
    static void settle(String told, Site site, Pump pump) {
        Site.patiently("all is written").until(pump::done);
        List<Sent> sent = pump.sent();
        long refused = sent.stream().filter(each -> each.record().refused()).count();
        Topics topics = site.topics();
        Books books = new Books(topics, site.wire());
        try {
            Site.patiently("all is counted").pollInterval(Duration.ofSeconds(2)).untilAsserted(() -> {
                long counted = books.state().values().stream()
                        .mapToLong(Books.Account::counted)
                        .sum();
                assertThat(counted).isGreaterThanOrEqualTo(sent.size() - refused);
                assertThat(books.rejected()).hasSizeGreaterThanOrEqualTo((int) refused);
            });
            long digests = topics.written(DIGESTS);
            // Who takes the federation over waits until the broker has ended what a killed one left open.
            Site.patiently("the federation has heard all")
                    .ignoreExceptions()
                    .until(() -> site.groupAt(DIGESTS) >= digests);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    told + ": " + e.getMessage() + Inquest.of(site, sent) + "\nThe detectors said: " + site.lastWords(),
                    e);
        }
    }

    static Evidence evidence(String told, Site site, Traffic.Plan plan, Pump pump, Onlooker onlooker) {
        return new Evidence(
                told,
                pump.sent(),
                plan.numbers(),
                site.texts(),
                site.written(),
                onlooker.seen(),
                List.copyOf(site.blind()),
                Site.PARTITIONS,
                site.topics(),
                site.wire());
    }

    private String told() {
        return "seed " + seed + ", " + brokers + " brokers, " + instances + " instances, faults " + faults
                + ", settings " + settings;
    }
}
