// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What can go wrong. Each leaves as many detectors running as it found, if perhaps not yet ready. */
enum Fault {
    /** A detector dies at any moment. */
    KILL {
        @Override
        void strike(Site site, Random random) throws Exception {
            Detector victim = any(site, random);
            site.kill(victim);
            moment(random, 3_000);
            site.start(victim);
        }
    },
    /** It dies again while its tasks are assigned and its state is read back. */
    KILL_DURING_RESTORE {
        @Override
        void strike(Site site, Random random) throws Exception {
            Detector victim = any(site, random);
            site.kill(victim);
            int before = count(victim, "detector is REBALANCING");
            site.start(victim);
            Site.patiently(victim + " rebalances").until(() -> count(victim, "detector is REBALANCING") > before);
            moment(random, 2_000);
            site.kill(victim);
            site.start(victim);
        }
    },
    /** It dies while the tasks are divided anew, because another one comes. */
    KILL_DURING_REBALANCE {
        @Override
        void strike(Site site, Random random) throws Exception {
            Detector victim = any(site, random);
            Detector other = site.add();
            Site.patiently(other + " rebalances").until(() -> count(other, "detector is REBALANCING") > 0);
            moment(random, 1_500);
            site.kill(victim);
            site.start(victim);
            site.awaitReady(victim);
            site.remove(other);
        }
    },
    /** It dies about when its transaction is committed. */
    KILL_AROUND_COMMIT {
        @Override
        void strike(Site site, Random random) throws Exception {
            Detector victim = any(site, random);
            Map<TopicPartition, OffsetAndMetadata> before =
                    Site.patiently("an answer").ignoreExceptions().until(() -> committed(site), offsets -> true);
            Site.patiently("a commit")
                    .pollInterval(java.time.Duration.ofMillis(20))
                    .ignoreExceptions()
                    .until(() -> !committed(site).equals(before));
            TimeUnit.MILLISECONDS.sleep(Site.COMMIT_MILLIS - 60 + random.nextInt(100));
            site.kill(victim);
            site.start(victim);
        }
    },
    /** It is told to stop, and started again. */
    RESTART {
        @Override
        void strike(Site site, Random random) throws Exception {
            Detector victim = any(site, random);
            site.stop(victim);
            site.start(victim);
        }
    },
    /** Its folder is empty at its next start. */
    STATE_DELETED {
        @Override
        void strike(Site site, Random random) throws Exception {
            Detector victim = any(site, random);
            site.kill(victim);
            for (Path file : files(victim)) {
                Files.delete(file);
            }
            site.start(victim);
        }
    },
    /**
     * There is noise at its next start wherever Kafka Streams keeps anything on disk: of us nothing, as state is in memory, but
     * nobody may believe what stands there.
     */
    STATE_CORRUPTED {
        @Override
        void strike(Site site, Random random) throws Exception {
            Detector victim = any(site, random);
            site.kill(victim);
            List<Path> noisy = new ArrayList<>(files(victim));
            Path streams = victim.data().resolve("streams/nidwatch");
            for (String place : List.of(
                    "kafka-streams-process-metadata", "0_0/.checkpoint", "0_1/organisations", "1_0/.checkpoint")) {
                noisy.add(streams.resolve(place));
            }
            for (Path file : noisy) {
                Files.createDirectories(file.getParent());
                byte[] noise = new byte[200];
                random.nextBytes(noise);
                Files.write(file, noise);
            }
            site.start(victim);
        }
    },
    /** It is suspended for so long that the group gives its work away. */
    SUSPENDED {
        @Override
        void strike(Site site, Random random) throws Exception {
            Detector victim = any(site, random);
            site.pause(victim);
            moment(random, 4_000);
            TimeUnit.MILLISECONDS.sleep(2L * Site.SESSION_MILLIS);
            site.resume(victim);
        }
    },
    /** One becomes three, and then one again: one leaves, the other dies. */
    SCALED_TO_THREE_AND_BACK {
        @Override
        void strike(Site site, Random random) throws Exception {
            Detector second = site.add();
            Detector third = site.add();
            site.awaitReady(second);
            site.awaitReady(third);
            moment(random, 3_000);
            site.remove(second);
            site.kill(third);
            site.detectors().remove(third);
        }
    },
    /** Each is replaced by one with other settings, one after the other. */
    UPGRADED {
        @Override
        void strike(Site site, Random random) throws Exception {
            site.setting("detectors.coverage-growth.factor", "1." + (2 + random.nextInt(7)));
            for (Detector old : List.copyOf(site.detectors())) {
                site.awaitReady(site.add());
                site.remove(old);
            }
        }
    },
    /** The broker dies. */
    BROKER_KILLED {
        @Override
        void strike(Site site, Random random) throws Exception {
            Broker victim = site.broker(random);
            victim.kill();
            moment(random, 3_000);
            victim.start();
            Site.patiently("the broker answers").until(site::answers);
        }
    },
    /** The broker dies, and before it is back a detector does. */
    BROKER_AND_DETECTOR_KILLED {
        @Override
        void strike(Site site, Random random) throws Exception {
            Broker victim = site.broker(random);
            Detector other = any(site, random);
            victim.kill();
            moment(random, 2_000);
            site.kill(other);
            moment(random, 2_000);
            victim.start();
            moment(random, 2_000);
            site.start(other);
            Site.patiently("the broker answers").until(site::answers);
        }
    },
    /** The broker stops in order, and comes back. */
    BROKER_RESTARTED {
        @Override
        void strike(Site site, Random random) throws Exception {
            Broker victim = site.broker(random);
            victim.stop();
            moment(random, 3_000);
            victim.start();
            Site.patiently("the broker answers").until(site::answers);
        }
    },
    /** Connections to the broker break, again and again. */
    CONNECTIONS_RESET {
        @Override
        void strike(Site site, Random random) throws Exception {
            for (int i = 0; i < 6; i++) {
                moment(random, 800);
                site.network().forEach(TcpProxy::reset);
            }
        }
    },
    /** Everything takes long on the way to the broker and back. */
    NETWORK_SLOW {
        @Override
        void strike(Site site, Random random) throws Exception {
            int millis = 30 + random.nextInt(120);
            site.network().forEach(each -> each.delay(millis));
            TimeUnit.SECONDS.sleep(5);
            site.network().forEach(each -> each.delay(0));
        }
    },
    /** The detectors' way to the broker is gone; producers still have theirs. */
    NETWORK_CUT {
        @Override
        void strike(Site site, Random random) throws Exception {
            site.cut();
            TimeUnit.SECONDS.sleep(6);
            moment(random, 4_000);
            site.mend();
        }
    },
    /** The registry does not answer when a detector starts that knows no schema yet. */
    REGISTRY_DOWN {
        @Override
        void strike(Site site, Random random) throws Exception {
            withoutSchemas(site, random, RegistryFront.Mood.DOWN);
        }
    },
    /** The registry answers 500. */
    REGISTRY_FAILING {
        @Override
        void strike(Site site, Random random) throws Exception {
            withoutSchemas(site, random, RegistryFront.Mood.FAILING);
        }
    },
    /** The registry answers later than its client waits. */
    REGISTRY_SLOW {
        @Override
        void strike(Site site, Random random) throws Exception {
            withoutSchemas(site, random, RegistryFront.Mood.SLOW);
        }
    },
    /** The broker takes connections, and answers nothing: what a disk that hangs looks like from outside. */
    BROKER_STALLED {
        @Override
        void strike(Site site, Random random) throws Exception {
            Broker victim = site.broker(random);
            victim.pause();
            TimeUnit.SECONDS.sleep(3);
            moment(random, 4_000);
            victim.resume();
            Site.patiently("the broker answers").until(site::answers);
        }
    },
    /** The broker's disk takes nothing any more; it ends, as Kafka does then, and comes back when there is room. */
    BROKER_DISK_FULL {
        @Override
        void strike(Site site, Random random) throws Exception {
            Broker victim = site.broker(random);
            victim.diskFull(true);
            TimeUnit.SECONDS.sleep(3);
            moment(random, 2_000);
            if (victim.alive()) {
                victim.kill();
            }
            victim.start();
            Site.patiently("the broker answers").until(site::answers);
        }
    },
    /** A detector's disk takes nothing any more, for a while. */
    DISK_FULL {
        @Override
        void strike(Site site, Random random) throws Exception {
            Detector victim = any(site, random);
            victim.diskFull(true);
            TimeUnit.SECONDS.sleep(4);
            moment(random, 3_000);
            victim.diskFull(false);
        }
    },
    /** A detector's clock runs three hours ahead, and is set right again. */
    CLOCK_AHEAD {
        @Override
        void strike(Site site, Random random) throws Exception {
            clock(site, random, CLOCK_STEP_SECONDS);
        }
    },
    /** A detector's clock falls three hours behind, and is set right again. */
    CLOCK_BEHIND {
        @Override
        void strike(Site site, Random random) throws Exception {
            clock(site, random, -CLOCK_STEP_SECONDS);
        }
    };

