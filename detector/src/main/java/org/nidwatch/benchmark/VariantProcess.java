// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.nidwatch.topology.TopicNames;
import org.nidwatch.wire.QueryReader;
import org.nidwatch.wire.RegistrySettings;
import org.nidwatch.wire.UnreadableException;
import org.nidwatch.wire.Wire;

/** One run of one variant that reads from Kafka, in this process. */
final class VariantProcess {
    private static final String QUERIES = TopicNames.STANDARD.queries();

    private VariantProcess() {}

    /** The arguments of {@link #main}. */
    static List<String> arguments(
            Variant variant, BenchmarkSettings settings, String servers, String registry, String applicationId) {
        return List.of(
                variant.name(),
                Long.toString(variant.events(settings.events())),
                Integer.toString(settings.partitions()),
                settings.directory().resolve("state").toString(),
                servers,
                registry,
                applicationId);
    }

    /** Tells records a second and CPU seconds a million, and ends. */
    public static void main(String[] args) throws InterruptedException {
        try {
            System.out.println(ChildProcess.TOLD + told(args));
            System.out.flush();
            System.exit(0);
        } catch (IOException e) {
            System.out.println(ChildProcess.FAILED + e.getMessage());
            System.out.flush();
            System.exit(1);
        }
    }

    private static String told(String[] args) throws IOException, InterruptedException {
        Variant variant = Variant.valueOf(args[0]);
        long events = Long.parseLong(args[1]);
        int partitions = Integer.parseInt(args[2]);
        Path directory = Path.of(args[3]);
        String servers = args[4];
        Wire wire = new Wire(RegistrySettings.of(args[5]));
        Stretch.Result result = switch (variant) {
            case RAW -> PlainConsumers.run(events, partitions, servers, QUERIES, () -> value -> value.length);
            case READER -> PlainConsumers.run(events, partitions, servers, QUERIES, () -> reading(wire));
            case TRACE -> TraceRun.run(events, servers, wire, QUERIES);
            case AT_LEAST_ONCE, EXACTLY_ONCE, SINGLE ->
                DetectorRun.run(variant, events, partitions, directory, servers, wire, args[6]);
            case DSL_COUNT, DSL_FEATURES -> DslRun.run(variant, events, directory, servers, wire, QUERIES, args[6]);
            case SCAN -> throw new IllegalArgumentException("a file is not read from Kafka");
        };
        return String.format(Locale.ROOT, "%f %f", result.recordsPerSecond(), result.cpuSecondsPerMillion());
    }

    private static PlainConsumers.Look reading(Wire wire) {
        QueryReader reader = wire.newQueryReader();
        return value -> {
            try {
                return reader.read(value).occurredAt();
            } catch (UnreadableException e) {
                throw new IllegalStateException("the benchmark wrote what it cannot read");
            }
        };
    }
}
