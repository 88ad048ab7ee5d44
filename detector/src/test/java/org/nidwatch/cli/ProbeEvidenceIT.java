// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.nidwatch.alert.Severity;
import org.nidwatch.detect.Shape;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Token;
import org.nidwatch.intake.Tokeniser;
import org.nidwatch.settings.Settings;
import org.nidwatch.settings.SettingsLoader;
import org.nidwatch.wire.ReadAlert;
import org.nidwatch.wire.Wire;

/** An investigation from the probe to the evidence, against one embedded default with a detector that runs. */
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProbeEvidenceIT {
    private static final String PERSON = "1990123456789";
    private static final String DECOY = "2990123456780";
    private static final String CUSTOMER = "3990123456781";

    @TempDir
    private static Path data;

    @TempDir
    private static Path folder;

    private static final StringBuilder SAID = new StringBuilder();
    private static EmbeddedDefault embedded;
    private static Engine engine;
    private static Settings settings;
    private static Connection connection;
    private static Wire wire;
    private static Tokeniser tokeniser;
    private static Producer<byte[], byte[]> producer;
    private static AlertStream alerts;
    private static Consumer<byte[], byte[]> consumer;
    private static final List<ReadAlert> HEARD = new ArrayList<>();
    private static UUID enumeration;
    private static int sent;

    @BeforeAll
    static void startTheDetector() throws Exception {
        Settings free = new SettingsLoader(Map.of(), java.util.Set::of)
                .load(null, List.of())
                .settings()
                .alone(data, 0, 0, 0);
        embedded = EmbeddedDefault.start(free);
        settings = embedded.in(free, false);
        Keys.generate(settings, Map.of());
        tokeniser = Tokeniser.fromKeyFile(settings.tokenKeyFile(), 0);
        engine = Engine.start(settings, true, new Stop());
        await().atMost(Duration.ofSeconds(90)).until(() -> engine.notReady() == null);
        connection = Connection.to(settings);
        wire = connection.wire();
        producer = connection.producer();
        consumer = connection.consumer();
        alerts = new AlertStream(consumer, connection.topics().alerts(), wire);
    }

    @AfterAll
    static void stopIt() throws IOException {
        producer.close();
        consumer.close();
        engine.close();
        embedded.close();
    }

    private static Cli.Result run(String... args) {
        return type("", args);
    }

    private static Cli.Result type(String input, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--data", data.toString()));
        Cli.Result result = new Cli(Map.of(), input, false).execute(all.toArray(String[]::new));
        SAID.append(result.out()).append(result.err());
        return result;
    }

    private static void query(String organisation, String credential, Token person, Outcome outcome) {
        NidQuery query = new NidQuery(
                new UUID(7, sent++).toString(),
                System.currentTimeMillis(),
                organisation,
                credential,
                "operator-3",
                "10.0.0.7",
                Operation.RETRIEVE,
                outcome,
                outcome == Outcome.DISCLOSED ? 12 : 0,
                person,
                null,
                0,
                null);
        String topic = connection.topics().queries();
        producer.send(
                new ProducerRecord<>(topic, organisation.getBytes(StandardCharsets.UTF_8), wire.query(topic, query)));
        producer.flush();
    }

    private static ReadAlert heard(Predicate<ReadAlert> wanted) {
        alerts.poll(HEARD::add);
        return HEARD.stream().filter(wanted).findFirst().orElse(null);
    }

    @Test
    @Order(1)
    void whoAsksForTheProbedPersonIsNamedWhileTheDetectorRuns() {
        for (int i = 0; i < 30; i++) {
            query("bank-1", "bank-1-k1", new Token(1, i), Outcome.DISCLOSED);
        }
        query("bank-1", "bank-1-k1", tokeniser.subject(CUSTOMER), Outcome.DISCLOSED);

        Cli.Result added = type(PERSON + "\n", "probe", "add", "--nid-file", "-", "--note", "bot 7, desk 2");
        assertThat(added.code()).as(added.err()).isEqualTo(ExitCode.OK);
        String id = added.out().strip();
        assertThat(id).matches("[0-9a-f]{8}-[0-9a-f]{8}");
        assertThat(added.err()).contains("clocks that differ by up to 2m").contains("Ask the bot now.");

        long[] asked = {0};
        ReadAlert alert = await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> {
                            // The bot asks until the detector knows of the probe; each credential is told once.
                            asked[0] = System.currentTimeMillis();
                            query("telecom-2", "telecom-2-k7", tokeniser.subject(PERSON), Outcome.DISCLOSED);
                            return heard(each -> each.alert().shape() == Shape.PROBE);
                        },
                        found -> found != null);

        assertThat(alert.alert().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(alert.alert().organisationId()).isEqualTo("telecom-2");
        assertThat(alert.alert().credentialId()).isEqualTo("telecom-2-k7");
        assertThat(alert.alert().summary())
                .contains("operator operator-3, address 10.0.0.7")
                .contains("probe " + id)
                .contains("(bot 7, desk 2)");
        // From the query to the alert's record, on whatever machine this is; a second on an idle one.
        assertThat(alert.emittedAtMillis() - alert.alert().detectedAt()).isLessThan(5_000);
    }

    @Test
    @Order(2)
    void aSecondProbeOnTheSamePersonWaitsItsTurn() {
        Cli.Result again = type(PERSON + "\n", "probe", "add", "--nid-file", "-");
        assertThat(again.code()).isEqualTo(ExitCode.FAILED);
        assertThat(again.err()).contains("asks about the same person").contains("could not be told apart");
        assertThat(run("probe", "add", PERSON).err()).contains("(number)");
        assertThat(run("probe", "add", "--token", PERSON).code()).isEqualTo(ExitCode.USAGE);
        assertThat(type(PERSON, "probe", "add", "--nid-file", "-", "--window", "3d")
                        .err())
                .contains("--window = 3d: must be a duration such as 90s or 2m, 1s to 1d");
        assertThat(run("probe", "report", PERSON).code()).isEqualTo(ExitCode.USAGE);
        assertThat(run("probe", "list").out()).contains("open").contains("bot 7, desk 2");
    }

    @Test
    @Order(3)
    void theReportNamesTheOrganisation() throws IOException {
        Path json = folder.resolve("report.json");
        Cli.Result report = run("probe", "report", "--json", json.toString());
        assertThat(report.code()).as(report.err()).isEqualTo(ExitCode.FOUND);
        assertThat(report.out())
                .containsPattern("telecom-2 +telecom-2-k7 +operator-3 +10.0.0.7 +\\d:\\d+")
                .containsPattern("telecom-2 +1 of 1 ")
                .contains("telecom-2 answered 1 of 1 probe.");
        assertThat(report.err()).contains("look again after that").contains("one probe is enough for a decoy");
        assertThat(Files.readString(json)).startsWith("{\"verdict\":\"NAMED\"").contains("\"hits\":1");
    }

    @Test
    @Order(4)
    void whatSomebodyAskedForIsNoDecoy() {
        Cli.Result refused = type(DECOY + "\n\n" + CUSTOMER + "\n", "canary", "add", "--nid-file", "-");
        assertThat(refused.code()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err())
                .contains("1 of these was asked for in the last 30 days and would ring for ever. Nothing was planted.")
                .contains("line 3: asked for 1 time by bank-1, last on ")
                .containsPattern("Looked through \\d+ queries since .* in \\d+\\.\\d s\\.");
        assertThat(type(CUSTOMER, "canary", "check", "--nid-file", "-").code()).isEqualTo(ExitCode.FOUND);
        assertThat(type(DECOY + "\n12345\n", "canary", "check", "--nid-file", "-")
                        .err())
                .contains("line 2: nid has 5 digits; allowed: 10, 13 or 17");

        Cli.Result added = type(
                DECOY + "\n" + DECOY + "\n",
                "canary",
                "add",
                "--nid-file",
                "-",
                "--label",
                "decoy 4",
                "--planted-for",
                "bank-1");
        assertThat(added.code()).as(added.err()).isEqualTo(ExitCode.OK);
        assertThat(added.err()).contains("1 line repeats an earlier one").contains("Planted 1 canary.");
    }

    @Test
    @Order(5)
    void aPlantedDecoyTellsWhoLeaked() {
        ReadAlert alert = await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> {
                            query("ministry-3", "ministry-3-k1", tokeniser.subject(DECOY), Outcome.NOT_FOUND);
                            return heard(each -> each.alert().shape() == Shape.CANARY);
                        },
                        found -> found != null);
        assertThat(alert.alert().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(alert.alert().summary()).contains("bank-1 is the likely source of the leak");

        Cli.Result surfaced = type(CUSTOMER + "\nnonsense\n" + DECOY + "\n", "canary", "surfaced", "--sample", "-");
        assertThat(surfaced.code()).as(surfaced.err()).isEqualTo(ExitCode.FOUND);
        assertThat(surfaced.out())
                .containsPattern("(?m)^3 +[0-9a-f]{32} +bank-1 +decoy 4$")
                .contains("bank-1: 1 decoy that was planted for it alone. It is the likely source");
        assertThat(surfaced.err()).contains("1 line is neither a number").contains("the first is line 2");
        assertThat(type(CUSTOMER, "canary", "surfaced", "--sample", "-").code()).isEqualTo(ExitCode.OK);
    }

    @Test
    @Order(6)
    void evidenceIsWrittenAndComesOutTheSame() throws IOException {
        for (int i = 0; i < 60; i++) {
            query("bank-9", "stolen", new Token(9, i), i % 20 == 0 ? Outcome.DISCLOSED : Outcome.NOT_FOUND);
        }
        ReadAlert alert = await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> heard(each -> each.alert().organisationId().equals("bank-9")
                                && each.alert().shape() == Shape.ENUMERATION),
                        found -> found != null);
        enumeration = alert.alert().alertId();
        for (ReadAlert each : List.of(
                alert,
                HEARD.stream()
                        .filter(one -> one.alert().shape() == Shape.PROBE)
                        .findFirst()
                        .orElseThrow(),
                HEARD.stream()
                        .filter(one -> one.alert().shape() == Shape.CANARY)
                        .findFirst()
                        .orElseThrow())) {
            String pack = folder.resolve("case-" + each.alert().shape()).toString();
            Cli.Result made = run("evidence", each.alert().alertId().toString(), "--out", pack);
            assertThat(made.code()).as(made.err()).isEqualTo(ExitCode.OK);
            assertThat(made.out()).containsPattern("SHA-256 of manifest.json: [0-9a-f]{64}");

            Cli.Result verified = run("evidence", "verify", pack);
            assertThat(verified.out() + verified.err()).contains("the same alert comes out, bit for bit");
            assertThat(verified.code()).isEqualTo(ExitCode.OK);
        }
        Path pack = folder.resolve("case-ENUMERATION");
        assertThat(Files.readString(pack.resolve("report.html")))
                .contains("Evidence for alert " + enumeration)
                .contains("do not exist")
                .doesNotContain("<script");
        assertThat(Files.readString(pack.resolve("chart.svg")))
                .startsWith("<svg")
                .contains("Queries of bank-9");
        assertThat(Files.readAllLines(pack.resolve("events.csv")))
                .hasSizeGreaterThan(10)
                .element(1)
                .asString()
                .matches(
                        ".*,bank-9,stolen,operator-3,10\\.0\\.0\\.7,RETRIEVE,[A-Z_]+,\\d+,[0-9a-f]{32},0,nid\\.queries,\\d,\\d+");
        assertThat(Files.readAllLines(folder.resolve("case-PROBE/events.csv"))).hasSizeGreaterThan(1);
    }

    @Test
    @Order(7)
    void aChangedPackIsToldAndSoIsWhatCannotBeMade() throws IOException {
        Path pack = folder.resolve("case-ENUMERATION");
        String id = enumeration.toString();
        assertThat(run("evidence", id, "--out", pack.toString()).err()).contains("is not empty");
        Cli.Result unknown = run(
                "evidence",
                new UUID(1, 2).toString(),
                "--out",
                folder.resolve("x").toString());
        assertThat(unknown.code()).isEqualTo(ExitCode.FAILED);
        assertThat(unknown.err())
                .contains("there is no alert " + new UUID(1, 2) + " in nid.alerts, which holds")
                .contains("the oldest of 20");
        assertThat(run("evidence", PERSON, "--out", folder.resolve("x").toString())
                        .err())
                .contains("ALERT_ID must be the id of an alert");
        assertThat(run("evidence", "verify", folder.toString()).err()).contains("it is no evidence pack");

        Files.writeString(pack.resolve("events.csv"), "more\n", StandardOpenOption.APPEND);
        Cli.Result changed = run("evidence", "verify", pack.toString());
        assertThat(changed.code()).isEqualTo(ExitCode.FAILED);
        assertThat(changed.err()).contains("events.csv was changed");
    }

    @Test
    @Order(8)
    void anAlertThatDoesNotComeOutIsToldFieldByField() throws IOException {
        Path pack = folder.resolve("case-forged");
        run("evidence", enumeration.toString(), "--out", pack.toString());
        Path alert = pack.resolve("alert.jsonl");
        Files.writeString(alert, Files.readString(alert).replaceAll("\"queries\":\\d+", "\"queries\":7777"));
        org.nidwatch.evidence.Manifest.write(pack);

        Cli.Result verified = run("evidence", "verify", pack.toString());
        assertThat(verified.code()).isEqualTo(ExitCode.FAILED);
        assertThat(verified.out()).contains("queries was 7777, is ").contains("Because");
    }

    @Test
    @Order(9)
    void whatRetentionHasEatenCannotBeVerified() throws Exception {
        try (Admin admin = connection.admin();
                Consumer<byte[], byte[]> reader = connection.consumer()) {
            Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
            reader.endOffsets(
                            TopicContents.partitions(reader, connection.topics().queries()))
                    .forEach((partition, end) -> all.put(partition, RecordsToDelete.beforeOffset(end)));
            admin.deleteRecords(all).all().get();
        }
        Cli.Result verified =
                run("evidence", "verify", folder.resolve("case-PROBE").toString());
        assertThat(verified.code()).isEqualTo(ExitCode.FAILED);
        assertThat(verified.out())
                .contains("emission 0 (OPENED) does not come out")
                .contains(
                        "it cannot be verified from the topic any more: the topic keeps no query of telecom-2 any more");
    }

    @Test
    @Order(10)
    void noNumberOfACitizenIsSaidOrWrittenAnywhere() throws IOException {
        List<String> numbers = List.of(PERSON, DECOY, CUSTOMER, "nonsense");
        assertThat(SAID.toString()).doesNotContain(numbers);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain(numbers);
            }
        }
    }
}
