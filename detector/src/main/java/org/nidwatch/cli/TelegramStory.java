// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.detect.Shape;
import org.nidwatch.intake.Tokeniser;
import org.nidwatch.settings.Settings;
import org.nidwatch.simulate.Story;

/**
 * The case of 2023 from its start to its end: a bot gives anyone's record for a number, and nobody can say through which of 180
 * organisations. Each step is the command that an investigator would type, run for real.
 */
final class TelegramStory {
    private static final Duration HISTORY = Duration.ofMinutes(30);
    private static final Duration QUIET = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SAMPLE = 30;
    private static final long CAUGHT_UP_MILLIS = 2_000;
    /** Queries that may be under way. */
    private static final long AT_ONCE = 200;

    private final PrintStream out;
    private final Settings settings;
    private final AlertText text;
    private final @Nullable Path wanted;
    private final LongSupplier received;
    private final List<ScrapingAlert> heard = new ArrayList<>();

    /**
     * The story on a running detector.
     *
     * @param evidence new or empty folder for the evidence; null = a temporary one, which stays
     * @param received how many queries the detector has received
     */
    TelegramStory(Terminal terminal, Settings settings, @Nullable Path evidence, LongSupplier received) {
        this.received = received;
        this.settings = settings;
        out = terminal.out();
        text = new AlertText(settings.calendar().zone(), terminal.colours());
        wanted = evidence;
    }

    static DemoWorld world(long seed, int organisations) {
        return new DemoWorld(Story.telegram(seed, organisations, System.currentTimeMillis(), HISTORY));
    }

    void play(Connection connection, DemoWorld world, Tokeniser tokeniser, Stop stop)
            throws IOException, InterruptedException {
        Stop traffic = new Stop();
        Thread sender = new Thread(() -> world.send(connection, tokeniser, traffic), "story-traffic");
        try (Consumer<byte[], byte[]> consumer = connection.consumer()) {
            AlertStream alerts = new AlertStream(consumer, connection.topics().alerts(), connection.wire());
            sender.start();
            tell(world, alerts, stop);
        } finally {
            traffic.wish();
            sender.join(Duration.ofSeconds(20).toMillis());
        }
    }

    private void tell(DemoWorld world, AlertStream alerts, Stop stop) throws IOException {
        title(world.organisations().size() + " ORGANISATIONS, AND A BOT BEHIND ONE OF THEM");
        say(
                "They have asked a national ID server for half an hour, about 40 times a second. A bot on Telegram gives anyone's",
                "record for a number; people ask it every six seconds, and each time it asks the server with the credential of",
                "one of them. Here nothing is learned of them yet, so a pace like that looks honest:");
        listen(alerts, stop, QUIET, false, world);
        say(heard.isEmpty() ? "no alert within " + QUIET.toSeconds() + " seconds." : "");
        catchUp(world, stop);

        title("ASK THE BOT, AND SEE WHO ASKS THE SERVER");
        say(
                "A colleague consents. Her number goes into a file, the probe is set, and then the bot is asked about her.");
        Path colleague = write("colleague.txt", List.of(world.bystander()));
        run(
                stop,
                "probe",
                "add",
                "--nid-file",
                colleague,
                "--window",
                "2m",
                "--note",
                "the bot, asked by the investigator");
        world.ask(world.bystander());
        long begun = System.nanoTime();
        ScrapingAlert alert = listen(alerts, stop, PATIENCE, true, world);
        if (alert == null) {
            if (stop.wished()) {
                return;
            }
            throw CommandFailure.failed("the story did not come out: no probe alert within " + PATIENCE.toSeconds()
                    + " seconds (" + (System.nanoTime() - begun) / 1_000_000_000 + " waited)");
        }
        run(stop, "probe", "report");

        title("A LEAKED SAMPLE TURNS UP");
        List<Long> sample = sample(world.leaked());
        say(
                sample.size()
                        + " people whose records the bot gave away, from a channel where its customers boast. Whose look-ups",
                "explain them?");
        Path leaked = write("leaked.txt", sample);
        run(stop, "trace", "--sample", leaked, "--from", Instant.ofEpochMilli(world.from()));

        title("WHAT GOES INTO THE LETTER");
        Path folder = wanted == null ? Files.createTempDirectory("nidwatch-evidence-") : wanted.toAbsolutePath();
        run(stop, "evidence", alert.alertId(), "--out", folder);
        run(stop, "evidence", "verify", folder);

        title("THE TRUTH");
        String hidden = world.attackers().get(0).organisationIds().get(0);
        say(
                "The bot sits behind " + hidden + ". The probe named " + alert.organisationId() + ".",
                "The evidence stays in " + folder + ". All else is removed.");
    }

