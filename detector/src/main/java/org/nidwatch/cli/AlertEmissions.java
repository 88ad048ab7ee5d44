// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.Mode;
import org.nidwatch.wire.ReadAlert;
import org.nidwatch.wire.UnreadableException;
import org.nidwatch.wire.Wire;

/** Every emission of one alert that the alerts topic keeps, in order, each once: of the live detector, else of a replay. */
final class AlertEmissions {
    private final UUID alertId;
    private final Map<Integer, ReadAlert> live = new TreeMap<>();
    private final Map<Integer, ReadAlert> replayed = new TreeMap<>();
    private long oldest = Long.MAX_VALUE;
    private long read;

    private AlertEmissions(UUID alertId) {
        this.alertId = alertId;
    }

    /** Reads them; a {@link CommandFailure} that says how far back it looked when there is none. */
    static List<ReadAlert> of(UUID alertId, Connection connection, DayOrTime times) {
        AlertEmissions emissions = new AlertEmissions(alertId);
        String topic = connection.topics().alerts();
        Wire wire = connection.wire();
        connection.admin().close();
        try (Consumer<byte[], byte[]> consumer = connection.consumer()) {
            TopicContents.read(consumer, topic, (key, record) -> emissions.take(wire, record.value()));
        }
        List<ReadAlert> found =
                new ArrayList<>((emissions.live.isEmpty() ? emissions.replayed : emissions.live).values());
        if (found.isEmpty()) {
            throw CommandFailure.failed("there is no alert " + alertId + " in " + topic + ", which holds "
                    + Counted.of(emissions.read, "emission")
                    + (emissions.read == 0 ? "" : ", the oldest of " + times.shown(emissions.oldest))
                    + ": `nidwatch alerts --from-beginning` shows all");
        }
        return found;
    }

    private void take(Wire wire, byte @Nullable [] value) {
        if (value == null) {
            return;
        }
        try {
            ReadAlert alert = wire.readAlert(value);
            read++;
            oldest = Math.min(oldest, alert.emittedAtMillis());
            if (alert.alert().alertId().equals(alertId)) {
                // Told again after a failure, or by a second replay: the first word stands.
                (alert.alert().mode() == Mode.LIVE ? live : replayed)
                        .putIfAbsent(alert.alert().sequence(), alert);
            }
        } catch (UnreadableException e) {
            // no alert of ours
        }
    }
}
