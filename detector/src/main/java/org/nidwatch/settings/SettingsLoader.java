// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.AlertSettings;
import org.nidwatch.deliver.WebhookSettings;
import org.nidwatch.detect.DetectorSettings;
import org.nidwatch.federation.FederationSettings;
import org.nidwatch.intake.IntakeSettings;
import org.nidwatch.profile.ProfileSettings;
import org.nidwatch.trace.TraceSettings;
import org.nidwatch.watch.WatchSettings;
import org.nidwatch.wire.RegistrySettings;

/** File, then environment, then flags: the later wins. Nothing is touched before all of it has been checked. */
public final class SettingsLoader {
    /** The file that is read when none is named and it exists in the working directory. */
    public static final Path USUAL_FILE = Path.of("nidwatch.yaml");

    private final Map<String, String> environment;
    private final Supplier<Set<String>> kafkaKeys;

    /**
     * A loader over an environment.
     *
     * @param kafkaKeys how Kafka's own client settings are called, to tell a slip of the pen by; asked only when some are given
     */
    public SettingsLoader(Map<String, String> environment, Supplier<Set<String>> kafkaKeys) {
        this.environment = Map.copyOf(environment);
        this.kafkaKeys = kafkaKeys;
    }

    /**
     * Reads all there is.
     *
     * @param file the YAML file; null = none
     * @param flags {@code key=value}, as after {@code --set}
     * @throws SettingsException with every problem, when there is any
     */
    public LoadedSettings load(@Nullable Path file, List<String> flags) {
        List<String> problems = new ArrayList<>();
        Table table = new Table(Set.of());
        Map<String, Given> given = new TreeMap<>();
        if (file != null) {
            once(YamlSource.read(file, problems), problems).forEach(one -> given.put(one.key(), one));
        }
        Variables.read(environment, table).forEach(one -> given.put(one.key(), one));
        once(flags(flags, problems), problems).forEach(one -> given.put(one.key(), one));
        if (given.keySet().stream().anyMatch(key -> key.startsWith("kafka.") && !key.equals(Table.BOOTSTRAP))) {
            table = new Table(kafkaKeys.get());
        }
        refuseUnknown(given, table, problems);
        Settings settings = bind(given, table, problems);
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return new LoadedSettings(settings, tell(given, table));
    }

    private static Settings bind(Map<String, Given> given, Table table, List<String> problems) {
        Binder binder = new Binder(given, passed(given, table, table.schemaRegistry), problems);
        PropertyMap streams = new PropertyMap(passed(given, table, table.streams));
        return new Settings(
                new PropertyMap(passed(given, table, table.kafka)),
                binder.of(Table.REGISTRY, RegistrySettings.class),
                binder.of(Table.TOPICS, TopicSettings.class),
                binder.of(Table.DATA, DataSettings.class),
                binder.of(Table.HTTP, HttpSettings.class),
                binder.of(Table.EMBEDDED, EmbeddedSettings.class),
                binder.of(Table.TOKENS, TokenSettings.class),
                streams.get("application.id") == null ? streams.with("application.id", "nidwatch") : streams,
                new WatchSettings(
                        binder.of(Table.DETECTORS, DetectorSettings.class),
                        binder.of(Table.ALERTS, AlertSettings.class),
                        binder.of(Table.CALENDAR, ProfileSettings.class)),
                binder.of(Table.FEDERATION, FederationSettings.class),
                binder.of(Table.INTAKE, IntakeSettings.class),
                binder.of(Table.START, StartSettings.class),
                binder.of(Table.HEALTH, HealthSettings.class),
                binder.of(Table.BUDGET, BudgetSettings.class),
                binder.of(Table.TRACE, TraceSettings.class),
                binder.of(Table.WEBHOOK, WebhookSettings.class));
    }

