// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nidwatch.alert.Mode;
import org.nidwatch.alert.Scope;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.federation.Federation;
import org.nidwatch.federation.FederationOutput;
import org.nidwatch.federation.OrganisationDigest;
import org.nidwatch.federation.SourceReport;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Token;
import org.nidwatch.policy.Policy;
import org.nidwatch.settings.Settings;
import org.nidwatch.settings.SettingsLoader;
import org.nidwatch.topology.Placement;
import org.nidwatch.watch.OrganisationActivity;
import org.nidwatch.watch.Watch;
import org.nidwatch.watch.WatchOutput;
import org.nidwatch.wire.ReadAlert;
import org.nidwatch.wire.Wire;

/** One walk through twelve organisations, over all partitions: one alert, and evidence that comes out again. */
@Tag("slow")
class FederationEvidenceIT {
    private static final int ORGANISATIONS = 20;
    private static final int WALKED = 12;
    private static final long MINUTE = 60_000;
    private static final int TICKS = 42;
    private static final int BULK = 60_000;
    private static final Token BLOCK = new Token(7, 7);

    @TempDir
    Path data;

    @TempDir
    Path folder;

    @Test
    void oneAlertNamesThemAllAndItsEvidenceComesOutTheSame() throws Exception {
        Settings free = free();
        try (EmbeddedDefault embedded = EmbeddedDefault.start(free)) {
            Settings settings = embedded.in(free, false);
            Keys.generate(settings, Map.of());
            try (Engine engine = started(settings)) {
                Connection connection = Connection.to(settings);
                play(connection, engine);
                assertThat(verified(heard(connection, 1))).doesNotContain("Order ");
            }
        }
    }

    /**
     * All was written before the detector starts, one partition after the other, and one of them holds a hundred times what
     * the others hold.
     */
    @Test
    void afterABacklogThePartitionsSpeedsChangeNothing() throws Exception {
        Settings free = free();
        List<NidQuery> queries = new ArrayList<>();
        Random chance = new Random(6);
        long start = start();
        for (int tick = 0; tick < TICKS; tick++) {
            queries.addAll(tick(start + tick * 5 * MINUTE, tick >= 12, chance));
        }
        for (int i = 0; i < BULK; i++) {
            long time = start + i * (TICKS * 5 * MINUTE / BULK);
            queries.add(query(time, WALKED, new Token(9, i % 50), Outcome.DISCLOSED, new Random(i % 50)));
        }
        queries.sort(Comparator.comparingLong(NidQuery::occurredAt));
        try (EmbeddedDefault embedded = EmbeddedDefault.start(free)) {
            Settings settings = embedded.in(free, false);
            Keys.generate(settings, Map.of());
            started(settings).close();
            Connection connection = Connection.to(settings);
            try (Producer<byte[], byte[]> producer = connection.producer()) {
                Placement placement = new Placement(
                        producer.partitionsFor(connection.topics().queries()).size());
                send(
                        connection,
                        producer,
                        queries.stream()
                                .sorted(Comparator.comparingInt(query -> placement.of(query.organisationId())))
                                .toList());
            }
            List<ScrapingAlert> expected = asOneFile(settings, queries);
            assertThat(expected).hasSizeGreaterThan(2);
            try (Engine engine = started(settings)) {
                List<ReadAlert> heard = heard(connection, expected.size());
                assertThat(heard.stream().map(each -> each.alert().toString()).limit(expected.size()))
                        .containsExactlyElementsOf(expected.stream()
                                .map(each -> each.toString().replace("mode=REPLAY", "mode=LIVE"))
                                .toList());
                assertThat(verified(heard)).contains("Order     all of it lay there before the detector read it");
            }
        }
    }

    private Settings free() throws Exception {
        return new SettingsLoader(Map.of(), Set::of)
                .load(null, List.of())
                .settings()
                .alone(data, 0, 0, 0);
    }

    private static Engine started(Settings settings) throws Exception {
        Engine engine = Engine.start(settings, true, new Stop());
        await().atMost(Duration.ofSeconds(90)).until(() -> engine.notReady() == null);
        return engine;
    }

