// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Keys are public API: what holds for all of them. */
class TableTest {
    private final List<Definition> definitions = new Table(Set.of()).definitions();

    @Test
    void everyKeyIsLowerCaseAndUnique() {
        assertThat(definitions)
                .extracting(Definition::key)
                .doesNotHaveDuplicates()
                .allMatch(key -> key.matches("[a-z0-9]+([.-][a-z0-9]+)+"));
    }

    @Test
    void noTwoKeysShareAVariable() {
        assertThat(definitions).extracting(Definition::variable).doesNotHaveDuplicates();
    }

    @Test
    void noKeyOfOursIsTakenForAForeignOne() {
        assertThat(definitions)
                .extracting(Definition::key)
                .filteredOn(key -> !Set.of(Table.BOOTSTRAP, Table.APPLICATION).contains(key))
                .allMatch(key -> new Table(Set.of()).passThrough(key) == null);
    }

    @Test
    void holdsTheKeysThatOthersRelyOn() {
        assertThat(new TreeSet<>(definitions.stream().map(Definition::key).toList()))
                .contains(
                        "kafka.bootstrap.servers",
                        "topics.prefix",
                        "data.dir",
                        "http.bind",
                        "http.port",
                        "embedded.kafka.port",
                        "embedded.registry.port",
                        "tokens.key.file",
                        "tokens.key.id",
                        "streams.application.id",
                        "alerts.quiet.period",
                        "intake.future.tolerance",
                        "budget.alerts.per.day",
                        "calendar.zone",
                        "calendar.weekend");
    }

    @Test
    void markdownHasARowForEachKeyAndNoValueInForce() {
        String markdown = SettingsTable.markdown();

        assertThat(markdown.lines().count()).isEqualTo(2 + definitions.size() + 3);
        assertThat(markdown)
                .contains("| `alerts.quiet.period` | `1h` | ")
                .contains("| `kafka.bootstrap.servers` | no default | ")
                .contains("| `kafka.*` |  | Any setting of Kafka's clients, handed on as it is |");
    }
}
