// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.nidwatch.topology.TopicPlan.Difference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for Kafka and sees to the topics, before anything else is started. */
final class KafkaAtStart {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaAtStart.class);
    private static final int ASK_MILLIS = 3_000;
    private static final long PAUSE_MILLIS = 1_000;
    private static final Duration REMINDER = Duration.ofSeconds(30);

    private final RunnerSettings settings;
    private final TopicNames names;
    private final CountDownLatch stop;

    KafkaAtStart(RunnerSettings settings, TopicNames names, CountDownLatch stop) {
        this.settings = settings;
        this.names = names;
        this.stop = stop;
    }

    /** Returns the number of partitions of the queries topic once Kafka answers and all topics are there. */
    int prepare() throws DetectorException, InterruptedException {
        long started = System.nanoTime();
        long reminded = started;
        boolean waited = false;
        while (true) {
            String trouble = reach();
            if (trouble == null) {
                break;
            }
            long now = System.nanoTime();
            if (expired(now - started)) {
                throw new DetectorException(
                        trouble + "; gave up after " + settings.startTimeout().toSeconds() + " s (start.timeout)");
            }
            if (!waited || now - reminded >= REMINDER.toNanos()) {
                LOG.warn("{}; trying again until it answers", trouble);
                reminded = now;
            }
            waited = true;
            if (stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new DetectorException("stopped while waiting for Kafka");
            }
        }
        try (Admin admin = admin()) {
            return topics(admin);
        } catch (KafkaException e) {
            refused(e);
            throw new DetectorException(
                    "Kafka at " + settings.servers() + " does not let us see to the topics: " + e.getMessage());
        }
    }

    private boolean expired(long nanos) {
        return !settings.startTimeout().isZero()
                && nanos >= settings.startTimeout().toNanos();
    }

    /** Null when a broker answers; else what is wrong, in words. */
    private @Nullable String reach() throws DetectorException, InterruptedException {
        try (Admin admin = admin()) {
            admin.describeCluster(new DescribeClusterOptions().timeoutMs(ASK_MILLIS))
                    .nodes()
                    .get(2L * ASK_MILLIS, TimeUnit.MILLISECONDS);
            return null;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            // Waiting mends no password.
            refused(e);
            hopeless(root(cause));
            String why = cause instanceof org.apache.kafka.common.errors.TimeoutException
                            || cause instanceof TimeoutException
                    ? "no answer"
                    : root(cause).getMessage();
            return "cannot reach Kafka at " + settings.servers() + " (" + why
                    + "): is the broker running, and is kafka.bootstrap.servers right?";
        }
    }

    private void refused(Exception e) throws DetectorException {
        String lacking = new Rights(names, settings.applicationId()).lacking(e);
        if (lacking != null) {
            throw new DetectorException(lacking);
        }
    }

    /** Nor does it mend a setting; a name that is not known yet may become known. */
    private static void hopeless(Throwable root) throws DetectorException {
        String said = String.valueOf(root.getMessage());
        if (root instanceof ConfigException && !said.startsWith("No resolvable")) {
            throw new DetectorException("a setting under kafka.* does not fit: " + said);
        }
    }

    private static Throwable root(Throwable problem) {
        Throwable root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private Admin admin() {
        Properties properties = new Properties();
        properties.putAll(settings.kafka());
        properties.putIfAbsent("socket.connection.setup.timeout.ms", Integer.toString(ASK_MILLIS));
        properties.putIfAbsent("default.api.timeout.ms", "30000");
        properties.putIfAbsent("request.timeout.ms", "15000");
        return Admin.create(properties);
    }

    private int topics(Admin admin) throws DetectorException, InterruptedException {
        TopicPlan plan = TopicPlan.standard(names, settings.partitions(), settings.replication());
        if (settings.createTopics()) {
            for (Difference difference : plan.apply(admin)) {
                if (difference.kind() == Difference.Kind.MISSING) {
                    LOG.info("topic {} created", difference.topic());
                } else {
                    LOG.warn("topic {} {}", difference.topic(), difference.sentence());
                }
            }
        } else {
            requireTopics(plan.without(names.ingestCheckpoints()).check(admin));
        }
        return partitions(admin);
    }

    private static void requireTopics(List<Difference> differences) throws DetectorException {
        List<String> missing = differences.stream()
                .filter(one -> one.kind() == Difference.Kind.MISSING)
                .map(Difference::topic)
                .toList();
        if (!missing.isEmpty()) {
            throw new DetectorException("these topics are missing: " + String.join(", ", missing)
                    + ". `nidwatch topics --apply` creates them; topics.prefix says how they are named.");
        }
        differences.forEach(one -> LOG.warn("topic {} {}", one.topic(), one.sentence()));
    }

    private int partitions(Admin admin) throws InterruptedException {
        String topic = names.queries();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            try {
                Map<String, TopicDescription> described =
                        admin.describeTopics(List.of(topic)).allTopicNames().get();
                return described.values().iterator().next().partitions().size();
            } catch (ExecutionException e) {
                // What was just created is known to the controller first, to the other brokers a little later.
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || System.nanoTime() > deadline) {
                    throw new KafkaException(e.getCause());
                }
                stop.await(100, TimeUnit.MILLISECONDS);
            }
        }
    }
}
