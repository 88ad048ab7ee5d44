// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.Severity;
import org.nidwatch.intake.Tokeniser;
import org.nidwatch.policy.AuditRecord;
import org.nidwatch.settings.Settings;
import org.nidwatch.settings.SettingsLoader;
import org.nidwatch.wire.Wire;

/** The commands that talk to Kafka, against one embedded default that they find by its data directory. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PolicyCommandsIT {
    private static final String NID = "1990123456789";

    @TempDir
    private static Path data;

    private static EmbeddedDefault embedded;
    private static Settings settings;

    @BeforeAll
    static void startTheEmbeddedDefault() throws IOException {
        Settings free = new SettingsLoader(Map.of(), java.util.Set::of)
                .load(null, List.of())
                .settings()
                .alone(data, 0, 0, 0);
        embedded = EmbeddedDefault.start(free);
        settings = embedded.in(free, false);
        Keys.generate(settings, Map.of());
    }

    @AfterAll
    static void stopIt() throws IOException {
        embedded.close();
    }

    @Test
    @Order(1)
    void withoutTopicsTheNextStepIsNamed() {
        Cli.Result result = run("organisation", "list");

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err())
                .isEqualToNormalizingNewlines(
                        "nidwatch: there is no topic nid.organisations: run `nidwatch topics --apply` first\n");
    }

    @Test
    @Order(2)
    void topicsTellsWhatIsMissingAndCreatesItOnlyWhenAsked() {
        Cli.Result looked = run("topics");
        assertThat(looked.code()).as(looked.err()).isEqualTo(ExitCode.FOUND);
        assertThat(looked.out())
                .containsPattern("(?m)^nid.queries +6 +1 ")
                .contains("nid.queries: does not exist")
                .contains("`nidwatch topics --apply` creates what is missing")
                .contains("kafka-acls.sh --bootstrap-server " + embedded.kafka());

        Cli.Result applied = run("topics", "--apply");
        assertThat(applied.code()).as(applied.err()).isEqualTo(ExitCode.OK);
        assertThat(applied.out()).contains("nid.queries: does not exist (done)");

        Cli.Result again = run("topics");
        assertThat(again.code()).isEqualTo(ExitCode.OK);
        assertThat(again.out()).contains("The cluster is as planned.");
    }

    @Test
    @Order(3)
    void organisationsAreDeclaredListedAndRemoved() throws IOException {
        Path file = Files.writeString(data.resolve("orgs.jsonl"), """
                {"id":"bank-2","name":"Bank Two","sector":"bank","declared_quota_per_day":5000,"working_hours":"09:00-17:00","contacts":["desk@bank-2.example"]}
                {"id":"bank-3","name":"Bank Three","sector":"bank","declared_quota_per_day":null,"working_hours":null,"contacts":[]}
                """);

        assertThat(run(
                                "organisation",
                                "add",
                                "bank-1",
                                "--name",
                                "Bank One",
                                "--quota",
                                "1200",
                                "--contact",
                                "a",
                                "--contact",
                                "b")
                        .err())
                .isEqualToNormalizingNewlines("Declared organisation bank-1.\n");
        assertThat(run("organisation", "add", "--file", file.toString()).err())
                .isEqualToNormalizingNewlines("Declared 2 organisations.\n");

        Cli.Result list = run("organisation", "list");
        assertThat(list.code()).as(list.err()).isEqualTo(ExitCode.OK);
        assertThat(list.out())
                .containsPattern("(?m)^bank-1 +Bank One +1,200 +- +- +a, b$")
                .containsPattern("(?m)^bank-2 +Bank Two +bank +5,000 +- +09:00-17:00 +desk@bank-2.example$");
        assertThat(run("organisation", "list", "--format", "json").out().lines())
                .hasSize(3)
                .anyMatch(line -> line.contains("\"id\":\"bank-2\"") && line.contains("5000"));

        assertThat(run("organisation", "remove", "bank-3").err())
                .isEqualToNormalizingNewlines("Removed organisation bank-3.\n");
        assertThat(run("organisation", "list").out()).doesNotContain("bank-3");
        Cli.Result unknown = run("organisation", "remove", "bank-1", "bank-9");
        assertThat(unknown.code()).isEqualTo(ExitCode.FAILED);
        assertThat(unknown.err()).contains("there is no organisation bank-9");
        assertThat(run("organisation", "list").out()).contains("bank-1");
    }

    @Test
    @Order(4)
    void canariesAreTokenisedOnTheSpotAndNoNumberIsShown() {
        String token =
                Tokeniser.fromKeyFile(settings.tokenKeyFile(), 0).subject(NID).hex();

        Cli.Result added = run(NID + "\n\n", "canary", "add", "--nid-file", "-", "--label", "decoy one");
        assertThat(added.code()).as(added.err()).isEqualTo(ExitCode.OK);
        assertThat(added.out().strip()).isEqualTo(token);
        assertThat(added.out() + added.err()).doesNotContain(NID);

        assertThat(run("canary", "add", "--token", "ff0102030405060708090a0b0c0d0e0f", "--planted-for", "bank-1")
                        .code())
                .isEqualTo(ExitCode.OK);
        assertThat(run("canary", "list").out())
                .containsPattern("(?m)^" + token + " +all +decoy one$")
                .containsPattern("(?m)^ff0102030405060708090a0b0c0d0e0f +bank-1 +canary$");
        assertThat(run("canary", "remove", token).err())
                .isEqualToNormalizingNewlines("Removed canary " + token + ".\n");
        assertThat(run("canary", "list", "--format", "json").out().lines()).hasSize(1);
    }

    @Test
    @Order(5)
    void aNumberInTheWrongPlaceIsRefusedWithoutBeingRepeated() {
        for (Cli.Result result : List.of(
                run("canary", "add", "--token", NID),
                run("canary", "remove", NID),
                run("canary", "add", NID),
                run("12345x\n", "canary", "add", "--nid-file", "-"),
                run("organisation", "add", NID))) {
            assertThat(result.code()).isNotEqualTo(ExitCode.OK);
            assertThat(result.err())
                    .doesNotContain(NID)
                    .doesNotContain("12345x")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    @Order(6)
    void alertsAreShownToPeopleAndToPrograms() {
        UUID open = new UUID(0, 1);
        UUID closed = new UUID(0, 2);
        send("nid.alerts", open, Phase.OPENED, true);
        send("nid.alerts", open, Phase.UPDATED, false);
        send("nid.alerts", closed, Phase.CLOSED, true);
        send("nid.alerts.current", open, Phase.OPENED, true);
        send("nid.alerts.current", closed, Phase.CLOSED, true);

        Cli.Result text = run("alerts", "--from-beginning", "--max", "2");
        assertThat(text.code()).as(text.err()).isEqualTo(ExitCode.OK);
        assertThat(text.out())
                .contains("HIGH     opened    2026-03-01 14:05:00  bank-1 / key-7  enumeration")
                .contains("HIGH     closed    2026-03-01 14:05:00  bank-1")
                .as("aborted transactions are not shown")
                .doesNotContain("updated");

        assertThat(run("alerts", "--from-beginning", "--max", "1", "--format", "json")
                        .out())
                .startsWith("{\"alert_id\":\"00000000-0000-0000-0000-000000000001\"");

        Cli.Result current = run("alerts", "--open");
        assertThat(current.out()).contains("bank-1").doesNotContain("closed");
        assertThat(current.err()).isEqualToNormalizingNewlines("1 open: 1 HIGH.\n");
    }

    @Test
    @Order(7)
    void followingEndsInTime() {
        Cli.Result result = run("alerts", "--for", "1s");

        assertThat(result.code()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).isEmpty();
    }

    @Test
    @Order(8)
    void whatIsNoAlertIsLeftOutAndTold() {
        Connection connection = Connection.to(settings);
        try (var producer = connection.producer()) {
            producer.send(new ProducerRecord<>("nid.alerts", "x".getBytes(StandardCharsets.UTF_8), new byte[] {1, 2}));
        }

        Cli.Result result = run("alerts", "--from-beginning", "--for", "2s");

        assertThat(result.code()).isEqualTo(ExitCode.OK);
        assertThat(result.err()).contains("1 record of nid.alerts is no alert and was left out");
    }

    @Test
    @Order(10)
    void whatIsAnnouncedIsKeptListedAndWithdrawn() {
        run("organisation", "add", "bank-1", "--quota", "1200");
        run("organisation", "add", "bank-2");

        Cli.Result announced = run(
                "organisation",
                "announce",
                "bank-1",
                "--from",
                "2999-03-20",
                "--until",
                "2999-03-20T18:00",
                "--ceiling",
                "3",
                "--note",
                "stipends");
        assertThat(announced.code()).as(announced.err()).isEqualTo(ExitCode.OK);
        assertThat(announced.err())
                .isEqualToNormalizingNewlines(
                        "Announced for organisation bank-1: 2999-03-20 00:00 to" + " 2999-03-20 18:00, up to x3.\n");
        assertThat(run("organisation", "holiday", "--all", "--from", "2999-12-16", "--note", "Victory Day")
                        .err())
                .isEqualToNormalizingNewlines(
                        "A holiday of 2 organisations: 2999-12-16 00:00 to 2999-12-17 00:00," + " 10 % expected.\n");
        run("organisation", "holiday", "bank-2", "--from", "2001-12-16");
        // Changing another field takes nothing back.
        run("organisation", "add", "bank-1", "--quota", "1300");

        assertThat(run("organisation", "list").out())
                .containsPattern("(?m)^bank-1 +bank-1 +1,300 ")
                .containsPattern("(?m)^bank-1 +2999-03-20 00:00 +2999-03-20 18:00 +up to x3 +stipends$")
                .containsPattern("(?m)^bank-2 +2999-12-16 00:00 +2999-12-17 00:00 +10 % expected +Victory Day$")
                .as("what is over is not coming")
                .doesNotContain("2001-12-16");
        assertThat(run("organisation", "list", "--format", "json").out())
                .contains("\"ceiling\":3.0,\"note\":\"stipends\"");

        assertThat(run("organisation", "withdraw", "bank-1", "--from", "2999-03-20")
                        .code())
                .isEqualTo(ExitCode.OK);
        assertThat(run("organisation", "list").out()).doesNotContain("stipends").contains("Victory Day");
        assertThat(run("organisation", "withdraw", "bank-1", "--from", "2999-03-20")
                        .err())
                .contains("organisation bank-1 has announced nothing that starts at 2999-03-20 00:00");
    }

    @Test
    @Order(11)
    void whatCannotBeAnnouncedIsRefused() {
        String[] times = {"--from", "2999-03-20", "--until", "2999-03-19"};
        assertThat(run("organisation", with(times, "announce", "bank-1", "--ceiling", "3"))
                        .err())
                .contains("--until = 2999-03-19: must lie after --from = 2999-03-20");
        times[3] = "March";
        assertThat(run("organisation", with(times, "announce", "bank-1", "--ceiling", "3"))
                        .err())
                .contains("--until = March: must be a day (2026-03-20) or a time");
        times[3] = "2999-03-20";
        assertThat(run("organisation", with(times, "announce", "bank-1", "--ceiling", "13"))
                        .err())
                .contains("--ceiling = 13.0: must be above 1 and at most 12");
        assertThat(run("organisation", with(times, "holiday", "bank-1", "--ceiling", "1"))
                        .err())
                .contains("--ceiling = 1.0: must be at least 0 and below 1");
        assertThat(run("organisation", with(times, "holiday")).err()).contains("give either IDs or --all");
        assertThat(run("organisation", with(times, "holiday", "bank-1", "bank-99"))
                        .err())
                .contains("organisation bank-99 is not declared");
        assertThat(run("organisation", with(times, "announce", "bank-1", "--ceiling", "3", "--note", "for " + NID))
                        .err())
                .contains("--note holds a 10-, 13- or 17-digit number")
                .doesNotContain(NID);
        assertThat(run("organisation", with(times, "announce", NID, "--ceiling", "3"))
                        .err())
                .doesNotContain(NID);
    }

    @Test
    @Order(12)
    void alertsAreDecidedListedAndTakenBack() {
        String alert = new UUID(0, 1).toString();

        Cli.Result added = run(
                "disposition", "add", alert, "--verdict", "false-positive", "--note", "stale list", "--analyst", "me");
        assertThat(added.code()).as(added.err()).isEqualTo(ExitCode.OK);
        assertThat(added.err()).isEqualToNormalizingNewlines("Alert " + alert + " of bank-1 is false-positive.\n");
        assertThat(run("disposition", "list").out())
                .containsPattern("(?m)^" + alert + " +bank-1 +false-positive +\\d{4}-\\S+ \\S+ +me +stale list$");
        assertThat(run("disposition", "list", "--format", "json").out())
                .startsWith("{\"alert_id\":\"" + alert + "\",\"verdict\":\"FALSE_POSITIVE\",\"analyst\":\"me\","
                        + "\"note\":\"stale list\",\"organisation_id\":\"bank-1\",\"decided_at\":");

        run("disposition", "add", alert, "--verdict", "benign");
        assertThat(run("disposition", "list").out()).contains(" benign ", System.getProperty("user.name"));

        String unknown = new UUID(0, 99).toString();
        Cli.Result refused = run("disposition", "add", unknown, "--verdict", "test");
        assertThat(refused.code()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err()).contains("there is no alert " + unknown + " in nid.alerts.current");
        assertThat(run("disposition", "add", alert, "--verdict", "harmless").err())
                .contains("must be one of true-positive, false-positive, benign, test");
        for (Cli.Result result : List.of(
                run("disposition", "add", NID, "--verdict", "test"),
                run("disposition", "remove", NID),
                run("disposition", "add", alert, "--verdict", "test", "--note", "was " + NID))) {
            assertThat(result.code()).isEqualTo(ExitCode.USAGE);
            assertThat(result.err()).doesNotContain(NID);
        }

        assertThat(run("disposition", "remove", alert).err())
                .isEqualToNormalizingNewlines("Removed disposition " + alert + ".\n");
        assertThat(run("disposition", "list").err()).isEqualToNormalizingNewlines("0 alerts decided.\n");
    }

    @Test
    @Order(13)
    void silencesAreAgreedListedEndedAndNoted() {
        String[] terms = {"--until", "2999-03-20", "--approver", "amina", "--reason", "load test"};
        Cli.Result tooLong = run("silence", with(terms, "add", "bank-1"));
        assertThat(tooLong.code()).isEqualTo(ExitCode.USAGE);
        assertThat(tooLong.err())
                .contains("until must lie after from (now, when none is given), at most 31 days after it");

        Cli.Result coming = run(
                "silence",
                with(terms, "add", "bank-1", "--from", "2999-03-10", "--detector", "miss-ratio", "--ceiling", "50"));
        assertThat(coming.code()).as(coming.err()).isEqualTo(ExitCode.OK);
        String id = coming.out().strip();
        assertThat(id).matches("bank-1/miss-ratio/[0-9a-f]{8}");
        assertThat(coming.err())
                .contains(
                        "Alerts of bank-1 that miss-ratio alone raises are held back from 2999-03-10 00:00",
                        "up to 50 records");
        String now = agreedNow();

        assertThat(run("silence", "list").out())
                .containsPattern("(?m)^" + id + " +to come +2999-03-10 00:00 +2999-03-21 00:00 +50 +amina +load test$")
                .containsPattern("(?m)^" + now + " +in force .* default +amina +load test$");
        assertThat(run("silence", "list", "--format", "json").out().lines()).hasSize(2);

        assertThat(run("silence", "remove", id).err()).isEqualToNormalizingNewlines("Removed silence " + id + ".\n");
        assertThat(run("silence", "remove", now).err()).isEqualToNormalizingNewlines("Ended silence " + now + ".\n");
        assertThat(run("silence", "list").out())
                .containsPattern("(?m)^" + now + " +over ")
                .doesNotContain(id);
        assertThat(run("silence", "remove", id).err()).contains("there is no such silence: `nidwatch silence list`");
        assertThat(audited("SILENCE"))
                .extracting(each -> each.action() + " " + each.target())
                .containsExactly(
                        "SILENCE_ADDED " + id, "SILENCE_ADDED " + now, "SILENCE_ENDED " + id, "SILENCE_ENDED " + now);
        assertThat(audited("SILENCE")).allMatch(each -> each.actor().equals(System.getProperty("user.name")));
        assertThat(audited("DISPOSITION")).hasSize(3);
    }

    private static String agreedNow() {
        String until = java.time.LocalDate.now(java.time.ZoneId.of("Asia/Dhaka"))
                .plusDays(3)
                .toString();
        Cli.Result added =
                run("silence", "add", "bank-2", "--until", until, "--approver", "amina", "--reason", "load test");
        assertThat(added.code()).as(added.err()).isEqualTo(ExitCode.OK);
        return added.out().strip();
    }

    @Test
    @Order(14)
    void whatCannotBeSilencedIsRefused() {
        String[] terms = {"--until", "2999-03-20", "--approver", "amina", "--reason", "load test"};
        assertThat(run("silence", with(terms, "add", "*", "--from", "2999-03-10"))
                        .err())
                .contains("organisation must name one organisation, never several");
        assertThat(run("silence", with(terms, "add", "bank-1", "--detector", "rate"))
                        .err())
                .contains("--detector must be all or one of ", "miss-ratio");
        assertThat(run("silence", with(terms, "add", "bank-1", "--from", "2001-03-10"))
                        .err())
                .contains("--from = 2001-03-10: lies in the past");
        assertThat(run("silence", with(terms, "add", "bank-1", "--from", "2999-03-10", "--ceiling", "1000001"))
                        .err())
                .contains("ceiling must be within [0, 1000000] records");
        assertThat(run("silence", "add", "bank-1", "--until", "2999-03-20").code())
                .isEqualTo(ExitCode.USAGE);
        terms[5] = "asked about " + NID;
        for (Cli.Result result : List.of(
                run("silence", with(terms, "add", "bank-1", "--from", "2999-03-10")),
                run("silence", with(terms, "add", NID)),
                run("silence", "remove", NID))) {
            assertThat(result.code()).isEqualTo(ExitCode.USAGE);
            assertThat(result.err()).contains("10-, 13- or 17-digit number").doesNotContain(NID);
        }
    }

    /** What was noted, of actions that begin so. */
    private static List<AuditRecord> audited(String action) {
        List<AuditRecord> found = new ArrayList<>();
        Connection connection = Connection.to(settings);
        Wire wire = connection.wire();
        try (var consumer = connection.consumer()) {
            TopicContents.read(consumer, connection.topics().audit(), (key, record) -> {
                AuditRecord audit = wire.readAudit(record.value());
                if (audit.action().name().startsWith(action)) {
                    found.add(audit);
                }
            });
        }
        return found;
    }

    private static String[] with(String[] more, String... first) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Test
    @Order(9)
    void aBrokerThatDoesNotAnswerIsNamed() {
        Cli.Result result = Cli.run("canary", "list", "--set", "kafka.bootstrap.servers=127.0.0.1:1");

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err())
                .isEqualToNormalizingNewlines("nidwatch: Kafka at 127.0.0.1:1 does not answer. Is it running, and is"
                        + " kafka.bootstrap.servers right?\n");
    }

    private static void send(String topic, UUID id, Phase phase, boolean commit) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", embedded.kafka());
        properties.put("transactional.id", "t-" + topic + phase);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            String name = topic.endsWith(".current") ? id.toString() : "bank-1";
            byte[] key = name.getBytes(StandardCharsets.UTF_8);
            byte[] value = new Wire(settings.registry())
                    .alert(topic, Alerts.of(id, "bank-1", phase, Severity.HIGH), 1_772_352_000_000L);
            producer.send(new ProducerRecord<>(topic, 0, key, value));
            producer.flush();
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
        }
    }

    private static Cli.Result run(String first, String... rest) {
        boolean input = first.endsWith("\n");
        List<String> args = new ArrayList<>();
        if (!input) {
            args.add(first);
        }
        args.addAll(List.of(rest));
        args.addAll(List.of("--data", data.toString()));
        return new Cli(Map.of(), input ? first : "", false).execute(args.toArray(String[]::new));
    }
}
