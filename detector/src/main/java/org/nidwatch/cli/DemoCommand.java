// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Tokeniser;
import org.nidwatch.settings.Settings;
import org.nidwatch.topology.DetectorException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Everything at once, for a first look. */
@Command(
        name = "demo",
        description = {
            "Shows Nidwatch at work: a broker, a registry, made-up organisations with attackers hidden among them, and the"
                    + " detector, all in this process.",
            "An alert is on the screen within a minute. Nothing of it stays on the disk, and no other Kafka is touched."
        })
final class DemoCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--for", paramLabel = "DURATION", description = "End by itself after this time, such as 90s or 5m.")
    private @Nullable String lasting;

    @Option(
            names = "--organisations",
            paramLabel = "N",
            description = "How many organisations, 5 to 2,000. Default: 40; 180 in a story.")
    private @Nullable Integer organisations;

    @Option(
            names = "--story",
            paramLabel = "NAME",
            description =
                    "Plays a case from its start to its end: telegram (2023: which organisation does the bot sit behind?).")
    private @Nullable String story;

    @Option(
            names = "--evidence",
            paramLabel = "DIR",
            description =
                    "With --story: a new or empty folder for the evidence. Default: one beside other temporary files.")
    private @Nullable Path evidence;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "2023", description = "Another seed, another world.")
    private long seed = 2023;

    @Option(names = "--kafka-port", paramLabel = "PORT", defaultValue = "0", description = "0 = any free one.")
    private int kafkaPort;

    @Option(names = "--registry-port", paramLabel = "PORT", defaultValue = "0", description = "0 = any free one.")
    private int registryPort;

    @Option(names = "--http-port", paramLabel = "PORT", defaultValue = "0", description = "0 = any free one.")
    private int httpPort;

    private static final String TELEGRAM = "telegram";

    private final Terminal terminal;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, DetectorException {
        if (organisations() < 5 || organisations() > 2000) {
            throw CommandFailure.usage("--organisations = " + organisations() + ": must be within [5, 2000]");
        }
        if (story != null && !story.equals(TELEGRAM)) {
            throw CommandFailure.usage("--story = " + story + ": there is no such story; allowed: " + TELEGRAM);
        }
        if (story != null && lasting != null || story == null && evidence != null) {
            throw CommandFailure.usage("--for goes without --story, which ends by itself, and --evidence with it");
        }
        Duration span = lasting == null ? null : ForOption.read(lasting);
        Settings settings = common.settings(terminal);
        Stop stop = terminal.stop().heeded();
        Path folder = Files.createTempDirectory("nidwatch-demo-");
        Path log = folder.resolve("demo.log");
        try {
            try (Logs logs = Logs.to(log)) {
                play(settings.alone(folder, kafkaPort, registryPort, httpPort), span, stop);
            } catch (IOException | InterruptedException | DetectorException | RuntimeException e) {
                if (!stop.wished()) {
                    terminal.err().println("The log of this demo is in " + kept(log));
                    throw e;
                }
            }
        } finally {
            remove(folder);
        }
        return ExitCode.OK;
    }

    private int organisations() {
        return organisations != null ? organisations : story == null ? 40 : 180;
    }

    private void play(Settings settings, @Nullable Duration span, Stop stop)
            throws IOException, InterruptedException, DetectorException {
        DemoScreen screen = new DemoScreen(terminal, settings.calendar().zone());
        screen.stage("Starting a Kafka broker and a schema registry in this process ...");
        try (EmbeddedDefault embedded = EmbeddedDefault.start(settings)) {
            Settings found = embedded.in(settings, false);
            screen.stage("Starting the detector ...");
            try (Engine engine = Engine.start(found, true, stop)) {
                Tokeniser tokeniser = Tokeniser.generate(found.tokenKeyFile());
                Connection connection = Connection.to(found);
                if (story != null) {
                    DemoWorld world = TelegramStory.world(seed, organisations());
                    world.declare(connection, tokeniser);
                    ready(engine, stop);
                    new TelegramStory(terminal, found, evidence, engine::received)
                            .play(connection, world, tokeniser, stop);
                    return;
                }
                DemoWorld world = new DemoWorld(seed, organisations(), System.currentTimeMillis());
                world.declare(connection, tokeniser);
                ready(engine, stop);
                screen.begin(world, embedded, engine.port());
                show(connection, world, tokeniser, engine, screen, span, stop);
                screen.end(world, engine.received());
            }
        }
    }

    private static void ready(Engine engine, Stop stop) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        for (String reason = engine.notReady(); reason != null; reason = engine.notReady()) {
            if (System.nanoTime() > deadline) {
                throw CommandFailure.failed("the detector is not ready after a minute: " + reason);
            }
            if (stop.await(Duration.ofMillis(100))) {
                return;
            }
        }
    }

    private void show(
            Connection connection,
            DemoWorld world,
            Tokeniser tokeniser,
            Engine engine,
            DemoScreen screen,
            @Nullable Duration span,
            Stop stop)
            throws InterruptedException {
        long started = System.nanoTime();
        Stop traffic = new Stop();
        Thread sender = new Thread(() -> world.send(connection, tokeniser, traffic), "demo-traffic");
        try (Consumer<byte[], byte[]> consumer = connection.consumer()) {
            AlertStream alerts = new AlertStream(consumer, connection.topics().alerts(), connection.wire());
            sender.start();
            while (!stop.wished() && (span == null || System.nanoTime() - started < span.toNanos())) {
                world.failure().ifPresent(failure -> {
                    throw failure;
                });
                alerts.poll(read -> screen.alert(read.alert(), world));
                screen.status(world, engine.received());
            }
        } finally {
            traffic.wish();
            sender.join(Duration.ofSeconds(20).toMillis());
        }
    }

    private static Path kept(Path log) throws IOException {
        Path kept = Files.createTempFile("nidwatch-demo-", ".log");
        return Files.exists(log) ? Files.copy(log, kept, StandardCopyOption.REPLACE_EXISTING) : kept;
    }

    private static void remove(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}