    private record Binder(Map<String, Given> given, Map<String, String> passed, List<String> problems) {
        <T extends Record> T of(Section section, Class<T> type) {
            return type.cast(section.bind(given, passed, problems));
        }
    }

    private static Map<String, String> passed(Map<String, Given> given, Table table, PassThrough owner) {
        Map<String, String> passed = new LinkedHashMap<>();
        given.forEach((key, one) -> {
            if (owner.equals(table.passThrough(key))) {
                passed.put(owner.handedOn(key), one.value());
            }
        });
        return passed;
    }

    private static List<Given> flags(List<String> flags, List<String> problems) {
        List<Given> given = new ArrayList<>();
        for (String flag : flags) {
            int equals = flag.indexOf('=');
            if (equals < 1 || equals == flag.length() - 1) {
                // What stands there may be a secret: say nothing of it but the key.
                problems.add("--set " + (equals < 1 ? "without a key" : flag.substring(0, equals))
                        + ": must be key=value, such as --set http.port=8090");
            } else {
                given.add(new Given(
                        flag.substring(0, equals).strip(),
                        flag.substring(equals + 1).strip(),
                        "--set"));
            }
        }
        return given;
    }

    /** Within one source a key may stand once: two values for one key are a mistake, and nobody can say which is meant. */
    private static List<Given> once(List<Given> all, List<String> problems) {
        Map<String, Given> first = new LinkedHashMap<>();
        for (Given one : all) {
            Given before = first.putIfAbsent(one.key(), one);
            if (before != null) {
                problems.add(one.key() + " (from " + before.origin() + " and from " + one.origin()
                        + "): must be given once; remove one of them");
            }
        }
        return List.copyOf(first.values());
    }

    private static void refuseUnknown(Map<String, Given> given, Table table, List<String> problems) {
        List<String> ours = table.definitions().stream().map(Definition::key).toList();
        for (Given one : given.values()) {
            if (table.definition(one.key()) != null) {
                continue;
            }
            PassThrough owner = table.passThrough(one.key());
            if (owner == null) {
                String nearest = NearestKey.of(one.key(), ours);
                problems.add(one.key() + " (from " + one.origin() + "): there is no such key; "
                        + (nearest == null
                                ? "`nidwatch settings` lists all"
                                : "did you mean " + meant(one, nearest) + "?"));
            } else if (!owner.documented().isEmpty()) {
                refuseSlip(one, owner, problems);
            }
        }
    }

    /** Interceptors and the like have keys of their own, so only what is one or two letters beside a real key is refused. */
    private static void refuseSlip(Given one, PassThrough owner, List<String> problems) {
        String key = owner.handedOn(one.key());
        if (owner.documented().contains(key)) {
            return;
        }
        String nearest = NearestKey.of(key, owner.documented());
        if (nearest != null && NearestKey.distance(key, nearest) <= 2) {
            problems.add(one.key() + " (from " + one.origin() + "): Kafka's clients have no such setting; did you mean "
                    + owner.prefix() + nearest + "?");
        }
    }

    private static String meant(Given one, String nearest) {
        return one.origin().startsWith(Variables.PREFIX) ? Variables.of(nearest) : nearest;
    }

    private static List<Setting> tell(Map<String, Given> given, Table table) {
        Stream<Setting> ours = table.definitions().stream().map(definition -> {
            Given one = given.get(definition.key());
            String value = one == null ? definition.standard() : Secrets.shown(one.key(), one.value());
            return new Setting(
                    definition.key(),
                    value,
                    definition.standard(),
                    one == null ? "default" : one.origin(),
                    definition.type().name(),
                    definition.doc());
        });
        Stream<Setting> passed = given.values().stream()
                .filter(one -> table.definition(one.key()) == null)
                .map(one -> new Setting(
                        one.key(),
                        Secrets.shown(one.key(), one.value()),
                        null,
                        one.origin(),
                        "text",
                        "Handed on as it is"));
        return Stream.concat(ours, passed).toList();
    }
}
