// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One Kafka node (broker and KRaft controller) in this process, on 127.0.0.1 only, for machines that have no Kafka.
 * One copy of everything: a lost disk is lost data. Its data directory can be used by one process at a time, and again
 * after that process was killed.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private final KafkaRaftServer server;
    private final FileChannel lock;
    private final int port;

    private EmbeddedBroker(KafkaRaftServer server, FileChannel lock, int port) {
        this.server = server;
        this.lock = lock;
        this.port = port;
    }

    /**
     * Starts the broker and returns when it answers, in a few seconds.
     *
     * @param directory where the broker keeps its data; made when missing, continued when it holds a broker's data
     * @param port where to listen; 0 = any free port
     * @throws PortTakenException when somebody else listens on that port
     * @throws IOException when the directory cannot be used: not writable, or in use by another process
     */
    public static EmbeddedBroker start(Path directory, int port) throws IOException {
        if (port != 0 && !Loopback.free(port)) {
            throw new PortTakenException(
                    "embedded Kafka broker", port, "another Kafka broker or another nidwatch", "embedded.kafka.port");
        }
        Files.createDirectories(directory);
        FileChannel lock = lock(directory);
        try {
            format(directory);
            int chosen = port == 0 ? Loopback.freePort() : port;
            int controller = Loopback.freePort();
            while (controller == chosen) { // a free port stays free until it is used, so it may come twice
                controller = Loopback.freePort();
            }
            KafkaConfig config = new KafkaConfig(EmbeddedBrokerSettings.of(directory, chosen, controller), false);
            KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
            server.startup();
            return new EmbeddedBroker(server, lock, chosen);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Where clients find it: {@code 127.0.0.1:port}. */
    public String bootstrapServers() {
        return Loopback.ADDRESS + ":" + port;
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** Stops in order and waits until the data is on disk. */
    @Override
    public void close() throws IOException {
        server.shutdown();
        server.awaitShutdown();
        lock.close();
    }

    // Kafka locks its directory too, but answers a taken one by ending the process.
    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel = FileChannel.open(
                directory.resolve("nidwatch.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held;
        try {
            held = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            held = null;
        }
        if (held == null) {
            channel.close();
            throw new IOException("the data directory " + directory.toAbsolutePath()
                    + " is in use by another nidwatch: stop it, or set data.dir to another directory");
        }
        return channel;
    }

    /** Writes the identity of a new cluster; a directory that has one keeps it. */
    private static void format(Path directory) throws IOException {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setNodeId(EmbeddedBrokerSettings.NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setDirectories(List.of(directory.toString()))
                    .setMetadataLogDirectory(directory.toString())
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .setControllerListenerName(EmbeddedBrokerSettings.CONTROLLER)
                    .setIgnoreFormatted(true)
                    .run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("cannot prepare " + directory.toAbsolutePath() + " for the embedded broker", e);
        }
    }
}
