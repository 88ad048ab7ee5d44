// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of deploy/, and the expressions in them. */
final class DeployFolder {
    static final Path ROOT = Path.of("../deploy").toAbsolutePath().normalize();
    static final Path RULES = ROOT.resolve("prometheus/rules.yaml");
    static final Path COMPOSE = ROOT.resolve("compose.yaml");
    static final Path DASHBOARD = ROOT.resolve("grafana/dashboards/nidwatch.json");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Pattern METRIC = Pattern.compile("\\b(?:nidwatch|kafka|jvm|process)_[a-z0-9_]+");

    private DeployFolder() {}

    static JsonNode yaml(Path file) throws IOException {
        return YAML.readTree(file.toFile());
    }

    static List<JsonNode> documents(Path file) throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile()).forEachRemaining(documents::add);
        return documents;
    }

    static List<JsonNode> rules() throws IOException {
        List<JsonNode> rules = new ArrayList<>();
        yaml(RULES).path("groups").forEach(group -> group.path("rules").forEach(rules::add));
        return rules;
    }

    static List<JsonNode> panels() throws IOException {
        List<JsonNode> panels = new ArrayList<>();
        JSON.readTree(DASHBOARD.toFile()).path("panels").forEach(panel -> {
            if (!panel.path("type").asText().equals("row")) {
                panels.add(panel);
            }
        });
        return panels;
    }

    /** Every expression of rules and dashboards, as Prometheus can evaluate it. */
    static List<String> expressions() throws IOException {
        List<String> all = new ArrayList<>();
        rules().forEach(rule -> all.add(rule.path("expr").asText()));
        panels().forEach(panel -> panel.path("targets")
                .forEach(target -> all.add(target.path("expr")
                        .asText()
                        .replace("$__rate_interval", "1m")
                        .replace("$organisation", ".*"))));
        return all;
    }

    /** The names of metrics in them. */
    static Set<String> metrics() throws IOException {
        Set<String> names = new TreeSet<>();
        for (String expression : expressions()) {
            Matcher matcher = METRIC.matcher(expression);
            while (matcher.find()) {
                names.add(matcher.group());
            }
        }
        return names;
    }
}
