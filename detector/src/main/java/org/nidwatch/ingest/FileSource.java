// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A log file, read from where it was left; followed when asked, through rotation by renaming and by copying and
 * truncating. What is left in a rotated file is read before the new one.
 */
final class FileSource implements Source {
    private static final long POLL_MILLIS = 100;
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Path path;
    private final ReadOptions options;
    private final @Nullable Mapping mapping;
    private final boolean follow;
    private final Duration grace;
    private final Fingerprint fingerprint;
    private final Rotation rotation;
    private final Consumer<String> notes;
    private Deque<Rotation.Segment> plan = new ArrayDeque<>();
    private @Nullable OpenLog log;
    private @Nullable RecordStream records;
    private byte[] head = {};
    private Checkpoint.@Nullable Place place;
    private Tally tally = Tally.NONE;
    private String name;
    private boolean rotated; // the open file is no longer the one at the path, and has fallen silent
    private long silentSince; // nanoseconds
    private long looked = System.nanoTime();
    private boolean ended;
    private boolean missing;

    /**
     * @param place where to go on; null for the start
     * @param grace how long a renamed file must be silent before it counts as finished: the server writes to it until
     *     it is told of the rotation
     * @param notes told of rotations and the like
     */
    FileSource(
            Path path,
            ReadOptions options,
            @Nullable Mapping mapping,
            boolean follow,
            Duration grace,
            Checkpoint.@Nullable Place place,
            Consumer<String> notes)
            throws IOException {
        this.path = path;
        this.options = options;
        this.mapping = mapping;
        this.follow = follow;
        this.grace = grace;
        this.place = place;
        this.notes = notes;
        fingerprint = new Fingerprint(options.tokeniser());
        rotation = new Rotation(path, fingerprint);
        name = path.toString();
        if (!follow && !Files.exists(path)) {
            throw new IngestException("log " + path + " does not exist (--follow would wait for it)");
        }
        replan();
    }

    private void replan() throws IOException {
        Rotation.Plan found = rotation.plan(place);
        plan = found.segments();
        String note = found.note();
        if (note != null) {
            notes.accept(note);
        }
    }

    @Override
    public @Nullable ParsedLine next() throws IOException {
        while (!ended) {
            if (records == null && !openNext()) {
                return null;
            }
            RecordStream present = records;
            if (present == null) {
                return null;
            }
            if (follow && System.nanoTime() - looked > LOOK_NANOS) {
                look(); // after a long wait for Kafka the file may be another one
                if (records != present) {
                    continue;
                }
            }
            ParsedLine line = read(present);
            if (line != null) {
                return line;
            }
            if (live()) {
                return null;
            }
            close();
            if (plan.isEmpty()) {
                if (follow) {
                    replan();
                } else {
                    ended = true;
                }
            }
        }
        return null;
    }

    private @Nullable ParsedLine read(RecordStream present) throws IOException {
        try {
            ParsedLine line = present.next(false);
            return line == null && !live() ? present.next(true) : line;
        } catch (EOFException | ZipException e) {
            throw new IngestException("log " + name + ": the gzip data is broken or cut short after line "
                    + present.lineNumber() + "; what was read before is sent, the next start goes on there");
        }
    }

    /** Whether more may come to the file that is open. */
    private boolean live() {
        return follow && plan.isEmpty() && !rotated;
    }

    private boolean openNext() throws IOException {
        Rotation.Segment segment = plan.element();
        try {
            LineParser parser = segment.position() > 0 ? firstLine(segment.path()) : null;
            OpenLog opened = OpenLog.open(segment.path(), segment.position());
            plan.remove();
            log = opened;
            name = segment.path().toString();
            head = opened.head(Fingerprint.BYTES);
            records = new RecordStream(opened.in(), segment.position(), segment.line(), options, mapping, parser);
            rotated = false;
            silentSince = System.nanoTime();
            missing = false;
            return true;
        } catch (NoSuchFileException e) {
            if (!missing) {
                notes.accept("waiting for " + segment.path() + " to appear");
            }
            missing = true;
            return false;
        }
    }

    /** What the file's first line tells of its format, where reading goes on in the middle. */
    private @Nullable LineParser firstLine(Path file) throws IOException {
        try (OpenLog opened = OpenLog.open(file, 0);
                RecordStream start = new RecordStream(opened.in(), options, mapping)) {
            while (start.parser() == null && start.next(true) != null) {
                // A broken line tells nothing: look at the next one.
            }
            return start.parser();
        }
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public void await() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        look();
    }

    private void look() throws IOException {
        looked = System.nanoTime();
        OpenLog open = log;
        if (open == null || !follow || !plan.isEmpty()) {
            return;
        }
        if (open.size() > open.taken()) {
            silentSince = System.nanoTime();
        }
        String key;
        try {
            key = OpenLog.key(path);
        } catch (NoSuchFileException e) {
            return; // Renamed, and the new one not made yet.
        }
        if (!key.equals(open.key())) {
            rotated = System.nanoTime() - silentSince >= grace.toNanos();
        } else if (open.size() < open.taken() || !sameHead(open)) {
            notes.accept(path + " was truncated; looking for its copy, then going on at its start");
            remember();
            close();
            replan();
        }
    }

    private boolean sameHead(OpenLog open) throws IOException {
        byte[] now = open.head(Fingerprint.BYTES);
        boolean same = now.length >= head.length && Arrays.equals(head, 0, head.length, now, 0, head.length);
        if (same) {
            head = now;
        }
        return same;
    }

    @Override
    public Checkpoint.@Nullable Place place() throws IOException {
        remember();
        return place;
    }

    /** A place at the very start tells nothing of the file, so the former one stays until something was read. */
    private void remember() throws IOException {
        OpenLog open = log;
        RecordStream present = records;
        if (open == null || present == null || present.position() == 0) {
            return;
        }
        int length = (int) Math.min(Fingerprint.BYTES, present.position());
        if (head.length < length) {
            head = open.head(Fingerprint.BYTES);
        }
        length = Math.min(length, head.length);
        place = new Checkpoint.Place(
                String.valueOf(open.path().getFileName()),
                open.key(),
                fingerprint.of(head, length),
                length,
                fingerprint.keyCheck(),
                present.position(),
                present.lineNumber());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Tally tally() {
        return records == null ? tally : tally.plus(records.tally());
    }

    @Override
    public @Nullable Extent extent() throws IOException {
        return log == null || follow ? null : new Extent(log.taken(), log.size());
    }

    /** Closes the open file; the place in it stays known. */
    @Override
    public void close() throws IOException {
        if (records != null) {
            remember();
            tally = tally.plus(records.tally());
            records = null;
        }
        if (log != null) {
            log.close();
            log = null;
        }
    }
}