    private static List<ReadAlert> heard(Connection connection, int atLeast) {
        List<ReadAlert> heard = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = connection.consumer()) {
            AlertStream alerts = new AlertStream(consumer, connection.topics().alerts(), connection.wire());
            await().atMost(Duration.ofSeconds(120)).until(() -> {
                alerts.poll(each -> {
                    if (each.alert().scope() == Scope.FEDERATION) {
                        heard.add(each);
                    }
                });
                return heard.size() >= atLeast;
            });
        }
        return heard;
    }

    private String verified(List<ReadAlert> heard) throws Exception {
        String id = heard.get(0).alert().alertId().toString();
        Path pack = folder.resolve("case");
        Cli.Result made = run("evidence", id, "--out", pack.toString());
        assertThat(made.code()).as(made.err()).isEqualTo(ExitCode.OK);
        assertThat(made.err()).doesNotContain("was raised under settings");

        Cli.Result verified = run("evidence", "verify", pack.toString());
        assertThat(verified.out() + verified.err())
                .contains("the same alert comes out, bit for bit")
                .containsPattern("Replayed  [\\d,]+ queries of all organisations");
        assertThat(verified.code()).isEqualTo(ExitCode.OK);
        assertThat(Files.readString(pack.resolve("report.html"))).contains("split-walk", "org-00", "org-11");
        return verified.out();
    }

    /** The federation's alerts as a scan gives them: one source. */
    private static List<ScrapingAlert> asOneFile(Settings settings, List<NidQuery> queries) {
        List<ScrapingAlert> alerts = new ArrayList<>();
        Federation federation = new Federation(
                settings.federation(), settings.watch().alerts(), Policy.NONE, Mode.REPLAY, new FederationOutput() {
                    @Override
                    public void alert(ScrapingAlert alert) {
                        alerts.add(alert);
                    }

                    @Override
                    public void late() {
                        throw new AssertionError("nothing is late in a file");
                    }
                });
        WatchOutput output = new WatchOutput() {
            @Override
            public void alert(ScrapingAlert alert) {}

            @Override
            public void activity(OrganisationActivity activity) {}

            @Override
            public void digest(OrganisationDigest digest, long reached) {
                federation.observe(SourceReport.of(0, 1, reached, digest));
            }

            @Override
            public void reached(long tick) {
                federation.observe(SourceReport.reached(0, 1, tick));
            }
        };
        Watch watch = new Watch(
                settings.watch(), Policy.NONE, Mode.REPLAY, settings.topics().prefix() + "queries", output);
        long line = 0;
        for (NidQuery query : queries) {
            watch.observe(query, -1, line++);
            watch.advance(query.occurredAt());
        }
        return alerts;
    }

    private Cli.Result run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--data", data.toString()));
        return new Cli(Map.of(), "", false).execute(all.toArray(String[]::new));
    }

    /** Tick by tick, each when the detector has read the one before: as time would bring them. */
    private static void play(Connection connection, Engine engine) {
        Random chance = new Random(5);
        long start = start();
        long sent = 0;
        try (Producer<byte[], byte[]> producer = connection.producer()) {
            for (int tick = 0; tick < TICKS; tick++) {
                List<NidQuery> queries = tick(start + tick * 5 * MINUTE, tick >= 12, chance);
                send(connection, producer, queries);
                sent += queries.size();
                long all = sent;
                await().atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> engine.received() >= all);
            }
        }
    }

    private static long start() {
        return System.currentTimeMillis() / (60 * MINUTE) * (60 * MINUTE) - 5 * 60 * MINUTE;
    }

    private static void send(Connection connection, Producer<byte[], byte[]> producer, List<NidQuery> queries) {
        Wire wire = connection.wire();
        for (NidQuery query : queries) {
            producer.send(new ProducerRecord<>(
                    connection.topics().queries(),
                    query.organisationId().getBytes(StandardCharsets.UTF_8),
                    wire.query(connection.topics().queries(), query)));
        }
        producer.flush();
    }

    private static List<NidQuery> tick(long from, boolean walk, Random chance) {
        List<NidQuery> queries = new ArrayList<>();
        for (int organisation = 0; organisation < ORGANISATIONS; organisation++) {
            for (int i = 0; i < 8; i++) {
                queries.add(query(from, organisation, token(chance), Outcome.DISCLOSED, chance));
            }
            if (walk && organisation < WALKED && chance.nextInt(2) == 0) {
                queries.add(query(
                        from,
                        organisation,
                        BLOCK,
                        chance.nextInt(3) == 0 ? Outcome.DISCLOSED : Outcome.NOT_FOUND,
                        chance));
            }
        }
        queries.sort(Comparator.comparingLong(NidQuery::occurredAt));
        return queries;
    }

    private static Token token(Random chance) {
        return new Token(chance.nextLong(), chance.nextLong());
    }

    private static NidQuery query(long from, int organisation, Token block, Outcome outcome, Random chance) {
        String id = "org-%02d".formatted(organisation);
        return new NidQuery(
                new UUID(chance.nextLong(), chance.nextLong()).toString(),
                from + chance.nextInt((int) (5 * MINUTE)),
                id,
                id + "-k1",
                null,
                null,
                Operation.RETRIEVE,
                outcome,
                outcome == Outcome.DISCLOSED ? 5 : 0,
                token(chance),
                block,
                0,
                null);
    }
}
