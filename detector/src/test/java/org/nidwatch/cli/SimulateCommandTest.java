// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nidwatch.policy.Canary;
import org.nidwatch.policy.Organisation;
import org.nidwatch.simulate.AttackKind;
import org.nidwatch.simulate.WorldEvent;
import org.nidwatch.wire.JsonForm;

class SimulateCommandTest {
    private static final String[] SMALL = {
        "simulate", "--organisation-count", "12", "--queries-per-day", "4000", "--for", "12h"
    };
    private static final Map<String, String> KEY = Map.of("NIDWATCH_TOKENS_KEY", "a key that is used in tests only");
    private static final Pattern NID = Pattern.compile("\"nid\":\"([0-9]+)\"");

    @TempDir
    private Path folder;

    @Test
    void theSameArgumentsGiveTheSameBytes() throws IOException {
        Path first = folder.resolve("first.csv");
        Path second = folder.resolve("second.csv");

        for (Path file : List.of(first, second)) {
            assertThat(run(
                                    "--seed",
                                    "7",
                                    "--format",
                                    "csv",
                                    "--disorder",
                                    "5s",
                                    "--duplicates",
                                    "0.01",
                                    "--out",
                                    file + "")
                            .code())
                    .isZero();
        }

        assertThat(first).hasSameBinaryContentAs(second);
        assertThat(Files.readAllLines(first)).hasSizeBetween(300, 6_000);
    }

    @Test
    void saysWhatWasPlayed() {
        Cli.Result result = run("--attack", "enumeration@3h+1hx300/h", "--out", folder.resolve("log") + "");

        assertThat(result.code()).isZero();
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("Seed 1: 12 organisations from 2025-01-05T00:00+06:00, ")
                .containsPattern(
                        "attack-1 +enumeration +[a-z]+-[0-9]{3} +(29[0-9]|30[0-9]) queries, [0-9]+ records exposed,"
                                + " 2025-01-05T03:00\\+06:00 to 2025-01-05T04:00\\+06:00");
    }

    @Test
    void sideFilesHoldOrganisationsDecoysAndTheTruth() throws IOException {
        Path organisations = folder.resolve("organisations.jsonl");
        Path canaries = folder.resolve("canaries.jsonl");
        Path labels = folder.resolve("labels.jsonl");

        Cli.Result result = new Cli(KEY, "", false)
                .execute(with(
                        "--attack", "guessing@1h+2hx100/h",
                        "--attack", "canary@2h",
                        "--organisations", organisations + "",
                        "--canaries", canaries + "",
                        "--labels", labels + "",
                        "--out", folder.resolve("log") + ""));

        assertThat(result.code()).as(result.err()).isZero();
        JsonForm json = new JsonForm();
        List<Organisation> declared = Files.readAllLines(organisations).stream()
                .map(json::organisation)
                .toList();
        assertThat(declared)
                .hasSize(12)
                .allSatisfy(o -> assertThat(o.declaredQuotaPerDay()).isPositive());
        List<Canary> planted =
                Files.readAllLines(canaries).stream().map(json::canary).toList();
        assertThat(planted).hasSize(40);
        assertThat(Files.readAllLines(labels))
                .hasSize(2)
                .first()
                .asString()
                .contains("\"kind\":\"guessing\"")
                .containsPattern("\"events\":(19[0-9]|20[0-9]),");
    }

    @Test
    void standardOutputIsTheLogAndNothingElse() {
        Cli.Result result = run("--limit", "5");

        assertThat(result.code()).isZero();
        assertThat(result.out().lines())
                .hasSize(5)
                .allSatisfy(
                        line -> assertThat(line).startsWith("{\"event_id\":").endsWith("}"));
    }

    @Test
    void tokenisedMeansWithoutNumbers() {
        String plain = run().out();
        String tokenised = new Cli(KEY, "", false).execute(with("--tokenised")).out();
        Matcher numbers = NID.matcher(plain);
        List<String> found = new ArrayList<>();
        while (numbers.find()) {
            found.add(numbers.group(1));
        }

        assertThat(found).hasSizeGreaterThan(300);
        assertThat(tokenised.lines().count()).isEqualTo(plain.lines().count());
        assertThat(found).noneMatch(tokenised::contains);
    }

    @Test
    void aPacedRunStopsWhenTold() {
        Cli cli = new Cli(Map.of(), "", false);
        cli.stop.wish();

        Cli.Result result = cli.execute(with("--rate", "realtime"));

        assertThat(result.code()).isZero();
        assertThat(result.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--attack nope                 | no attack is called 'nope'; allowed: burst, harvest",
                "--attack burst:bank-999       | no organisation is called 'bank-999' in this world of 180",
                "--attack burst@3d             | must lie within the run",
                "--format xml                  | format 'xml': must be one of jsonl, csv, combined, gateway",
                "--tokenised --format combined | --tokenised: format combined has no place for tokens; use jsonl or csv",
                "--to-kafka --out x            | leave out --out and --tokenised",
                "--rate quick                  | rate 'quick': must be realtime, max or a number",
                "--events rain                 | --events: no event is called 'rain'; allowed: all, none",
                "--from yesterday              | --from = yesterday: must be a time with offset like",
                "--for soon                    | --for = soon: must be a duration",
                "--disorder 1h                 | disorder = PT1H: must be within [PT0S, PT10M]",
                "--duplicates 2                | duplicates = 2.0: must be within [0, 1]",
                "--limit 0                     | --limit = 0: must be 1 or more",
                "--organisation-count 0        | --organisation-count = 0: must be within [1, 20000]",
                "--queries-per-day -5          | --queries-per-day = -5.0: must be above 0",
                "--seed many                   | --seed",
            })
    void mistakesAreToldWithWhatIsAllowed(String arguments, String message) {
        Cli.Result result = Cli.run(("simulate " + arguments).split(" "));

        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains(message).doesNotContain("\tat ");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void helpNamesEveryAttackAndEveryEvent() {
        String help = Cli.run("simulate", "--help").out().replaceAll("\\s+", " ");

        assertThat(help).contains("Kinds: " + AttackKind.options() + ".");
        assertThat(WorldEvent.values())
                .allSatisfy(event -> assertThat(help).containsPattern("[ ,]" + event.option() + "[,.]"));
    }

    @Test
    void withoutAKeyThereAreNoTokens() {
        Cli.Result result = run("--tokenised", "--data", folder + "");

        assertThat(result.code()).isNotZero();
        assertThat(result.err()).contains("no tokenisation key").contains("tokens.key.file");
    }

    @Test
    void aLogThatCannotBeWrittenIsTold() {
        Cli.Result result = run("--out", folder.resolve("missing/log").toString());

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err()).contains("missing").doesNotContain("\tat ");
    }

    private static Cli.Result run(String... arguments) {
        return new Cli(Map.of(), "", false).execute(with(arguments));
    }

    private static String[] with(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(SMALL));
        all.addAll(Arrays.asList(arguments));
        return all.toArray(new String[0]);
    }
}
