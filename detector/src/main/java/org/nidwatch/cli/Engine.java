// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.Mode;
import org.nidwatch.console.Console;
import org.nidwatch.console.ConsoleSettings;
import org.nidwatch.deliver.Webhook;
import org.nidwatch.ocsf.OcsfForm;
import org.nidwatch.ops.HttpAccess;
import org.nidwatch.ops.KafkaFigures;
import org.nidwatch.ops.LookoutSettings;
import org.nidwatch.ops.Meters;
import org.nidwatch.ops.OpsServer;
import org.nidwatch.settings.HealthSettings;
import org.nidwatch.settings.HttpSettings;
import org.nidwatch.settings.Settings;
import org.nidwatch.topology.ConsoleDeeds;
import org.nidwatch.topology.ConsoleFeed;
import org.nidwatch.topology.DetectionSettings;
import org.nidwatch.topology.DetectorException;
import org.nidwatch.topology.ReplaySpan;
import org.nidwatch.topology.RunnerSettings;
import org.nidwatch.topology.StreamsRunner;
import org.nidwatch.topology.TopicNames;
import org.nidwatch.topology.TopicPlan;
import org.nidwatch.wire.Contract;
import org.nidwatch.wire.Wire;

/** The detector of this process with its meters and its HTTP port, from start to stop. */
final class Engine implements AutoCloseable {
    private final StreamsRunner runner;
    private final OpsServer server;
    private final PrometheusMeterRegistry metrics;
    private final @Nullable Webhook webhook;
    private @Nullable ConsoleFeed feed;

    private Engine(StreamsRunner runner, OpsServer server, PrometheusMeterRegistry metrics, @Nullable Webhook webhook) {
        this.runner = runner;
        this.server = server;
        this.metrics = metrics;
        this.webhook = webhook;
    }

    /**
     * Starts the HTTP port first, so that health can be asked while Kafka is waited for, then the detector.
     *
     * @param ownBroker whether the broker is ours: then topics are created, with one copy each
     */
    static Engine start(Settings settings, boolean ownBroker, Stop stop)
            throws IOException, InterruptedException, DetectorException {
        TopicNames topics = new TopicNames(settings.topics().prefix());
        Wire wire = new Wire(settings.registry());
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        metrics.config().meterFilter(new KafkaFigures());
        Meters meters = new Meters(
                metrics,
                settings.health().namedOrganisations(),
                settings.budget().alertsPerDay(),
                Clock.systemUTC());
        RunnerSettings kafka = runnerSettings(settings, ownBroker);
        StreamsRunner runner = new StreamsRunner(kafka, detection(settings, topics), wire, meters, metrics);
        meters.watch(runner);
        Console console = new Console(
                console(settings), runner, new ConsoleDeeds(kafka, topics, wire), System::currentTimeMillis);
        Webhook webhook = webhook(settings, topics, wire, meters);
        OpsServer server = serve(settings, metrics, runner, console);
        Engine engine = new Engine(runner, server, metrics, webhook);
        try {
            closeOn(stop, runner);
            if (ownBroker) {
                wire.registerAll(contracts(topics));
            }
            runner.start();
            if (webhook != null) {
                webhook.start();
            }
            engine.feed = ConsoleFeed.start(kafka, topics, wire, console.inlet());
            return engine;
        } catch (RuntimeException | InterruptedException | DetectorException e) {
            engine.close();
            throw e;
        }
    }

    private static DetectionSettings detection(Settings settings, TopicNames topics) {
        return new DetectionSettings(
                topics,
                settings.intake(),
                settings.watch(),
                settings.federation(),
                Mode.LIVE,
                ReplaySpan.ALL,
                settings.topics().alertsOcsf() ? new OcsfForm(Version.text()) : null);
    }

