// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.nidwatch.alert.Mode;
import org.nidwatch.alert.Severity;
import org.nidwatch.ops.Meters;
import org.nidwatch.settings.Settings;
import org.nidwatch.topology.DetectionSettings;
import org.nidwatch.topology.DetectorException;
import org.nidwatch.topology.Replay;
import org.nidwatch.topology.ReplaySpan;
import org.nidwatch.topology.RunnerSettings;
import org.nidwatch.wire.Wire;

/** A stretch of history once more, with its progress on the screen and a summary at the end. */
final class ReplayRun {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int BAR = 24;

    private final Terminal terminal;
    private final Settings settings;
    private final DayOrTime times;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final long started = System.nanoTime();

    ReplayRun(Terminal terminal, Settings settings) {
        this.terminal = terminal;
        this.settings = settings;
        this.times = new DayOrTime(settings.calendar().zone());
    }

    /** Runs to its end, or until stopped; whether it found anything. */
    boolean run(RunnerSettings live, DetectionSettings detection, Stop stop)
            throws DetectorException, InterruptedException {
        Meters meters = new Meters(registry, settings.health().namedOrganisations());
        try (Replay replay = Replay.start(live, detection, new Wire(settings.registry()), meters, registry)) {
            boolean done = false;
            while (!done && !stop.await(LOOK)) {
                done = replay.done();
                show(replay.progress());
            }
            if (terminal.interactive()) {
                terminal.err().print("\r\u001b[K");
            }
            summary(replay.progress(), done);
        }
        return alerts().values().stream().anyMatch(count -> count > 0);
    }

    /** The detection of these settings over a span. */
    static DetectionSettings detection(Settings settings, ReplaySpan span) {
        return new DetectionSettings(
                new org.nidwatch.topology.TopicNames(settings.topics().prefix()),
                settings.intake(),
                settings.watch(),
                settings.federation(),
                Mode.REPLAY,
                span);
    }

    private void show(Replay.Progress progress) {
        if (terminal.interactive()) {
            terminal.err().print("\r" + line(progress, seconds()) + "\u001b[K");
            terminal.err().flush();
        }
    }

    private double seconds() {
        return (System.nanoTime() - started) / 1e9;
    }

    /** One line: bar, event time reached, rate and time left. */
    String line(Replay.Progress progress, double seconds) {
        double part = progress.total() == 0 ? 1 : Math.min(1, (double) progress.read() / progress.total());
        int full = (int) Math.floor(part * BAR);
        double rate = progress.read() / Math.max(seconds, 1e-3);
        long left = rate > 0 ? Math.round(Math.max(0, progress.total() - progress.read()) / rate) : 0;
        String reached = progress.reached() == Long.MIN_VALUE ? "-" : times.shown(progress.reached());
        return String.format(
                Locale.ROOT,
                "[%s%s] %3.0f %%  %s  %,.0f/s  %s left",
                "=".repeat(full),
                " ".repeat(BAR - full),
                Math.floor(100 * part),
                reached,
                rate,
                duration(left));
    }

    private static String duration(long seconds) {
        return seconds >= 3_600
                ? seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min"
                : seconds >= 60 ? seconds / 60 + " min " + seconds % 60 + " s" : seconds + " s";
    }

    private void summary(Replay.Progress progress, boolean done) {
        double seconds = seconds();
        var out = terminal.out();
        out.println(done ? "Replayed." : "Stopped before the end.");
        out.println("  Read       " + Counted.of(progress.read(), "record") + " in " + duration(Math.round(seconds))
                + ", " + Counted.of(Math.round(progress.read() / Math.max(seconds, 1e-3))) + "/s");
        out.println("  Counted    "
                + Counted.of(counted("nidwatch.queries.received") - rejected(), "query", "queries") + ", "
                + Counted.of(rejected()) + " rejected");
        if (progress.reached() != Long.MIN_VALUE) {
            out.println("  Up to      " + times.shown(progress.reached()));
        }
        StringBuilder found = new StringBuilder();
        alerts().forEach((severity, count) -> found.append(found.length() > 0 ? ", " : "")
                .append(Counted.of(count))
                .append(' ')
                .append(severity));
        out.println("  Alerts     " + (found.length() == 0 ? "none" : found) + "   (mode REPLAY in "
                + settings.topics().prefix() + "alerts)");
        out.flush();
    }

    private long counted(String name) {
        FunctionCounter counter = registry.find(name).functionCounter();
        return counter == null ? 0 : Math.round(counter.count());
    }

    private long rejected() {
        return Math.round(registry.find("nidwatch.queries.rejected").functionCounters().stream()
                .mapToDouble(FunctionCounter::count)
                .sum());
    }

    private Map<Severity, Long> alerts() {
        Map<Severity, Long> bySeverity = new TreeMap<>(java.util.Comparator.reverseOrder());
        for (Meter meter : registry.find("nidwatch.alerts").meters()) {
            String severity = meter.getId().getTag("severity");
            if (severity != null && meter instanceof Counter counter && counter.count() > 0) {
                bySeverity.merge(
                        Severity.valueOf(severity.toUpperCase(Locale.ROOT)), Math.round(counter.count()), Long::sum);
            }
        }
        return bySeverity;
    }
}
