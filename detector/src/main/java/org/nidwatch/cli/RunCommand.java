// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nidwatch.settings.LoadedSettings;
import org.nidwatch.settings.Settings;
import org.nidwatch.topology.DetectorException;
import org.nidwatch.topology.ReplaySpan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The detector. */
@Command(
        name = "run",
        description = {
            "Runs the detector until stopped.",
            "With no kafka.bootstrap.servers set it starts a Kafka broker and a schema registry of its own on loopback, and"
                    + " keeps their data in --data.",
            "With --replay it runs once over history beside a live detector, from nothing learned, and ends: alerts of mode"
                    + " REPLAY, and nothing else, go to the alerts topic. Begin some weeks before the days in question: it"
                    + " learns first."
        })
final class RunCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--replay", description = "Replay history from the queries topic, then end. Exit code 2 = alerts.")
    private boolean replay;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "First day or time replayed, such as 2026-03-20 or 2026-03-20T08:00. Default: the topic's first.")
    private @Nullable String from;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "Last day replayed, or the time after the last. Default: the topic's end.")
    private @Nullable String until;

    private final Terminal terminal;

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, DetectorException {
        LoadedSettings loaded = common.load(terminal);
        if (replay) {
            return replay(loaded, span(loaded.settings()));
        }
        if (from != null || until != null) {
            throw CommandFailure.usage("--from and --until need --replay: a live detector takes what comes");
        }
        Stop stop = terminal.stop().heeded();
        if (loaded.settings().bootstrapServers() != null) {
            watch(loaded.settings(), null, false, stop);
            return ExitCode.OK;
        }
        terminal.err().println("Starting the embedded Kafka broker and schema registry ...");
        try (EmbeddedDefault embedded = EmbeddedDefault.start(loaded.settings())) {
            boolean newKey = Keys.generate(loaded.settings(), terminal.environment());
            watch(embedded.in(loaded.settings(), loaded.given("registry.url")), embedded, newKey, stop);
        }
        return ExitCode.OK;
    }

    private ReplaySpan span(Settings settings) {
        DayOrTime times = new DayOrTime(settings.calendar().zone());
        long first = from == null ? ReplaySpan.ALL.from() : times.from("--from", from);
        long end = until == null ? ReplaySpan.ALL.until() : times.until("--until", until);
        if (first >= end) {
            throw CommandFailure.usage("--from = " + from + ", --until = " + until + ": --from must be earlier");
        }
        return new ReplaySpan(first, end);
    }

    private int replay(LoadedSettings loaded, ReplaySpan span)
            throws IOException, InterruptedException, DetectorException {
        Stop stop = terminal.stop().heeded();
        Path data = loaded.settings().data().dir();
        if (loaded.settings().bootstrapServers() != null || Endpoints.read(data) != null) {
            return replay(Connection.of(loaded).settings(), false, span, stop);
        }
        terminal.err().println("Starting the embedded Kafka broker and schema registry ...");
        try (EmbeddedDefault embedded = EmbeddedDefault.start(loaded.settings())) {
            return replay(embedded.in(loaded.settings(), loaded.given("registry.url")), true, span, stop);
        }
    }

    private int replay(Settings settings, boolean ownBroker, ReplaySpan span, Stop stop)
            throws InterruptedException, DetectorException {
        boolean found = new ReplayRun(terminal, settings)
                .run(Engine.runnerSettings(settings, ownBroker), ReplayRun.detection(settings, span), stop);
        return found ? ExitCode.FOUND : ExitCode.OK;
    }

    private void watch(Settings settings, @Nullable EmbeddedDefault embedded, boolean newKey, Stop stop)
            throws IOException, InterruptedException, DetectorException {
        try (Engine engine = Engine.start(settings, embedded != null, stop)) {
            tell(settings, embedded, newKey, engine);
            engine.await();
            terminal.err().println("Stopping ...");
        } catch (DetectorException e) {
            if (!stop.wished()) {
                throw e;
            }
        }
        terminal.err().println("Stopped.");
    }

    private void tell(Settings settings, @Nullable EmbeddedDefault embedded, boolean newKey, Engine engine) {
        PrintStream out = terminal.out();
        out.println("Nidwatch is watching. Ctrl-C stops it.");
        out.println();
        String own = embedded == null
                ? ""
                : "   (embedded, data in " + settings.data().dir() + ")";
        out.println("  Kafka      " + settings.bootstrapServers() + own);
        out.println("  Registry   " + settings.registry().url().replaceAll("//[^/@]*@", "//***@"));
        String http = engine.scheme() + "://" + settings.http().bind() + ":" + engine.port();
        out.println("  Console    " + http + "/");
        out.println("  HTTP       " + http + "   /metrics, /health/live, /health/ready, /api/openapi.json");
        if (embedded != null && Keys.exists(settings, terminal.environment())) {
            out.println("  Token key  " + key(settings, newKey));
        }
        out.println();
        out.println(
                "Next, in another terminal" + (embedded == null ? ":" : " (with the same --data, if you gave one):"));
        out.println("  nidwatch ingest LOG           reads a server log into "
                + settings.topics().prefix() + "queries");
        out.println("  nidwatch alerts               follows the alerts");
        out.println("  nidwatch organisation add     declares a partner and its quota");
        out.println("  nidwatch canary add           plants a decoy");
        out.println();
        out.flush();
    }

    private String key(Settings settings, boolean newKey) {
        if (settings.tokens().keyFile() == null && Keys.inEnvironment(terminal.environment())) {
            return "from the environment";
        }
        return settings.tokenKeyFile()
                + (newKey ? "   (made now; keep a copy: without it no earlier token can be matched)" : "");
    }
}
