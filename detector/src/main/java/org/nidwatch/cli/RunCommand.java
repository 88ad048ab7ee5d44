// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nidwatch.settings.LoadedSettings;
import org.nidwatch.settings.Settings;
import org.nidwatch.topology.DetectorException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The detector. */
@Command(
        name = "run",
        description = {
            "Runs the detector until stopped.",
            "With no kafka.bootstrap.servers set it starts a Kafka broker and a schema registry of its own on loopback, and"
                    + " keeps their data in --data."
        })
final class RunCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    private final Terminal terminal;

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, DetectorException {
        LoadedSettings loaded = common.load(terminal);
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
        out.println("  HTTP       http://" + settings.http().bind() + ":" + engine.port()
                + "   /metrics, /health/live, /health/ready");
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
