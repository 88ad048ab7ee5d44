// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ops;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.regex.Pattern;

/**
 * Which of Kafka's own meters are shown. Those in milliseconds and nanoseconds are not: Prometheus counts seconds, and a name
 * cannot be mended without the value. What they say is in our own, or in a rate beside them.
 */
public final class KafkaFigures implements MeterFilter {
    private static final Pattern ODD = Pattern.compile(".*[.-](?:ns|ms)(?:[.-].*)?|.*[.-]count");

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        String name = id.getName();
        return name.startsWith("kafka.") && ODD.matcher(name).matches()
                ? MeterFilterReply.DENY
                : MeterFilterReply.NEUTRAL;
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        String description = id.getDescription();
        if (!id.getName().startsWith("kafka.") || (description != null && !description.isBlank())) {
            return id;
        }
        return new Meter.Id(
                id.getName(),
                io.micrometer.core.instrument.Tags.of(id.getTags()),
                id.getBaseUnit(),
                "As Kafka calls it",
                id.getType());
    }
}
