// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.nidwatch.policy.AuditRecord;

/** Notes who did what, after it was done: a command of this machine's user. */
final class Audit {
    private Audit() {}

    /** Writes one record and waits until all replicas have it; a {@link CommandFailure} says that it was done, but not noted. */
    static void write(
            Connection connection, AuditRecord.Action action, String organisationId, String target, String note) {
        String topic = connection.topics().audit();
        AuditRecord record = AuditRecord.done(
                System.currentTimeMillis(),
                System.getProperty("user.name", ""),
                action,
                organisationId,
                target,
                note.substring(0, Math.min(note.length(), AuditRecord.NOTE_LIMIT)));
        byte[] key = organisationId.getBytes(StandardCharsets.UTF_8);
        try (Producer<byte[], byte[]> producer = connection.producer()) {
            producer.send(new ProducerRecord<>(topic, key, connection.wire().audit(topic, record)))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("done, but interrupted while noting it in " + topic);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw CommandFailure.failed("done, but it could not be noted in " + topic + " ("
                    + cause.getClass().getSimpleName() + "): may this user write there?");
        }
    }
}
