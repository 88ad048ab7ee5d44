// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.policy.Organisation;
import org.nidwatch.simulate.Attack;

/** What a newcomer sees: what plays here, that it runs, the alerts as an analyst reads them, and what was really hidden. */
final class DemoScreen {
    private static final long STATUS_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long QUIET_STATUS_NANOS = Duration.ofSeconds(10).toNanos();

    private final Terminal terminal;
    private final PrintStream out;
    private final AlertText text;
    private final Map<UUID, ScrapingAlert> opened = new LinkedHashMap<>();
    private final Map<UUID, Long> seenAt = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private long begun;
    private long statusShown;
    private long sentThen;
    private boolean statusLine;

    DemoScreen(Terminal terminal, ZoneId zone) {
        this.terminal = terminal;
        out = terminal.out();
        text = new AlertText(zone, terminal.colours());
    }

    /** Tells what is being done before the picture begins. */
    void stage(String what) {
        out.println(what);
        out.flush();
    }

    void begin(DemoWorld world, EmbeddedDefault embedded, int httpPort) {
        for (Organisation each : world.organisations()) {
            names.put(each.id(), each.name());
        }
        out.println();
        out.println("NIDWATCH DEMO");
        out.println("  " + world.organisations().size()
                + " made-up organisations ask a national ID server about made-up citizens.");
        out.println("  Most ask honestly. " + world.attackers().size()
                + " attackers hide among them; the detector does not know where.");
        out.println("  The console: http://127.0.0.1:" + httpPort + "/");
        out.println("  Kafka " + embedded.kafka() + ", registry " + embedded.registry() + ", metrics http://127.0.0.1:"
                + httpPort + "/metrics");
        out.println("  Ctrl-C ends the demo and removes all it made.");
        out.println();
        out.flush();
        begun = System.nanoTime();
        statusShown = begun;
    }

    /** One line that says that it runs: rewritten in place for a person, now and then in a log. */
    void status(DemoWorld world, long received) {
        long now = System.nanoTime();
        long since = now - statusShown;
        if (since < (terminal.interactive() ? STATUS_NANOS : QUIET_STATUS_NANOS)) {
            return;
        }
        double rate = (received - sentThen) * 1e9 / since;
        statusShown = now;
        sentThen = received;
        long open = opened.values().stream()
                .filter(alert -> alert.phase() != Phase.CLOSED)
                .count();
        String line = String.format(
                Locale.ROOT,
                "  %s  %,d queries sent, %,d watched, %,.0f a second, %s",
                elapsed(now),
                world.sent(),
                received,
                rate,
                open == 0 ? "no alert yet" : open + (open == 1 ? " alert open" : " alerts open"));
        if (terminal.interactive()) {
            out.print("\r\u001b[K" + line);
            statusLine = true;
        } else {
            out.println(line);
        }
        out.flush();
    }

    /** Shows what is news; a thing that merely goes on is in the status line. */
    void alert(ScrapingAlert alert, DemoWorld world) {
        boolean first = opened.put(alert.alertId(), alert) == null;
        seenAt.putIfAbsent(alert.alertId(), alert.detectedAt());
        if (alert.phase() == Phase.UPDATED) {
            return;
        }
        clearStatus();
        out.println(elapsed(System.nanoTime()) + "  " + (first ? text.of(alert) : text.line(alert)));
        if (first) {
            out.println("  -> " + truth(alert, world));
        }
        out.println();
        out.flush();
    }

    private String truth(ScrapingAlert alert, DemoWorld world) {
        String name = names.getOrDefault(alert.organisationId(), alert.organisationId());
        return world.attacker(alert.organisationId())
                .map(attacker ->
                        "The truth: this is the hidden " + attacker.kind().option() + " behind " + name
                                + ", at work for " + lasted(alert.detectedAt() - attacker.start()) + "; "
                                + Counted.of(alert.recordsExposedBeforeAlert(), "record")
                                + " counted when the alert was raised.")
                .orElse("The truth: nobody attacks through " + name + ". This is a false alarm.");
    }

    private static String lasted(long millis) {
        long seconds = Math.max(0, millis) / 1000;
        return seconds < 120 ? seconds + " s" : (seconds / 60) + " min";
    }

    void end(DemoWorld world, long received) {
        clearStatus();
        out.println("SUMMARY after " + elapsed(System.nanoTime()).strip() + ": " + Counted.of(world.sent())
                + " queries sent, " + Counted.of(received) + " watched.");
        Columns columns =
                new Columns("  HIDDEN ATTACK", "ORGANISATION", "SEEN AFTER", "SEVERITY", "EXPOSED BEFORE ALERT");
        for (Attack attack : world.attackers()) {
            Optional<ScrapingAlert> found = alertOf(attack);
            columns.row(
                    "  " + attack.kind().option(),
                    String.join(", ", attack.organisationIds()),
                    found.map(alert -> lasted(seenAt.getOrDefault(alert.alertId(), 0L) - attack.start()))
                            .orElse("not yet *"),
                    found.map(alert -> alert.severity().name()).orElse("-"),
                    found.map(alert -> Counted.of(alert.recordsExposedBeforeAlert()))
                            .orElse("-"));
        }
        out.print(columns);
        boolean missed =
                world.attackers().stream().anyMatch(attack -> alertOf(attack).isEmpty());
        long falseAlarms = opened.values().stream()
                .filter(alert -> world.attackers().stream()
                        .noneMatch(each -> each.organisationIds().contains(alert.organisationId())))
                .count();
        out.println("  False alarms: " + falseAlarms + ".");
        if (missed) {
            out.println(
                    "  * Few, varied questions behind an honest credential look honest to these detectors, which compare with"
                            + " nothing learned. Decoys find them at once.");
        }
        out.println();
        out.println(
                "Next: `nidwatch run` starts a detector to keep, `nidwatch scan LOG` looks through a log of yours.");
        out.flush();
    }

    private Optional<ScrapingAlert> alertOf(Attack attack) {
        return opened.values().stream()
                .filter(alert -> attack.organisationIds().contains(alert.organisationId()))
                .findFirst();
    }

    private void clearStatus() {
        if (statusLine) {
            out.print("\r\u001b[K");
            statusLine = false;
        }
    }

    private String elapsed(long nanos) {
        long seconds = (nanos - begun) / 1_000_000_000L;
        return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }
}
