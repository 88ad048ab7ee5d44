// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.AlertSettings;
import org.nidwatch.deliver.WebhookSettings;
import org.nidwatch.detect.DetectorSettings;
import org.nidwatch.federation.FederationSettings;
import org.nidwatch.intake.IntakeSettings;
import org.nidwatch.profile.ProfileSettings;
import org.nidwatch.trace.TraceSettings;
import org.nidwatch.wire.RegistrySettings;

/** Every key there is. A new section is one line here and its record. */
final class Table {
    static final String BOOTSTRAP = "kafka.bootstrap.servers";
    static final String APPLICATION = "streams.application.id";

    static final Section REGISTRY = dotted("registry.", RegistrySettings.of("http://127.0.0.1:8081"));
    static final Section TOPICS = dotted("topics.", TopicSettings.DEFAULTS);
    static final Section DATA = dotted("data.", DataSettings.DEFAULTS);
    static final Section HTTP = dotted("http.", HttpSettings.DEFAULTS);
    static final Section EMBEDDED = dotted("embedded.", EmbeddedSettings.DEFAULTS);
    static final Section TOKENS = dotted("tokens.", TokenSettings.DEFAULTS);
    static final Section DETECTORS = new Section("detectors.", DetectorSettings.DEFAULTS, Section.Style.KEBAB);
    static final Section ALERTS = dotted("alerts.", AlertSettings.DEFAULTS);
    static final Section FEDERATION = dotted("federation.", FederationSettings.DEFAULTS);
    static final Section INTAKE = dotted("intake.", IntakeSettings.DEFAULTS);
    static final Section START = dotted("start.", StartSettings.DEFAULTS);
    static final Section HEALTH = dotted("health.", HealthSettings.DEFAULTS);
    static final Section BUDGET = dotted("budget.", BudgetSettings.DEFAULTS);
    static final Section TRACE = dotted("trace.", TraceSettings.DEFAULTS);
    static final Section WEBHOOK = dotted("webhook.", WebhookSettings.DEFAULTS);
    static final Section CALENDAR = dotted("calendar.", ProfileSettings.DEFAULTS);
    private static final List<Section> SECTIONS = List.of(
            REGISTRY,
            TOPICS,
            DATA,
            HTTP,
            EMBEDDED,
            TOKENS,
            ALERTS,
            DETECTORS,
            FEDERATION,
            INTAKE,
            START,
            HEALTH,
            BUDGET,
            TRACE,
            WEBHOOK,
            CALENDAR);

    final PassThrough kafka;
    final PassThrough schemaRegistry =
            new PassThrough("schema.registry.", true, "Any setting of the Confluent registry client", Set.of());
    final PassThrough streams = new PassThrough("streams.", false, "Any setting of Kafka Streams", Set.of());
    private final List<Definition> definitions = new ArrayList<>();

    /** A table that knows how Kafka's own client settings are called; an empty set = not known. */
    Table(Set<String> kafkaKeys) {
        kafka = new PassThrough("kafka.", false, "Any setting of Kafka's clients", kafkaKeys);
        definitions.add(declared(BOOTSTRAP, null));
        definitions.add(declared(APPLICATION, "nidwatch"));
        SECTIONS.forEach(section -> definitions.addAll(section.definitions()));
    }

    List<Definition> definitions() {
        return definitions;
    }

    List<PassThrough> passThroughs() {
        return List.of(kafka, schemaRegistry, streams);
    }

    /** The owner of a passed-through key; null when the key is ours or nobody's. */
    @Nullable
    PassThrough passThrough(String key) {
        for (PassThrough each : passThroughs()) {
            if (key.startsWith(each.prefix()) && key.length() > each.prefix().length()) {
                return each;
            }
        }
        return null;
    }

    @Nullable
    Definition definition(String key) {
        for (Definition each : definitions) {
            if (each.key().equals(key)) {
                return each;
            }
        }
        return null;
    }

    static List<Section> sections() {
        return SECTIONS;
    }

    private static Definition declared(String key, @Nullable String standard) {
        return new Definition(key, ValueType.text(), standard, Docs.of(key));
    }

    private static Section dotted(String prefix, Record defaults) {
        return new Section(prefix, defaults, Section.Style.DOTTED);
    }
}
