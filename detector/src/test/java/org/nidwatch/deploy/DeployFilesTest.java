// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nidwatch.settings.SettingsLoader;

/** Every file of deploy/ that can be read without starting anything, read as strictly as its reader would. */
class DeployFilesTest {
    private static final Path KUBERNETES = DeployFolder.ROOT.resolve("kubernetes");
    /** What fabric8 does not know it keeps aside under this name. */
    private static final String UNKNOWN = "additionalProperties";

    private static final ObjectMapper MODEL = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final Map<String, Class<?>> KINDS = Map.of(
            "ServiceAccount", ServiceAccount.class,
            "Service", Service.class,
            "StatefulSet", StatefulSet.class,
            "PodDisruptionBudget", PodDisruptionBudget.class,
            "NetworkPolicy", NetworkPolicy.class,
            "KafkaTopic", KafkaTopic.class,
            "KafkaUser", KafkaUser.class);

    @ParameterizedTest
    @ValueSource(strings = {"detector.yaml", "network.yaml", "kafka-topics.yaml", "kafka-users.yaml"})
    void kubernetesKnowsEveryField(String file) throws IOException {
        for (JsonNode document : DeployFolder.documents(KUBERNETES.resolve(file))) {
            Class<?> kind = KINDS.get(document.path("kind").asText());
            assertThat(kind).as(document.path("kind").asText()).isNotNull();
            Object read = MODEL.treeToValue(document, kind);
            // What the model did not take in does not come out again in its place.
            assertThat(missing("", document, MODEL.valueToTree(read)))
                    .as("%s: %s", file, document.path("metadata").path("name"))
                    .isEmpty();
        }
    }

    @Test
    void aMisspeltFieldWouldBeSeen() throws IOException {
        JsonNode document = DeployFolder.documents(KUBERNETES.resolve("detector.yaml")).stream()
                .filter(each -> each.path("kind").asText().equals("PodDisruptionBudget"))
                .findFirst()
                .orElseThrow();
        ((com.fasterxml.jackson.databind.node.ObjectNode) document.path("spec")).put("maxUnavailble", 1);

        PodDisruptionBudget read = MODEL.treeToValue(document, PodDisruptionBudget.class);
        assertThat(read.getSpec().getAdditionalProperties()).containsKey("maxUnavailble");
    }

    /** Fabric8 keeps unknown fields and writes them again: those are found by their kind, the others by their absence. */
    private static List<String> missing(String path, JsonNode given, JsonNode read) {
        List<String> missing = new ArrayList<>();
        given.properties().forEach(field -> {
            String at = path + "/" + field.getKey();
            if (!read.has(field.getKey())) {
                missing.add(at);
            } else {
                missing.addAll(missing(at, field.getValue(), read.get(field.getKey())));
            }
        });
        for (int i = 0; i < given.size() && given.isArray(); i++) {
            missing.addAll(missing(path + "/" + i, given.get(i), read.path(i)));
        }
        return missing;
    }

    @Test
    void fabric8FindsNothingItDoesNotKnow() throws Exception {
        for (String file : List.of("detector.yaml", "network.yaml")) {
            for (JsonNode document : DeployFolder.documents(KUBERNETES.resolve(file))) {
                Class<?> kind = KINDS.get(document.path("kind").asText());
                assertThat(unknown(MODEL.treeToValue(document, kind), new HashSet<>()))
                        .as(file)
                        .isEmpty();
            }
        }
    }

    private static List<String> unknown(Object model, Set<Object> seen) throws ReflectiveOperationException {
        List<String> unknown = new ArrayList<>();
        if (model instanceof Iterable<?> many) {
            for (Object each : many) {
                unknown.addAll(unknown(each, seen));
            }
            return unknown;
        }
        if (model == null || !model.getClass().getName().startsWith("io.fabric8.")) {
            return unknown;
        }
        for (java.lang.reflect.Field field : model.getClass().getDeclaredFields()) {
            if (java.lang.reflect.Modifier.isStatic(field.getModifiers())) {
                continue;
            }
            field.setAccessible(true);
            Object value = field.get(model);
            if (field.getName().equals(UNKNOWN) && value instanceof Map<?, ?> map) {
                map.keySet().forEach(key -> unknown.add(model.getClass().getSimpleName() + "." + key));
            } else {
                unknown.addAll(unknown(value, seen));
            }
        }
        return unknown;
    }

    /** Run with -Dupdate.golden to write them after a change of topics or rights. */
    @Test
    void strimziGetsTheTopicsAndRightsThatTheCommandPrints() throws IOException {
        Path topics = KUBERNETES.resolve("kafka-topics.yaml");
        Path users = KUBERNETES.resolve("kafka-users.yaml");
        if (System.getProperty("update.golden") != null) {
            Files.writeString(topics, StrimziFiles.topics());
            Files.writeString(users, StrimziFiles.users());
        }

        assertThat(topics).hasContent(StrimziFiles.topics());
        assertThat(users).hasContent(StrimziFiles.users());
    }

    @Test
    void kustomizationNamesEveryFile() throws IOException {
        Set<String> named = new TreeSet<>();
        JsonNode kustomization = DeployFolder.yaml(KUBERNETES.resolve("kustomization.yaml"));
        kustomization.path("resources").forEach(each -> named.add(each.asText()));
        kustomization.path("configMapGenerator").path(0).path("files").forEach(each -> named.add(each.asText()));
        named.add("kustomization.yaml");
        try (Stream<Path> files = Files.list(KUBERNETES)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(named);
        }
    }

    @Test
    void theSettingsAreSettings() {
        assertThat(new SettingsLoader(Map.of(), Set::of)
                        .load(KUBERNETES.resolve("nidwatch.yaml"), List.of())
                        .settings()
                        .http()
                        .bind())
                .isEqualTo("0.0.0.0");
    }

    @Test
    void composeOpensNoPortToOthersAndPinsEveryImage() throws IOException {
        DeployFolder.yaml(DeployFolder.COMPOSE).path("services").properties().forEach(service -> {
            service.getValue()
                    .path("ports")
                    .forEach(port ->
                            assertThat(port.asText()).as(service.getKey()).startsWith("127.0.0.1:"));
            String image = service.getValue().path("image").asText("nidwatch:0.1.0");
            assertThat(image).as(service.getKey()).matches(".+:v?[0-9].*");
        });
    }

    @Test
    void composeAndTheDockerfileBuildFromTheSameImages() throws IOException {
        String dockerfile = Files.readString(DeployFolder.ROOT.resolve("Dockerfile"));
        DeployFolder.yaml(DeployFolder.COMPOSE)
                .path("x-detector")
                .path("build")
                .path("args")
                .properties()
                .forEach(argument -> {
                    String image = argument.getValue().asText().replaceAll("\\$\\{[A-Z_]+:-(.+)}", "$1");
                    assertThat(dockerfile).contains("ARG " + argument.getKey() + "=" + image + "\n");
                });
    }

    @Test
    void everySettingOfTheComposeFileExists() throws IOException {
        Map<String, String> environment = new java.util.HashMap<>();
        DeployFolder.yaml(DeployFolder.COMPOSE)
                .path("x-detector")
                .path("environment")
                .properties()
                .forEach(each -> environment.put(each.getKey(), each.getValue().asText()));

        assertThat(environment).isNotEmpty();
        assertThat(new SettingsLoader(environment, Set::of)
                        .load(null, List.of())
                        .settings()
                        .http()
                        .tokensFile())
                .isNotNull();
    }
}
