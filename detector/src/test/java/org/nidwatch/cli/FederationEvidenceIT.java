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
import org.nidwatch.alert.Scope;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Token;
import org.nidwatch.settings.Settings;
import org.nidwatch.settings.SettingsLoader;
import org.nidwatch.wire.ReadAlert;

/** One walk through twelve organisations, over all partitions: one alert, and evidence that comes out again. */
@Tag("slow")
class FederationEvidenceIT {
    private static final int ORGANISATIONS = 20;
    private static final int WALKED = 12;
    private static final long MINUTE = 60_000;
    private static final int TICKS = 42;
    private static final Token BLOCK = new Token(7, 7);

    @TempDir
    Path data;

    @TempDir
    Path folder;

    @Test
    void oneAlertNamesThemAllAndItsEvidenceComesOutTheSame() throws Exception {
        Settings free = new SettingsLoader(Map.of(), Set::of)
                .load(null, List.of())
                .settings()
                .alone(data, 0, 0, 0);
        List<ReadAlert> heard = new ArrayList<>();
        try (EmbeddedDefault embedded = EmbeddedDefault.start(free)) {
            Settings settings = embedded.in(free, false);
            Keys.generate(settings, Map.of());
            try (Engine engine = Engine.start(settings, true, new Stop())) {
                await().atMost(Duration.ofSeconds(90)).until(() -> engine.notReady() == null);
                Connection connection = Connection.to(settings);
                try (Consumer<byte[], byte[]> consumer = connection.consumer()) {
                    AlertStream alerts =
                            new AlertStream(consumer, connection.topics().alerts(), connection.wire());
                    play(connection, engine);
                    await().atMost(Duration.ofSeconds(60)).until(() -> {
                        alerts.poll(heard::add);
                        return heard.stream().anyMatch(each -> each.alert().scope() == Scope.FEDERATION);
                    });
                }
                String id = heard.stream()
                        .filter(each -> each.alert().scope() == Scope.FEDERATION)
                        .findFirst()
                        .orElseThrow()
                        .alert()
                        .alertId()
                        .toString();
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
            }
        }
    }

    private Cli.Result run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--data", data.toString()));
        return new Cli(Map.of(), "", false).execute(all.toArray(String[]::new));
    }

    /** Tick by tick, each when the detector has read the one before: as time would bring them. */
    private static void play(Connection connection, Engine engine) {
        Random chance = new Random(5);
        long start = System.currentTimeMillis() / (60 * MINUTE) * (60 * MINUTE) - 5 * 60 * MINUTE;
        long sent = 0;
        try (Producer<byte[], byte[]> producer = connection.producer()) {
            for (int tick = 0; tick < TICKS; tick++) {
                List<NidQuery> queries = tick(start + tick * 5 * MINUTE, tick >= 12, chance);
                for (NidQuery query : queries) {
                    producer.send(new ProducerRecord<>(
                            connection.topics().queries(),
                            query.organisationId().getBytes(StandardCharsets.UTF_8),
                            connection.wire().query(connection.topics().queries(), query)));
                }
                producer.flush();
                sent += queries.size();
                long all = sent;
                await().atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> engine.received() >= all);
            }
        }
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