    private static @Nullable Webhook webhook(Settings settings, TopicNames topics, Wire wire, Meters meters)
            throws IOException {
        if (!settings.webhook().on()) {
            return null;
        }
        String group = TopicPlan.webhookGroup(settings.streams().values().getOrDefault("application.id", "nidwatch"));
        return new Webhook(
                settings.webhook(),
                new Webhook.Source(settings.kafka().values(), topics.alerts(), group),
                wire,
                Version.text(),
                meters.newWebhookMeter(Clock.systemUTC(), Webhook.reasons()),
                Clock.systemUTC());
    }

    private static OpsServer serve(
            Settings settings, PrometheusMeterRegistry metrics, StreamsRunner runner, Console console)
            throws IOException {
        try {
            return OpsServer.start(access(settings.http()), metrics, runner::health, console);
        } catch (IOException e) {
            console.close();
            throw e;
        }
    }

    private static ConsoleSettings console(Settings settings) {
        return new ConsoleSettings(
                Version.text(),
                settings.calendar().zone(),
                settings.budget().alertsPerDay(),
                settings.watch().alerts().highRecords());
    }

    /** A wish to stop must also end the wait for a Kafka that does not answer. */
    private static void closeOn(Stop stop, StreamsRunner runner) {
        Thread watcher = new Thread(
                () -> {
                    if (stop.awaitForEver()) {
                        runner.close();
                    }
                },
                "stop-watch");
        watcher.setDaemon(true);
        watcher.start();
    }

    static RunnerSettings runnerSettings(Settings settings, boolean ownBroker) {
        Path state = settings.data().dir().resolve("streams");
        return new RunnerSettings(
                settings.kafka().values(),
                settings.streams().values(),
                state,
                true,
                ownBroker,
                settings.topics().partitions(),
                ownBroker ? 1 : settings.topics().replication(),
                settings.start().timeout(),
                lookout(settings.health()));
    }

    private static HttpAccess access(HttpSettings http) {
        return new HttpAccess(
                http.bind(),
                http.port(),
                http.certificateFile(),
                http.keyFile(),
                http.behindProxy(),
                http.tokensFile(),
                http.requestsPerMinute());
    }

    private static LookoutSettings lookout(HealthSettings health) {
        return new LookoutSettings(
                health.readyLag(), health.blindAfter(), health.rejectShare(), health.rejectMinimum());
    }

    private static Map<String, Contract> contracts(TopicNames topics) {
        Map<String, Contract> contracts = new HashMap<>();
        contracts.put(topics.queries(), Contract.NID_QUERY);
        contracts.put(topics.alerts(), Contract.SCRAPING_ALERT);
        contracts.put(topics.alertsCurrent(), Contract.SCRAPING_ALERT);
        contracts.put(topics.activity(), Contract.ORGANISATION_ACTIVITY);
        contracts.put(topics.coverage(), Contract.COVERAGE);
        contracts.put(topics.organisations(), Contract.ORGANISATION);
        contracts.put(topics.canaries(), Contract.CANARY);
        contracts.put(topics.probes(), Contract.PROBE);
        contracts.put(topics.silences(), Contract.SILENCE);
        contracts.put(topics.audit(), Contract.AUDIT_RECORD);
        contracts.put(topics.dispositions(), Contract.DISPOSITION);
        return contracts;
    }

    /** Waits for the end: returns when it was stopped, throws when it died. */
    void await() throws DetectorException, InterruptedException {
        runner.await();
    }

    /** Why the detector is not looking yet; null when it is. */
    @Nullable
    String notReady() {
        var health = runner.health();
        return health.ready() ? null : health.reason();
    }

    /** The port HTTP listens on. */
    int port() {
        return server.port();
    }

    /** http or https. */
    String scheme() {
        return server.scheme();
    }

    /** Queries that the detector has received, rejected ones included. */
    long received() {
        FunctionCounter received = metrics.find("nidwatch.queries.received").functionCounter();
        return received == null ? 0 : Math.round(received.count());
    }

    @Override
    public void close() {
        if (webhook != null) {
            webhook.close();
        }
        ConsoleFeed reading = feed;
        if (reading != null) {
            reading.close();
        }
        runner.close();
        server.close();
        metrics.close();
    }
}
