// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log to its end, or for ever, and sends its queries to Kafka, each exactly once, also over stops and kills.
 * What cannot be read goes to the file of bad lines. At most {@value #BATCH} queries wait in memory.
 */
public final class Ingest {
    private static final int BATCH = 50_000;
    private static final int BAD_BATCH = 10_000;
    private static final long LINGER_NANOS = Duration.ofMillis(500).toNanos();

    private final IngestSettings settings;
    private final QueryEncoder encoder;
    private final InputStream standardInput;
    private final Progress progress;
    private final BooleanSupplier stopped;
    private final String run = UUID.randomUUID().toString();
    private final long started = System.nanoTime();
    private Tally before = Tally.NONE; // of earlier runs
    private Tally sent = Tally.NONE; // of this one, committed
    private long batches;
    private long batchSince;

    /**
     * @param err progress and messages
     * @param interactive whether a person looks at it
     * @param stopped asked often: whether to end, with everything that was read sent
     */
    public Ingest(
            IngestSettings settings,
            QueryEncoder encoder,
            InputStream standardInput,
            PrintStream err,
            boolean interactive,
            BooleanSupplier stopped) {
        this.settings = settings;
        this.encoder = encoder;
        this.standardInput = standardInput;
        this.stopped = stopped;
        progress = new Progress(err, interactive);
    }

    /**
     * Ingests; returns at the end of the log or when stopped.
     *
     * @throws IngestException when the user must change something first
     */
    public Summary run() {
        Mapping mapping = settings.reading().readMapping();
        String name = source();
        Patience patience = new Patience(stopped, progress::note);
        try (Delivery delivery = new Delivery(settings, name, encoder, patience);
                Rejects rejects = new Rejects(rejectsFile())) {
            Tally read = Tally.NONE;
            boolean early = false;
            try {
                Checkpoint checkpoint = delivery.start();
                Checkpoint valid = settings.restart() ? null : checkpoint;
                goOn(valid, rejects, name);
                try (Source source = open(mapping, valid)) {
                    try {
                        early = pump(source, delivery, rejects);
                    } finally {
                        read = source.tally();
                    }
                }
            } catch (Stopped e) {
                early = true;
            }
            progress.clear();
            return new Summary(
                    sent,
                    before.plus(sent),
                    Math.max(0, read.read() - sent.read()),
                    rejects.file(),
                    Duration.ofNanos(System.nanoTime() - started),
                    early);
        } catch (IOException e) {
            throw new UncheckedIOException("the log " + settings.log() + " cannot be read on", e);
        }
    }

    private void goOn(@Nullable Checkpoint checkpoint, Rejects rejects, String name) throws IOException {
        if (checkpoint == null) {
            return;
        }
        before = checkpoint.total();
        if (rejects.file().toAbsolutePath().toString().equals(checkpoint.rejects())) {
            rejects.cutTo(checkpoint.rejectsLength());
        }
        Checkpoint.Place place = checkpoint.place();
        if (place != null && place.position() > 0) {
            progress.note("going on after line " + place.line() + " of " + place.file() + " (source " + name + ")");
        }
    }

    private Source open(@Nullable Mapping mapping, @Nullable Checkpoint checkpoint) throws IOException {
        if (settings.stream()) {
            return new StreamSource(standardInput, settings.reading(), mapping);
        }
        return new FileSource(
                Path.of(settings.log()),
                settings.reading(),
                mapping,
                settings.follow(),
                settings.rotationGrace(),
                checkpoint == null ? null : checkpoint.place(),
                progress::note);
    }

    /** Answers whether it was stopped before the end. */
    private boolean pump(Source source, Delivery delivery, Rejects rejects) throws IOException {
        batchSince = System.nanoTime();
        while (!stopped.getAsBoolean()) {
            ParsedLine line = next(source, delivery, rejects);
            if (line instanceof ParsedLine.Parsed parsed) {
                delivery.add(parsed.query());
            } else if (line instanceof ParsedLine.Bad bad) {
                rejects.add(source.name(), bad);
            }
            boolean idle = line == null;
            if (delivery.batchSize() >= BATCH || source.tally().bad() - sent.bad() >= BAD_BATCH || due(idle, source)) {
                commit(source, delivery, rejects);
            }
            if (idle) {
                if (source.ended()) {
                    commit(source, delivery, rejects);
                    return false;
                }
                source.await();
            }
            progress.tick(source);
        }
        commit(source, delivery, rejects);
        return true;
    }

    /** Where a log breaks off, what was read of it is sent all the same. */
    private @Nullable ParsedLine next(Source source, Delivery delivery, Rejects rejects) throws IOException {
        try {
            return source.next();
        } catch (IOException | IngestException e) {
            commit(source, delivery, rejects);
            throw e;
        }
    }

    private boolean due(boolean idle, Source source) {
        return System.nanoTime() - batchSince >= LINGER_NANOS
                && (!idle || !source.tally().equals(sent));
    }

    private void commit(Source source, Delivery delivery, Rejects rejects) throws IOException {
        batchSince = System.nanoTime();
        Tally tally = source.tally();
        if (tally.equals(sent)) {
            return;
        }
        long rejectsLength = rejects.flush();
        delivery.commit(Checkpoint.of(
                run,
                ++batches,
                source.place(),
                rejects.file().toAbsolutePath().toString(),
                rejectsLength,
                before.plus(tally)));
        sent = tally;
        batchSince = System.nanoTime();
    }

    /** One name for one log, whatever the working directory; two machines' logs of one name are two. */
    private String source() {
        String given = settings.source();
        if (given != null) {
            return given;
        }
        if (settings.stream()) {
            return "stdin-" + run;
        }
        return host() + ":" + Path.of(settings.log()).toAbsolutePath().normalize();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private Path rejectsFile() {
        if (settings.rejects() != null) {
            return settings.rejects();
        }
        return Path.of((settings.stream() ? "stdin" : settings.log()) + ".rejected.jsonl");
    }
}
