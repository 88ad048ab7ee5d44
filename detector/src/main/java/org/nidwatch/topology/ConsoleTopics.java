// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nidwatch.console.ConsoleInlet;
import org.nidwatch.wire.ReadAlert;
import org.nidwatch.wire.RegistryException;
import org.nidwatch.wire.RegistryUnavailableException;
import org.nidwatch.wire.UnreadableException;
import org.nidwatch.wire.Wire;

/** The topics that the console is fed with, and what their records are to it. */
final class ConsoleTopics {
    private final Map<String, Taker> takers = new HashMap<>();
    private final List<List<Source>> stages;
    private final ConsoleInlet inlet;

    /**
     * How a topic is read at first.
     *
     * @param days so many of the newest; 0 = all
     * @param most records, over all partitions, when not all
     */
    record Source(String topic, int days, long most) {
        static Source whole(String topic) {
            return new Source(topic, 0, Long.MAX_VALUE);
        }
    }

    /** Takes a record: its key, and its value, null when it was removed. */
    private interface Taker {
        void take(String key, byte @Nullable [] value);
    }

    /** Reads a value. */
    private interface Reader<T> {
        T read(byte[] value);
    }

    private interface Inlet<T> {
        void take(String key, @Nullable T thing);
    }

    ConsoleTopics(TopicNames names, Wire wire, ConsoleInlet inlet) {
        this.inlet = inlet;
        Taker alerts = (key, value) -> {
            if (value != null) {
                ReadAlert read = wire.readAlert(value);
                inlet.alert(read.alert(), read.emittedAtMillis());
            }
        };
        takers.put(names.alerts(), alerts);
        takers.put(names.alertsCurrent(), alerts);
        takers.put(names.activity(), (key, value) -> {
            if (value != null) {
                inlet.activity(wire.readActivity(value));
            }
        });
        takers.put(names.coverage(), (key, value) -> {
            if (value != null) {
                inlet.coverage(wire.readCoverage(value));
            }
        });
        thing(names.organisations(), wire::readOrganisation, inlet::organisation);
        thing(names.silences(), wire::readSilence, inlet::silence);
        thing(names.dispositions(), wire::readDisposition, inlet::disposition);
        thing(names.probes(), wire::readProbe, inlet::probe);
        thing(names.canaries(), wire::readCanary, inlet::canary);
        // The tail of emissions first: what is known of an alert may only get newer. Minutes of activity are most, so
        // last.
        stages = List.of(
                List.of(
                        new Source(names.alerts(), 8, 60_000),
                        new Source(names.coverage(), 8, 20_000),
                        Source.whole(names.organisations()),
                        Source.whole(names.silences()),
                        Source.whole(names.dispositions()),
                        Source.whole(names.probes()),
                        Source.whole(names.canaries())),
                List.of(Source.whole(names.alertsCurrent())),
                List.of(new Source(names.activity(), 1, 300_000)));
    }

    private <T> void thing(String topic, Reader<T> reader, Inlet<T> to) {
        takers.put(topic, (key, value) -> to.take(key, value == null ? null : reader.read(value)));
    }

    /** What is read first, and then, and then. */
    List<List<Source>> stages() {
        return stages;
    }

    /** Hands a record over; throws {@link RegistryUnavailableException} when it must be tried again. */
    void take(String topic, byte @Nullable [] key, byte @Nullable [] value) {
        Taker taker = takers.get(topic);
        if (taker == null) {
            return;
        }
        try {
            taker.take(key == null ? "" : new String(key, StandardCharsets.UTF_8), value);
        } catch (RegistryUnavailableException e) {
            throw e;
        } catch (RegistryException | UnreadableException | IllegalArgumentException e) {
            inlet.unreadable();
        }
    }
}
