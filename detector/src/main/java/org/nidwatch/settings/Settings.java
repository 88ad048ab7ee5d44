// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.IntakeSettings;
import org.nidwatch.watch.WatchSettings;

/**
 * All settings, checked.
 *
 * @param kafka what every Kafka client gets, {@code kafka.*} without the prefix
 * @param schemaRegistry {@code schema.registry.*}, prefix included, for the Confluent client
 * @param streams what Kafka Streams gets beside that, {@code streams.*} without the prefix
 */
public record Settings(
        PropertyMap kafka,
        PropertyMap schemaRegistry,
        TopicSettings topics,
        DataSettings data,
        HttpSettings http,
        EmbeddedSettings embedded,
        TokenSettings tokens,
        PropertyMap streams,
        WatchSettings watch,
        IntakeSettings intake,
        BudgetSettings budget,
        CalendarSettings calendar) {

    /** Where Kafka is; null = not set, so the embedded default is meant. */
    public @Nullable String bootstrapServers() {
        return kafka.get("bootstrap.servers");
    }

    /** The tokenisation key's file, whether it exists or not. */
    public Path tokenKeyFile() {
        Path file = tokens.keyFile();
        return file == null ? data.dir().resolve("tokens.key") : file;
    }
}
