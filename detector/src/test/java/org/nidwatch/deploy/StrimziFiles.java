// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nidwatch.topology.PlannedTopic;
import org.nidwatch.topology.TopicNames;
import org.nidwatch.topology.TopicPlan;

/** Strimzi's resources, made from what `topics` prints: written once. */
final class StrimziFiles {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();
    private static final String API = "kafka.strimzi.io/v1";
    private static final String CLUSTER = "register";
    private static final String PRINCIPAL = "User:";

    private StrimziFiles() {}

    static String topics() throws JsonProcessingException {
        StringBuilder text =
                new StringBuilder("# The topics that `nidwatch topics` prints, for Strimzi. Made by a test.\n"
                        + "# 12 partitions: the most threads that can ever share the work; choose once.\n");
        for (PlannedTopic topic : TopicPlan.standard(TopicNames.STANDARD, 12, 3).topics()) {
            Map<String, Object> spec = new LinkedHashMap<>();
            spec.put("partitions", topic.partitions());
            spec.put("replicas", (int) topic.replication());
            spec.put("config", new TreeMap<>(topic.configs()));
            text.append(YAML.writeValueAsString(resource("KafkaTopic", topic.name(), spec)));
        }
        return text.toString();
    }

    static String users() throws JsonProcessingException {
        Map<String, List<Map<String, Object>>> byUser = new LinkedHashMap<>();
        for (String command : TopicPlan.acls(TopicNames.STANDARD, "unused:1", "nidwatch")) {
            List<String> words = List.of(command.split(" "));
            String user = after(words, "--allow-principal").substring(PRINCIPAL.length());
            byUser.computeIfAbsent(user, name -> new ArrayList<>()).add(acl(words));
        }
        StringBuilder text = new StringBuilder(
                "# The rights that `nidwatch topics` prints, for Strimzi. Made by a test.\n"
                        + "# Each part shows a certificate of its own, which Strimzi keeps in a secret of the user's name.\n");
        for (Map.Entry<String, List<Map<String, Object>>> user : byUser.entrySet()) {
            Map<String, Object> authorization = new LinkedHashMap<>();
            authorization.put("type", "simple");
            authorization.put("acls", user.getValue());
            Map<String, Object> spec = new LinkedHashMap<>();
            spec.put("authentication", Map.of("type", "tls"));
            spec.put("authorization", authorization);
            text.append(YAML.writeValueAsString(resource("KafkaUser", user.getKey(), spec)));
        }
        return text.toString();
    }

    private static Map<String, Object> acl(List<String> words) {
        Map<String, Object> resource = new LinkedHashMap<>();
        for (String type : List.of("topic", "group", "transactional-id")) {
            if (words.contains("--" + type)) {
                resource.put("type", type.equals("transactional-id") ? "transactionalId" : type);
                resource.put("name", after(words, "--" + type));
            }
        }
        if (words.contains("--resource-pattern-type")) {
            resource.put("patternType", "prefix");
        }
        List<String> operations = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).equals("--operation")) {
                operations.add(words.get(i + 1));
            }
        }
        Map<String, Object> acl = new LinkedHashMap<>();
        acl.put("resource", resource);
        acl.put("operations", operations);
        return acl;
    }

    private static String after(List<String> words, String option) {
        return words.get(words.indexOf(option) + 1);
    }

    private static Map<String, Object> resource(String kind, String name, Map<String, Object> spec) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", name);
        metadata.put("labels", Map.of("strimzi.io/cluster", CLUSTER));
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put("apiVersion", API);
        resource.put("kind", kind);
        resource.put("metadata", metadata);
        resource.put("spec", spec);
        return resource;
    }
}