    private static final long CLOCK_STEP_SECONDS = 3 * 3_600;

    abstract void strike(Site site, Random random) throws Exception;

    /** Whether detectors must run with a clock that can be set. */
    boolean ofTheClock() {
        return this == CLOCK_AHEAD || this == CLOCK_BEHIND;
    }

    // On a clock that goes back the detector ends by itself, and whoever supervises it starts it again.
    private static void clock(Site site, Random random, long seconds) throws Exception {
        Detector victim = any(site, random);
        victim.clock(seconds);
        restartedIfBack(site, victim, seconds < 0);
        TimeUnit.SECONDS.sleep(4);
        moment(random, 3_000);
        victim.clock(0);
        restartedIfBack(site, victim, seconds > 0);
    }

    private static void restartedIfBack(Site site, Detector victim, boolean back) throws Exception {
        if (back) {
            Site.patiently(victim + " ends").until(() -> !victim.alive());
            site.start(victim);
            site.awaitReady(victim);
        }
    }

    private static Detector any(Site site, Random random) {
        List<Detector> victims = site.victims();
        return victims.get(random.nextInt(victims.size()));
    }

    // Not to wait for anything: the fault's own moment.
    private static void moment(Random random, int mostMillis) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(mostMillis));
    }

    private static int count(Detector detector, String words) {
        return detector.said().split(words, -1).length - 1;
    }

    private static List<Path> files(Detector detector) throws IOException {
        try (Stream<Path> all = Files.walk(detector.data())) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> committed(Site site) throws Exception {
        try (Admin admin = site.admin()) {
            return admin.listConsumerGroupOffsets("nidwatch")
                    .partitionsToOffsetAndMetadata()
                    .get();
        }
    }

    private static void withoutSchemas(Site site, Random random, RegistryFront.Mood mood) throws Exception {
        Detector victim = any(site, random);
        site.kill(victim);
        site.registry().mood(mood);
        site.start(victim);
        TimeUnit.SECONDS.sleep(8);
        moment(random, 2_000);
        site.registry().mood(RegistryFront.Mood.WELL);
    }
}
