// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How far a source has been sent. Written to Kafka in the same transaction as the queries before it, so it is there
 * exactly when they are.
 *
 * @param version of this form
 * @param run which process wrote it
 * @param batch number of the transaction in that run
 * @param place where the next record starts; null for a stream, which cannot be taken up again
 * @param rejects file of the bad lines; null when there were none yet
 * @param rejectsLength its length when this was written
 * @param total of all runs so far
 */
record Checkpoint(
        int version,
        String run,
        long batch,
        @Nullable Place place,
        @Nullable String rejects,
        long rejectsLength,
        Tally total) {

    private static final int VERSION = 1;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    /**
     * A place between two records of a file.
     *
     * @param file name, for people
     * @param key the file system's own (inode), empty where it has none
     * @param fingerprint of the (unpacked) file's first bytes
     * @param fingerprintBytes how many; they all lie before the position, so they do not change any more
     * @param keyCheck which key made the fingerprint
     * @param position in bytes of the unpacked file
     * @param line number of lines before it
     */
    record Place(
            String file,
            String key,
            String fingerprint,
            int fingerprintBytes,
            String keyCheck,
            long position,
            long line) {}

    static Checkpoint of(
            String run, long batch, @Nullable Place place, @Nullable String rejects, long rejectsLength, Tally total) {
        return new Checkpoint(VERSION, run, batch, place, rejects, rejectsLength, total);
    }

    /** Whether the same transaction wrote both. */
    boolean sameBatch(@Nullable Checkpoint other) {
        return other != null && run.equals(other.run) && batch == other.batch;
    }

    byte[] bytes() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a checkpoint is plain JSON", e);
        }
    }

    static Checkpoint of(byte[] bytes) {
        try {
            JsonNode json = JSON.readTree(bytes);
            int version = json.path("version").asInt();
            if (version != VERSION) {
                throw new IngestException("the checkpoint in Kafka has version " + version + ", this program knows "
                        + VERSION + ": go on with the nidwatch that wrote it, or --restart to read from the start");
            }
            return JSON.treeToValue(json, Checkpoint.class);
        } catch (IOException e) {
            throw new IngestException("the checkpoint in Kafka is broken; --restart reads the log from its start", e);
        }
    }
}
