// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nidwatch.ops.Figure;

/** Rules and dashboard, and how Prometheus and Grafana come to them. */
class MonitoringFilesTest {
    private static final Path RESOURCE = DeployFolder.ROOT.resolve("kubernetes/rules.yaml");

    /** Run with -Dupdate.golden to write it after a change of the rules. */
    @Test
    void kubernetesGetsTheSameRules() throws IOException {
        StringBuilder resource = new StringBuilder("""
                # The rules of deploy/prometheus/rules.yaml for the Prometheus Operator; made from that file.
                apiVersion: monitoring.coreos.com/v1
                kind: PrometheusRule
                metadata:
                  name: nidwatch
                  labels: {app.kubernetes.io/name: nidwatch}
                spec:
                """);
        Files.readAllLines(DeployFolder.RULES).stream()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> resource.append("  ").append(line).append('\n'));
        if (System.getProperty("update.golden") != null) {
            Files.writeString(RESOURCE, resource);
        }

        assertThat(RESOURCE).hasContent(resource.toString());
        assertThat(DeployFolder.yaml(RESOURCE).path("spec")).isEqualTo(DeployFolder.yaml(DeployFolder.RULES));
    }

    @Test
    void grafanaFindsPrometheusAndTheDashboardWhereTheComposeFilePutsThem() throws IOException {
        JsonNode services = DeployFolder.yaml(DeployFolder.COMPOSE).path("services");
        Path provisioning = DeployFolder.ROOT.resolve("grafana/provisioning");
        JsonNode source = DeployFolder.yaml(provisioning.resolve("datasources/prometheus.yaml"))
                .path("datasources")
                .path(0);
        JsonNode provider = DeployFolder.yaml(provisioning.resolve("dashboards/nidwatch.yaml"))
                .path("providers")
                .path(0);

        assertThat(source.path("url").asText()).isEqualTo("http://prometheus:9090");
        assertThat(services.has("prometheus")).isTrue();
        assertThat(services.path("grafana").path("volumes").toString())
                .contains("./grafana/dashboards:"
                        + provider.path("options").path("path").asText() + ":ro");
        for (JsonNode panel : DeployFolder.panels()) {
            assertThat(panel.path("datasource").path("uid").asText())
                    .as(panel.path("title").asText())
                    .isEqualTo(source.path("uid").asText());
        }
    }

    @Test
    void rulesAndPanelsNameMetricsThatExist() throws IOException {
        Set<String> there = new TreeSet<>();
        for (Figure figure : Figure.values()) {
            there.add(figure.prometheus());
            Stream.of("_sum", "_count", "_max", "_bucket").forEach(suffix -> there.add(figure.prometheus() + suffix));
        }

        assertThat(DeployFolder.metrics().stream().filter(name -> name.startsWith("nidwatch_")))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(there).contains(name));
    }

    @Test
    void everyRuleHasAUnitTestThatSeesItFire() throws IOException {
        Set<String> fires = new TreeSet<>();
        DeployFolder.yaml(DeployFolder.ROOT.resolve("prometheus/rules-test.yaml"))
                .path("tests")
                .forEach(test -> test.path("alert_rule_test").forEach(each -> {
                    if (!each.path("exp_alerts").isEmpty()) {
                        fires.add(each.path("alertname").asText());
                    }
                }));
        assertThat(DeployFolder.rules())
                .extracting(rule -> rule.path("alert").asText())
                .containsExactlyInAnyOrderElementsOf(fires);
    }

    @Test
    void everyRuleHasAHeadingInTheRunbook() throws IOException {
        Set<String> headings = new TreeSet<>();
        Files.readAllLines(DeployFolder.ROOT.resolve("README.md")).stream()
                .filter(line -> line.startsWith("#"))
                .forEach(line -> headings.add(line.replaceAll("^#+ ", "")
                        .toLowerCase(java.util.Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-')));
        for (JsonNode rule : DeployFolder.rules()) {
            String runbook = rule.path("annotations").path("runbook").asText();
            assertThat(headings).as(rule.path("alert").asText()).contains(runbook.substring(runbook.indexOf('#') + 1));
            assertThat(rule.path("annotations").path("summary").asText()).isNotBlank();
        }
    }

    @Test
    void panelsHaveIdsTitlesUnitsAndRoom() throws IOException {
        Set<Integer> ids = new HashSet<>();
        for (JsonNode panel : DeployFolder.panels()) {
            assertThat(ids.add(panel.path("id").asInt())).isTrue();
            assertThat(panel.path("title").asText()).isNotBlank();
            assertThat(panel.path("description").asText()).isNotBlank();
            assertThat(panel.path("fieldConfig").path("defaults").path("unit").asText())
                    .isNotBlank();
            JsonNode grid = panel.path("gridPos");
            assertThat(grid.path("x").asInt() + grid.path("w").asInt()).isLessThanOrEqualTo(24);
        }
    }
}
