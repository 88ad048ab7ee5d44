// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A compacted topic of things that people decided, one record a thing.
 *
 * @param <T> the thing
 */
final class PolicyTopic<T> {
    /** Reads a thing back; throws when the bytes are none. */
    interface Reader<T> {
        T read(byte[] value) throws Exception;
    }

    private final Connection connection;
    private final String topic;
    private final Function<T, String> key;
    private final BiFunction<String, T, byte[]> writer;
    private final Reader<T> reader;

    PolicyTopic(
            Connection connection,
            String topic,
            Function<T, String> key,
            BiFunction<String, T, byte[]> writer,
            Reader<T> reader) {
        this.connection = connection;
        this.topic = topic;
        this.key = key;
        this.writer = writer;
        this.reader = reader;
    }

    /**
     * What stands now, by key.
     *
     * @param things those that can be read
     * @param unreadable how many cannot
     */
    record Contents<T>(Map<String, T> things, int unreadable) {
        /** The exit code of a list: failed, and told, when it is not the whole. */
        int complete(Terminal terminal) {
            if (unreadable == 0) {
                return ExitCode.OK;
            }
            terminal.err()
                    .println("nidwatch: " + Counted.of(unreadable, "record")
                            + " cannot be read: written by another program, or with a"
                            + " schema that the registry does not know. The list is not complete.");
            return ExitCode.FAILED;
        }
    }

    /** Reads the topic to its end. */
    Contents<T> contents() {
        connection.admin().close();
        Map<String, byte @Nullable []> newest = new TreeMap<>();
        try (Consumer<byte[], byte[]> consumer = connection.consumer()) {
            TopicContents.read(consumer, topic, (name, found) -> {
                String id = name == null ? "" : new String(name, StandardCharsets.UTF_8);
                newest.put(id, found.value());
            });
        }
        Map<String, T> things = new TreeMap<>();
        int unreadable = 0;
        for (Map.Entry<String, byte @Nullable []> each : newest.entrySet()) {
            byte[] value = each.getValue();
            if (value != null) {
                try {
                    things.put(each.getKey(), reader.read(value));
                } catch (Exception e) {
                    unreadable++;
                }
            }
        }
        return new Contents<>(things, unreadable);
    }

    /** Writes each thing, and waits until all replicas have it. */
    void add(Collection<T> things) {
        write(things, thing -> new ProducerRecord<>(topic, bytes(key.apply(thing)), writer.apply(topic, thing)));
    }

    /** Removes what has these keys, and says so; nothing is removed when one of them does not exist. */
    int remove(String what, Collection<String> keys, Terminal terminal) {
        Map<String, T> things = contents().things();
        for (String one : keys) {
            if (!things.containsKey(one)) {
                throw CommandFailure.failed(
                        "there is no " + what + " " + one + ": `nidwatch " + what + " list` shows all");
            }
        }
        write(keys, name -> new ProducerRecord<>(topic, bytes(name), null));
        keys.forEach(one -> terminal.err().println("Removed " + what + " " + one + "."));
        return ExitCode.OK;
    }

    private <E> void write(Collection<E> all, Function<E, ProducerRecord<byte[], byte[]>> record) {
        connection.admin().close();
        try (Producer<byte[], byte[]> producer = connection.producer()) {
            var sent =
                    all.stream().map(each -> producer.send(record.apply(each))).toList();
            producer.flush();
            for (var each : sent) {
                each.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted while writing to " + topic);
        } catch (java.util.concurrent.ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
