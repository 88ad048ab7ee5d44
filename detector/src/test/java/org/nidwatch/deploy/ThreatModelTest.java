// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each threat of the runbook names tests that would fail without its control: they must exist. */
class ThreatModelTest {
    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT))(?:\\.(\\w+))?`");

    private static String runbook() throws IOException {
        return Files.readString(DeployFolder.ROOT.resolve("README.md"));
    }

    private static List<String> threats() throws IOException {
        String runbook = runbook();
        String table =
                runbook.substring(runbook.indexOf("<!-- threats:begin -->"), runbook.indexOf("<!-- threats:end -->"));
        return table.lines().filter(line -> line.startsWith("| ")).skip(1).toList();
    }

    private static String source(String className) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            List<Path> found = files.filter(
                            file -> file.getFileName().toString().equals(className + ".java"))
                    .toList();
            assertThat(found).as(className).hasSize(1);
            return Files.readString(found.get(0));
        }
    }

    @Test
    void eachThreatNamesTestsThatExist() throws IOException {
        List<String> threats = threats();
        assertThat(threats).hasSizeGreaterThan(12);

        for (String threat : threats) {
            List<MatchResult> named = new ArrayList<>();
            NAMED.matcher(threat.substring(threat.lastIndexOf('|', threat.length() - 2)))
                    .results()
                    .forEach(named::add);
            assertThat(named).as(threat).isNotEmpty();
            for (MatchResult test : named) {
                String source = source(test.group(1));
                if (test.group(2) != null) {
                    assertThat(source).as(test.group()).contains("void " + test.group(2) + "(");
                }
            }
        }
    }

    @Test
    void theBillOfMaterialsIsPartOfTheBuild() throws IOException {
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<goal>makeBom</goal>")
                .contains("<outputName>nidwatch-bom</outputName>");
        assertThat(runbook()).contains("detector/target/nidwatch-bom.json");
    }
}
