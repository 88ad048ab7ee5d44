// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nidwatch.alert.AlertSettings;
import org.nidwatch.detect.DetectorSettings;

class SettingsLoaderTest {
    private static final Set<String> KAFKA_KEYS = Set.of("bootstrap.servers", "security.protocol", "client.id");

    @TempDir
    private Path folder;

    @Test
    void defaultsAreThoseOfTheRecords() {
        Settings settings = load("").settings();

        assertThat(settings.bootstrapServers()).isNull();
        assertThat(settings.topics()).isEqualTo(new TopicSettings("nid.", 6, 3, false));
        assertThat(settings.data().dir()).isEqualTo(Path.of("nidwatch-data"));
        assertThat(settings.http()).isEqualTo(HttpSettings.DEFAULTS);
        assertThat(settings.embedded()).isEqualTo(new EmbeddedSettings(9092, 8081));
        assertThat(settings.tokenKeyFile()).isEqualTo(Path.of("nidwatch-data/tokens.key"));
        assertThat(settings.streams().values()).containsExactly(Map.entry("application.id", "nidwatch"));
        assertThat(settings.watch().alerts()).isEqualTo(AlertSettings.DEFAULTS);
        assertThat(settings.watch().detectors()).isEqualTo(DetectorSettings.DEFAULTS);
        assertThat(settings.calendar().zone()).isEqualTo(ZoneId.of("Asia/Dhaka"));
        assertThat(settings.calendar().weekend()).containsExactly(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY);
    }

    @Test
    void environmentIsStrongerThanFileAndFlagsAreStrongerStill() {
        String yaml = "http.port: 1\nembedded:\n  kafka.port: 2\n  registry:\n    port: 3\n";

        LoadedSettings loaded = load(
                yaml,
                Map.of("NIDWATCH_EMBEDDED_KAFKA_PORT", "22", "NIDWATCH_EMBEDDED_REGISTRY_PORT", "33"),
                "embedded.registry.port=333");

        assertThat(loaded.settings().http().port()).isEqualTo(1);
        assertThat(loaded.settings().embedded()).isEqualTo(new EmbeddedSettings(22, 333));
        assertThat(origin(loaded, "http.port")).isEqualTo(folder.resolve("s.yaml") + " line 1");
        assertThat(origin(loaded, "embedded.kafka.port")).isEqualTo("NIDWATCH_EMBEDDED_KAFKA_PORT");
        assertThat(origin(loaded, "embedded.registry.port")).isEqualTo("--set");
        assertThat(origin(loaded, "http.bind")).isEqualTo("default");
    }

