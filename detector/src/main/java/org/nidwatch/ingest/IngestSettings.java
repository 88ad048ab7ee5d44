// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to read and where to send it.
 *
 * @param log a file, or {@code -} for standard input
 * @param reading how it is laid out
 * @param source name under which its progress is kept; null for host and path. No two running ingests may share one.
 * @param rejects where bad lines go; null for beside the log
 * @param follow whether to wait for more at the end of the file
 * @param restart whether to read from the start, whatever was sent before
 * @param queriesTopic where queries go
 * @param checkpointsTopic where progress is kept, compacted
 * @param replication copies of the checkpoints topic when it has to be made; -1 for the broker's default
 * @param kafka what every Kafka client gets, {@code bootstrap.servers} included
 * @param rotationGrace how long a rotated log must be silent before it counts as finished, 0 s to 1 hour
 */
public record IngestSettings(
        String log,
        ReadOptions reading,
        @Nullable String source,
        @Nullable Path rejects,
        boolean follow,
        boolean restart,
        String queriesTopic,
        String checkpointsTopic,
        int replication,
        Map<String, String> kafka,
        Duration rotationGrace) {
    /** Servers write to a renamed log until they are told to open the new one. */
    public static final Duration ROTATION_GRACE = Duration.ofSeconds(5);

    public IngestSettings {
        kafka = Map.copyOf(kafka);
        if (rotationGrace.isNegative() || rotationGrace.compareTo(Duration.ofHours(1)) > 0) {
            throw new IngestException("rotation grace = " + rotationGrace + ": must be within [PT0S, PT1H]");
        }
        if (follow && (log.equals(QueryLines.STANDARD_INPUT) || QueryLines.packed(Path.of(log)))) {
            throw new IngestException("--follow needs a plain file; standard input is followed anyway,"
                    + " and a packed file does not grow");
        }
    }

    boolean stream() {
        return log.equals(QueryLines.STANDARD_INPUT);
    }

    @Override
    public String toString() {
        return "IngestSettings[log=" + log + ", queriesTopic=" + queriesTopic + "]"; // kafka may hold passwords
    }
}
