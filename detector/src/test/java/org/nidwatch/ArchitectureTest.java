// SPDX-License-Identifier: Apache-2.0
package org.nidwatch;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/**
 * The walls between the rooms. THINK HARD BEFORE CHANGING: each rule keeps a promise that no other test can. Detection that
 * sees only its own nouns gives the same alerts on a replay; one room that knows Avro lets schemas change; one room that knows
 * Kafka Streams lets the file scan run the same engine. If a rule is in the way, the code most likely stands in the wrong room.
 */
@AnalyzeClasses(packages = "org.nidwatch", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String US = "org.nidwatch.";
    private static final String[] JDK = {"java..", "javax.crypto..", "org.jspecify.."};

    // The domain: what flows, and what we think of it. Nothing here can reach a network, a disk or a clock.

    @ArchTest
    static final ArchRule intakeSeesTheJdk = onlySeesAlso("intake", List.of("javax.crypto.."));

    @ArchTest
    static final ArchRule policySeesIntake = onlySees("policy", "intake");

    @ArchTest
    static final ArchRule windowSeesIntake = onlySees("window", "intake");

    @ArchTest
    static final ArchRule detectSeesIntakeAndReadOnlyViews =
            onlySees("detect", "intake", "window", "profile", "policy");

    /** What is learned keeps its state as the windows do: one codec. */
    @ArchTest
    static final ArchRule profileSeesIntakeAndTheCodec = onlySees("profile", "intake", "window");

    /** The world is written from what is known of such traffic, not from what the detectors look for. */
    @ArchTest
    static final ArchRule worldsDoNotKnowTheirJudge = noClasses()
            .that()
            .resideInAPackage(US + "evaluate.world..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(rooms("window", "profile", "detect", "watch", "alert", "topology"));

    /** An episode counts citizens and keeps its state as the windows do: one distinct count, one codec. */
    @ArchTest
    static final ArchRule alertSeesIntakeFindingsAndMeasures = onlySees("alert", "intake", "window", "detect");

    /** It knows organisations by their digests alone: it could stand on another machine than all of them. */
    @ArchTest
    static final ArchRule federationSeesTheDomainAndNoWatch =
            onlySees("federation", "intake", "policy", "window", "detect", "alert");

    @ArchTest
    static final ArchRule watchSeesTheDomain =
            onlySees("watch", "intake", "window", "profile", "policy", "detect", "alert", "federation");

    @ArchTest
    static final ArchRule settingsSeeTheRoomsTheyFill = onlySeesAlso(
            "settings",
            List.of("com.fasterxml.jackson.."),
            "intake",
            "policy",
            "profile",
            "detect",
            "alert",
            "federation",
            "watch",
            "trace",
            "deliver",
            "wire");

    /** It reads what was asked, and weighs it: no stream, no detector, nothing that knows who was suspected. */
    @ArchTest
    static final ArchRule traceSeesQueriesAndTheWire = onlySeesAlso(
            "trace",
            List.of("org.apache.kafka.clients.consumer..", "org.apache.kafka.common.."),
            "intake",
            "window",
            "wire");

    /** Told to a SIEM is what an alert says, and nothing that a topic, a setting or a clock could add. */
    @ArchTest
    static final ArchRule ocsfSeesAlertsAlone =
            onlySeesAlso("ocsf", List.of("com.fasterxml.jackson.."), "intake", "detect", "alert");

    /**
     * It reads alerts as any outsider would, with a plain consumer: no stream, no detector. So nothing that it waits for can make
     * detection wait.
     */
    @ArchTest
    static final ArchRule deliverSeesAlertsAndTheWire = onlySeesAlso(
            "deliver",
            List.of("org.apache.kafka.clients.consumer..", "org.apache.kafka.common..", "org.slf4j.."),
            "alert",
            "wire",
            "ocsf",
            "ops");

    @ArchTest
    static final ArchRule opsSeeTheDomain = noClasses()
            .that()
            .resideInAPackage(US + "ops..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(rooms("topology", "console", "simulate", "ingest", "embedded", "cli"));

    /** It is fed through an inlet and stores through its deeds: no Kafka, no Avro, no clock of its own. */
    @ArchTest
    static final ArchRule consoleSeesTheDomainAndOps = onlySeesAlso(
            "console",
            List.of("com.sun.net.httpserver..", "com.fasterxml.jackson..", "org.slf4j.."),
            "intake",
            "policy",
            "detect",
            "alert",
            "watch",
            "ops");

    @ArchTest
    static final ArchRule wireSeesTheDomain = noClasses()
            .that()
            .resideInAPackage(US + "wire..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    rooms("topology", "ops", "console", "simulate", "ingest", "embedded", "settings", "cli"));

    @ArchTest
    static final ArchRule nobodySeesTheCommands = noClasses()
            .that(not(resideInAPackage(US + "cli..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(US + "cli..");

    /** Traffic that knew how it is judged would prove nothing. */
    @ArchTest
    static final ArchRule simulationDoesNotKnowItsJudge = noClasses()
            .that()
            .resideInAPackage(US + "simulate..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(rooms("window", "profile", "detect", "alert", "federation", "watch", "topology"));

    @ArchTest
    static final ArchRule noCyclesBetweenRooms =
            slices().matching(US + "(*)..").should().beFreeOfCycles().as("rooms have no cycles");

    // Libraries, each in its room.

    /** The embedded registry compares schemas: it is the other side of the wire. */
    @ArchTest
    static final ArchRule avroInTheWireAlone = noClasses()
            .that(not(resideInAnyPackage(rooms("wire", "event"))))
            .and()
            .haveNameNotMatching("org\\.nidwatch\\.embedded\\..*Registry.*")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.avro..", US + "event..");

    @ArchTest
    static final ArchRule streamsInTheTopologyAlone = noClasses()
            .that(not(resideInAnyPackage(rooms("topology", "benchmark"))))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka.streams..");

    @ArchTest
    static final ArchRule brokerInTheEmbeddedRoomAlone = noClasses()
            .that(not(resideInAPackage(US + "embedded..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("kafka..", "org.apache.kafka.server..", "org.apache.kafka.metadata..");

    @ArchTest
    static final ArchRule picocliInTheCommandsAlone = noClasses()
            .that(not(resideInAnyPackage(rooms("cli", "benchmark"))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    /** A log line in a detector would be a clock, an I/O and a place for a citizen's data. */
    @ArchTest
    static final ArchRule theDomainDoesNotLog = noClasses()
            .that()
            .resideInAnyPackage(
                    rooms("intake", "window", "profile", "policy", "detect", "alert", "federation", "watch"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.slf4j..", "java.util.logging..", "ch.qos.logback..");

    // Time, and names.

    @ArchTest
    static final ArchRule wallClockAtTheEdgesAlone = noClasses()
            .that(not(
                    resideInAnyPackage(rooms("topology", "ops", "ingest", "simulate", "embedded", "cli", "benchmark"))))
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(LocalDateTime.class, "now");

    /** System.nanoTime measures how long something took, which is no decision. */
    @ArchTest
    static final ArchRule theDomainHasNoClockAtAll = noClasses()
            .that()
            .resideInAnyPackage(
                    rooms("intake", "window", "profile", "policy", "detect", "alert", "federation", "watch"))
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Clock")
            .orShould()
            .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule namesSayWhatAClassIs =
            noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl|Dto)(\\$.*)?");

    @ArchTest
    static final ArchRule everyRoomIsNullMarked = classes()
            .that()
            .haveSimpleName("package-info")
            .and()
            .resideInAPackage("org.nidwatch..")
            .should()
            .beAnnotatedWith(NullMarked.class);

    @ArchTest
    static final ArchRule noRoomForLeftovers = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..common..", "..helper..", "..impl..", "..dto..", "..model..");

    private static ArchRule onlySees(String room, String... others) {
        return onlySeesAlso(room, List.of(), others);
    }

    private static ArchRule onlySeesAlso(String room, List<String> libraries, String... others) {
        List<String> allowed = new ArrayList<>(List.of(JDK));
        allowed.addAll(libraries);
        allowed.addAll(List.of(rooms(others)));
        allowed.add(US + room + "..");
        return classes()
                .that()
                .resideInAPackage(US + room + "..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed.toArray(String[]::new)))
                .as(room + " may see only " + String.join(", ", allowed));
    }

    private static String[] rooms(String... names) {
        String[] packages = new String[names.length];
        for (int i = 0; i < names.length; i++) {
            packages[i] = US + names[i] + "..";
        }
        return packages;
    }
}