    // Asked while the history is still being sent, the bot would answer before it was asked.
    private void catchUp(DemoWorld world, Stop stop) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!stop.wished() && (world.behind() > CAUGHT_UP_MILLIS || received.getAsLong() < world.sent() - AT_ONCE)) {
            if (System.nanoTime() > deadline) {
                throw CommandFailure.failed("this machine is too busy for the story: its history is still not read");
            }
            stop.await(Duration.ofMillis(100));
        }
    }

    /** Shows alerts as they come until the time is over, or the probe's is among them. */
    private @Nullable ScrapingAlert listen(
            AlertStream alerts, Stop stop, Duration atMost, boolean forProbe, DemoWorld world) {
        long deadline = System.nanoTime() + atMost.toNanos();
        ScrapingAlert[] found = new ScrapingAlert[1];
        while (!stop.wished() && found[0] == null && System.nanoTime() < deadline) {
            world.failure().ifPresent(failure -> {
                throw failure;
            });
            alerts.poll(read -> {
                ScrapingAlert alert = read.alert();
                if (alert.sequence() == 0 || heard.isEmpty()) {
                    long now = System.currentTimeMillis();
                    heard.add(alert);
                    out.println(text.of(alert).indent(2).stripTrailing());
                    if (forProbe && alert.shape() == Shape.PROBE) {
                        found[0] = alert;
                        out.printf(
                                Locale.ROOT,
                                "%n  Read here %.1f seconds after the bot's query was made.%n",
                                (now - world.answeredAt()) / 1000.0);
                    }
                    out.println();
                }
            });
        }
        return found[0];
    }

    /** Every so manieth of them, in the order of the leak. */
    private static List<Long> sample(List<Long> all) {
        int n = Math.min(SAMPLE, all.size());
        List<Long> some = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            some.add(all.get((int) ((long) i * all.size() / n)));
        }
        return some;
    }

    private Path write(String name, List<Long> numbers) throws IOException {
        Path file = settings.data().dir().resolve(name);
        return Files.write(file, numbers.stream().map(String::valueOf).toList());
    }

    /** Types a command, and does what it says: against this broker alone, whatever the environment names. */
    private void run(Stop stop, Object... words) throws IOException {
        if (stop.wished()) {
            return;
        }
        Path dir = settings.data().dir();
        List<String> args = Arrays.stream(words).map(String::valueOf).toList();
        out.println(
                "  $ nidwatch " + args.stream().map(word -> shown(word, dir)).collect(Collectors.joining(" ")));
        out.flush();
        Path config = dir.resolve("story.yaml");
        Files.writeString(config, "data.dir: " + dir + System.lineSeparator());
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        Terminal quiet = new Terminal(
                Map.of("NIDWATCH_CONFIG", config.toString()),
                InputStream.nullInputStream(),
                new PrintStream(answer, true, StandardCharsets.UTF_8),
                new PrintStream(told, true, StandardCharsets.UTF_8),
                false,
                stop);
        int code = Nidwatch.execute(quiet, args.toArray(String[]::new));
        out.println(answer.toString(StandardCharsets.UTF_8).stripTrailing().indent(4));
        if (code == ExitCode.FAILED || code == ExitCode.USAGE) {
            throw CommandFailure.failed("the story did not come out: `nidwatch " + args.get(0) + "` ended with " + code
                    + ": " + told.toString(StandardCharsets.UTF_8).strip());
        }
    }

    private static String shown(String word, Path dir) {
        String local =
                word.startsWith(dir + "/") ? word.substring(dir.toString().length() + 1) : word;
        return local.contains(" ") ? "\"" + local + "\"" : local;
    }

    private void title(String words) {
        out.println();
        out.println(words);
        out.println();
        out.flush();
    }

    private void say(String... lines) {
        for (String line : lines) {
            if (!line.isEmpty()) {
                out.println("  " + line);
            }
        }
        out.println();
        out.flush();
    }
}