    @Test
    void readsEveryKindOfValue() {
        Settings settings = load("""
                        alerts:
                          quiet.period: 90m
                          update:
                            interval: PT30S
                          medium.records: 1_000
                        intake.earliest.day: 2020-02-29
                        calendar:
                          zone: UTC
                          weekend: [sunday]
                        tokens.key.file: /run/secrets/key
                        """).settings();

        assertThat(settings.watch().alerts().quietPeriod()).isEqualTo(Duration.ofMinutes(90));
        assertThat(settings.watch().alerts().updateInterval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.watch().alerts().mediumRecords()).isEqualTo(1000);
        assertThat(settings.intake().earliestDay()).isEqualTo(LocalDate.of(2020, 2, 29));
        assertThat(settings.calendar().zone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(settings.calendar().weekend()).containsExactly(DayOfWeek.SUNDAY);
        assertThat(settings.tokenKeyFile()).isEqualTo(Path.of("/run/secrets/key"));
    }

    @Test
    void handsForeignKeysOnAsTheyAre() {
        Settings settings = load("""
                        kafka:
                          bootstrap.servers: [a:9092, b:9092]
                          security.protocol: SASL_SSL
                        schema.registry.url: mock://x
                        streams.num.standby.replicas: 1
                        """, Map.of("NIDWATCH_KAFKA_CLIENT_ID", "n1", "NIDWATCH_STREAMS_MY__OWN___KEY", "v"))
                .settings();

        assertThat(settings.bootstrapServers()).isEqualTo("a:9092,b:9092");
        assertThat(settings.kafka().values())
                .containsOnly(
                        Map.entry("bootstrap.servers", "a:9092,b:9092"),
                        Map.entry("security.protocol", "SASL_SSL"),
                        Map.entry("client.id", "n1"));
        assertThat(settings.registry().passThrough()).containsOnly(Map.entry("schema.registry.url", "mock://x"));
        assertThat(settings.streams().values())
                .containsOnly(
                        Map.entry("application.id", "nidwatch"),
                        Map.entry("num.standby.replicas", "1"),
                        Map.entry("my-own_key", "v"));
    }

    @Test
    void tellsEveryProblemAtOnceWithKeyValueOriginAndWhatIsAllowed() {
        String file = folder.resolve("s.yaml").toString();

        List<String> problems = problems("""
                http.port: 80800
                alerts:
                  quiet.period: soon
                  update.interval: 1s
                calendar.zone: Asia/Daka
                budget.alerts.per.day: many
                """, Map.of("NIDWATCH_TOPICS_PARTITIONS", "0"), "topics.replication=12");

        assertThat(problems)
                .containsExactlyInAnyOrder(
                        "http.port = 80800 (from " + file + " line 1): must be within [0, 65535]; 0 = any free one",
                        "alerts.quiet.period = soon (from " + file
                                + " line 3): must be a duration such as 90s, 5m, 2h, 7d or PT5M",
                        "alerts.update.interval = 1s (from " + file + " line 4): must be within [10s, 1d]",
                        "calendar.zone = Asia/Daka (from " + file + " line 5): must be a time zone such as Asia/Dhaka",
                        "budget.alerts.per.day = many (from " + file + " line 6): must be a number",
                        "topics.partitions = 0 (from NIDWATCH_TOPICS_PARTITIONS): must be within [1, 1000]",
                        "topics.replication = 12 (from --set): must be within [1, 9]");
    }

    @Test
    void boundsBetweenKeysNameAllOfThem() {
        assertThat(problems("", Map.of(), "alerts.high.records=50"))
                .containsExactly("alerts.medium.records = 100 (the default), alerts.high.records = 50 (from --set), "
                        + "alerts.critical.records = 10000 (the default): must be at least 1 and in rising order");
    }

    @Test
    void detectorsAreSetUnderTheirNames() {
        assertThat(load("detectors:\n  miss-ratio:\n    threshold: 20\n").table())
                .filteredOn(each -> each.key().equals("detectors.miss-ratio.threshold"))
                .extracting(Setting::value)
                .containsExactly("20");
        assertThat(problems("detectors.miss-ratio.threshold: 1000\n", Map.of()))
                .containsExactly("detectors.miss-ratio.threshold = 1000 (from " + folder.resolve("s.yaml")
                        + " line 1): must be within [3, 100]");
    }

    @Test
    void aRoomsOwnSentenceIsKeptAndBlamesTheKeysItNames() {
        assertThat(problems("", Map.of("NIDWATCH_REGISTRY_USER", "nid"), "registry.retries=2"))
                .containsExactly("registry.user = nid (from NIDWATCH_REGISTRY_USER): registry.user goes with"
                        + " registry.password.file (or NIDWATCH_REGISTRY_PASSWORD): set both or none");
        assertThat(problems("", Map.of(), "registry.client=other"))
                .containsExactly("registry.client = other (from --set): must be one of builtin, confluent");
    }

    @Test
    void unknownKeyNamesTheNearestRealOneAndHidesItsValue() {
        List<String> problems = problems(
                "htp.port: 8081\nzzz: hunter2\n", Map.of("NIDWATCH_ALERTS_QUIET_PERIODE", "5m"), "tokens.keyfile=x");

        assertThat(problems)
                .containsExactlyInAnyOrder(
                        "htp.port (from " + folder.resolve("s.yaml")
                                + " line 1): there is no such key; did you mean http.port?",
                        "zzz (from " + folder.resolve("s.yaml")
                                + " line 2): there is no such key; `nidwatch settings` lists all",
                        "alerts.quiet.periode (from NIDWATCH_ALERTS_QUIET_PERIODE): there is no such key; "
                                + "did you mean NIDWATCH_ALERTS_QUIET_PERIOD?",
                        "tokens.keyfile (from --set): there is no such key; did you mean tokens.key.file?");
    }

    @Test
    void slipInAKafkaKeyIsRefusedButAKeyOfItsOwnIsNot() {
        assertThat(problems("kafka.bootstrap.server: a:1\n", Map.of()))
                .containsExactly("kafka.bootstrap.server (from " + folder.resolve("s.yaml")
                        + " line 1): Kafka's clients have no such setting; did you mean kafka.bootstrap.servers?");
        assertThat(load("kafka.my.interceptor.endpoint: x\n").settings().kafka().get("my.interceptor.endpoint"))
                .isEqualTo("x");
    }

    @Test
    void aKeyGivenTwiceIsRefusedHoweverItIsWritten() {
        String file = folder.resolve("s.yaml").toString();

        assertThat(problems("http:\n  port: 1\nhttp.port: 2\n", Map.of()))
                .containsExactly("http.port (from " + file + " line 2 and from " + file
                        + " line 3): must be given once; remove one of them");
        assertThat(problems("", Map.of(), "http.port=1", "http.port=2"))
                .containsExactly("http.port (from --set and from --set): must be given once; remove one of them");
    }

    @Test
    void brokenFilesSayWhere() throws IOException {
        String file = folder.resolve("s.yaml").toString();

        assertThat(problems("http:\n  port: [1\n", Map.of()))
                .singleElement()
                .asString()
                .startsWith(file + " line ")
                .endsWith(": must be YAML, keys and values such as `http.port: 8080`");
        assertThat(problems("- a\n", Map.of()))
                .containsExactly(file + " line 1: must be keys and values such as `http.port: 8080`");
        assertThat(problems("http.port:\n", Map.of()))
                .containsExactly("http.port (from " + file
                        + " line 1): must have a value; leave the line out to take the default");
        assertThat(problems("calendar.weekend: [{a: b}]\n", Map.of()))
                .contains("calendar.weekend (from " + file + " line 1): must be a value or a list of values");
        assertThat(problems("http.port: 1\n---\nhttp.port: 2\n", Map.of()))
                .contains(file + " line 3: must be one YAML document");
        Path missing = folder.resolve("missing.yaml");
        assertThat(catchThrowableOfType(
                                SettingsException.class,
                                () -> new SettingsLoader(Map.of(), Set::of).load(missing, List.of()))
                        .problems())
                .containsExactly("--config " + missing + ": must be a YAML file that can be read; looked for it at "
                        + missing.toAbsolutePath());
    }

    @Test
    void aFlagWithoutKeyOrValueIsRefusedWithoutRepeatingIt() {
        assertThat(problems("", Map.of(), "=hunter2", "http.port="))
                .containsExactly(
                        "--set without a key: must be key=value, such as --set http.port=8090",
                        "--set http.port: must be key=value, such as --set http.port=8090");
    }

    @Test
    void secretsAreNeverShown() {
        LoadedSettings loaded = load("""
                kafka.sasl.jaas.config: hunter2
                schema.registry.basic.auth.user.info: u:hunter2
                schema.registry.url: http://user:hunter2@host:8081
                kafka.ssl.truststore.location: /etc/trust.p12
                kafka.ssl.truststore.password: hunter2
                """);

        assertThat(loaded.settings().toString()).doesNotContain("hunter2");
        assertThat(SettingsTable.text(loaded.table()))
                .doesNotContain("hunter2")
                .contains("http://***@host:8081")
                .containsPattern("kafka.ssl.truststore.location +/etc/trust.p12")
                .containsPattern("kafka.ssl.truststore.password +\\(hidden\\)");
        assertThat(loaded.settings().kafka().get("sasl.jaas.config")).isEqualTo("hunter2");
    }

    @Test
    void whatKubernetesAndTheStartPutIntoTheEnvironmentIsNoSetting() {
        Settings settings = load(
                        "",
                        Map.of(
                                "NIDWATCH_SERVICE_HOST", "10.0.0.1",
                                "NIDWATCH_SERVICE_PORT_HTTP", "8080",
                                "NIDWATCH_PORT", "tcp://10.0.0.1:8080",
                                "NIDWATCH_PORT_8080_TCP_ADDR", "10.0.0.1",
                                "NIDWATCH_TOKENS_KEY", "00112233445566778899aabbccddeeff",
                                "NIDWATCH_CONFIG", "x",
                                "NIDWATCH_HTTP_PORT", ""))
                .settings();

        assertThat(settings).isEqualTo(load("").settings());
    }

    private LoadedSettings load(String yaml) {
        return load(yaml, Map.of());
    }

    private LoadedSettings load(String yaml, Map<String, String> environment, String... flags) {
        Path file = folder.resolve("s.yaml");
        try {
            Files.writeString(file, yaml);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return new SettingsLoader(environment, () -> KAFKA_KEYS).load(file, List.of(flags));
    }

    private List<String> problems(String yaml, Map<String, String> environment, String... flags) {
        return catchThrowableOfType(SettingsException.class, () -> load(yaml, environment, flags))
                .problems();
    }

    private static String origin(LoadedSettings loaded, String key) {
        return loaded.table().stream()
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow()
                .origin();
    }
}
