// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nidwatch.deliver.WebhookSettings;
import org.nidwatch.federation.FederationSettings;
import org.nidwatch.intake.IntakeSettings;
import org.nidwatch.profile.ProfileSettings;
import org.nidwatch.trace.TraceSettings;
import org.nidwatch.watch.WatchSettings;
import org.nidwatch.wire.RegistrySettings;

/**
 * All settings, checked.
 *
 * @param kafka what every Kafka client gets, {@code kafka.*} without the prefix
 * @param streams what Kafka Streams gets beside that, {@code streams.*} without the prefix
 */
public record Settings(
        PropertyMap kafka,
        RegistrySettings registry,
        TopicSettings topics,
        DataSettings data,
        HttpSettings http,
        EmbeddedSettings embedded,
        TokenSettings tokens,
        PropertyMap streams,
        WatchSettings watch,
        FederationSettings federation,
        IntakeSettings intake,
        StartSettings start,
        HealthSettings health,
        BudgetSettings budget,
        TraceSettings trace,
        WebhookSettings webhook) {

    /** The partners' zone and days off. */
    public ProfileSettings calendar() {
        return watch.calendar();
    }

    /** Where Kafka is; null = not set, so the embedded default is meant. */
    public @Nullable String bootstrapServers() {
        return kafka.get("bootstrap.servers");
    }

    /** The tokenisation key's file, whether it exists or not. */
    public Path tokenKeyFile() {
        Path file = tokens.keyFile();
        return file == null ? data.dir().resolve("tokens.key") : file;
    }

    /** The same with another Kafka. */
    public Settings withKafka(String bootstrapServers) {
        return with(kafka.with("bootstrap.servers", bootstrapServers), registry);
    }

    /** The same with another registry. */
    public Settings withRegistry(String url) {
        return with(
                kafka,
                new RegistrySettings(
                        url,
                        registry.client(),
                        registry.timeout(),
                        registry.retries(),
                        registry.user(),
                        registry.password(),
                        registry.passwordFile(),
                        registry.token(),
                        registry.tokenFile(),
                        registry.caFile(),
                        registry.certificateFile(),
                        registry.keyFile(),
                        registry.passThrough()));
    }

    /**
     * The same in a folder and on ports of its own, with no trace of anybody's Kafka: for a demo beside a real installation.
     */
    public Settings alone(Path folder, int kafkaPort, int registryPort, int httpPort) {
        return new Settings(
                new PropertyMap(Map.of()),
                RegistrySettings.of("http://127.0.0.1:" + registryPort),
                topics,
                new DataSettings(folder),
                HttpSettings.DEFAULTS.onPort(httpPort),
                new EmbeddedSettings(kafkaPort, registryPort),
                new TokenSettings(null, 0),
                new PropertyMap(Map.of("application.id", "nidwatch-demo")),
                watch,
                federation,
                intake,
                start,
                health,
                budget,
                trace,
                WebhookSettings.DEFAULTS);
    }

    private Settings with(PropertyMap newKafka, RegistrySettings newRegistry) {
        return new Settings(
                newKafka,
                newRegistry,
                topics,
                data,
                http,
                embedded,
                tokens,
                streams,
                watch,
                federation,
                intake,
                start,
                health,
                budget,
                trace,
                webhook);
    }
}
