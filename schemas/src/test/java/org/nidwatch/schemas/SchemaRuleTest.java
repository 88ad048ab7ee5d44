// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nidwatch.schemas.Versions.Version;

class SchemaRuleTest {
    static Stream<String> names() {
        return Versions.names().stream();
    }

    @Test
    void coversAllSchemas() {
        assertThat(Versions.names())
                .containsExactly(
                        "AuditRecord",
                        "Canary",
                        "Coverage",
                        "Disposition",
                        "NidQuery",
                        "Organisation",
                        "OrganisationActivity",
                        "Probe",
                        "ScrapingAlert",
                        "Silence");
    }

    /** A change needs a version of its own; this is where one who edits a schema learns it. */
    @ParameterizedTest
    @MethodSource("names")
    void isTheNewestShippedVersion(String name) {
        List<Version> shipped = Versions.shipped(name);
        int next = shipped.size() + 1;
        String advice = name + ".avsc is not the newest version in " + Versions.SHIPPED.resolve(name)
                + ". If the change is meant, copy it there as v" + next + ".avsc, run"
                + " `mvn -pl schemas test -Dupdate.golden` and commit the new files in src/test/resources/golden."
                + " See schemas/README.md for what may change.";

        assertThat(shipped).as(advice).isNotEmpty();
        assertThat(shipped.stream().map(Version::number))
                .as("version numbers of " + name + " without a gap")
                .containsExactlyElementsOf(Stream.iterate(1, number -> number + 1)
                        .limit(shipped.size())
                        .toList());
        assertThat(shipped.get(shipped.size() - 1).schema().equals(Versions.current(name)))
                .as(advice)
                .isTrue();
    }

    /** BACKWARD_TRANSITIVE: also between shipped versions, should one have slipped through. */
    @ParameterizedTest
    @MethodSource("names")
    void readsAllThatEarlierVersionsWrote(String name) {
        List<Version> shipped = Versions.shipped(name);
        for (Version earlier : shipped) {
            assertThat(Rule.breaks(Versions.current(name), earlier.schema()))
                    .as(name + ".avsc against " + earlier + ": see schemas/README.md for what may change")
                    .isEmpty();
            for (Version later : shipped.subList(earlier.number(), shipped.size())) {
                assertThat(Rule.breaks(later.schema(), earlier.schema()))
                        .as(later + " against " + earlier)
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void hasADefaultForEveryEnum(String name) {
        assertThat(Rule.enumsWithoutDefault(Versions.current(name)))
                .as("enums of " + name + " without a default: readers that do not know a new symbol need one")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void hasADefaultForEveryFieldThatCameLater(String name) {
        Schema first = Versions.shipped(name).get(0).schema();
        assertThat(Versions.current(name).getFields())
                .filteredOn(field -> first.getField(field.name()) == null && !field.hasDefaultValue())
                .as("fields of " + name + " that version 1 did not have, without a default")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void livesInOurNamespaceAndSaysWhatEachFieldIs(String name) {
        Schema schema = Versions.current(name);
        assertThat(schema.getFullName()).isEqualTo("org.nidwatch.event." + name);
        assertThat(schema.getDoc()).isNotBlank();
        assertThat(schema.getFields())
                .allSatisfy(field -> assertThat(field.doc()).as(field.name()).isNotBlank());
    }

    /** The rule itself, seen to refuse. */
    @Test
    void refusesBreakingChanges() {
        String now = Versions.current("NidQuery").toString();
        for (String[] change : new String[][] {
            {"\"name\":\"organisation_id\"", "\"name\":\"partner_id\""},
            {"\"name\":\"fields_returned\",\"type\":\"int\"", "\"name\":\"fields_returned\",\"type\":\"string\""},
            {
                "\"name\":\"event_id\",\"type\":\"string\"",
                "\"name\":\"event_id\",\"type\":\"bytes\",\"x\":1},{\"name\":\"new\",\"type\":\"int\""
            },
            {"\"size\":16", "\"size\":32"},
            {"\"NOT_FOUND\",", ""},
        }) {
            String changed = now.replace(change[0], change[1]);
            assertThat(changed).as(change[0]).isNotEqualTo(now);
            Schema newer = new Schema.Parser().setValidateDefaults(false).parse(changed);
            assertThat(Rule.breaks(newer, Versions.current("NidQuery")))
                    .as(change[0])
                    .isNotEmpty();
        }
    }

    @Test
    void letsFieldsWithDefaultsAndSymbolsBeAdded() {
        String now = Versions.current("NidQuery").toString();
        String newer = now.replace("[\"RETRIEVE\",", "[\"EXPORT\",\"RETRIEVE\",")
                .replace(
                        "{\"name\":\"purpose\"",
                        "{\"name\":\"channel\",\"type\":\"string\",\"default\":\"\"},{\"name\":\"purpose\"");

        assertThat(newer).isNotEqualTo(now);
        assertThat(Rule.breaks(new Schema.Parser().parse(newer), Versions.current("NidQuery")))
                .isEmpty();
    }

    @Test
    void findsAnEnumWithoutDefault() {
        Schema schema = new Schema.Parser()
                .parse(
                        "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"e\",\"type\":[\"null\",{\"type\":\"array\","
                                + "\"items\":{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\"]}}]}]}");

        assertThat(Rule.enumsWithoutDefault(schema)).containsExactly("E");
    }
}
