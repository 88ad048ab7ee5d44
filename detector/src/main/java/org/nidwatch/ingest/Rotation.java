// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a log goes on: in the file itself, or in one that it was rotated to since (renamed, copied, packed), then
 * through all younger ones up to the file itself.
 */
final class Rotation {
    /** What log rotation appends: .1, .2.gz, -20261121, -20261121.gz, .old. */
    private static final String SUFFIX = "[.-](\\d[\\dT:_.-]*|old)";

    private final Path path;
    private final Fingerprint fingerprint;
    private final Pattern rotated;

    /** A stretch of the log to be read. */
    record Segment(Path path, long position, long line) {}

    /** A plan, and what a person should know of it; null when it goes without saying. */
    record Plan(Deque<Segment> segments, @Nullable String note) {}

    Rotation(Path path, Fingerprint fingerprint) {
        this.path = path;
        this.fingerprint = fingerprint;
        String name = String.valueOf(path.getFileName());
        int dot = name.lastIndexOf('.');
        String pattern = Pattern.quote(name) + SUFFIX + "(\\.gz)?";
        if (dot > 0) {
            // logrotate's "extension": access-20261121.log
            pattern += "|" + Pattern.quote(name.substring(0, dot)) + SUFFIX + Pattern.quote(name.substring(dot))
                    + "(\\.gz)?";
        }
        rotated = Pattern.compile(pattern);
    }

    /** What to read, given where reading stopped; null for the start. */
    Plan plan(Checkpoint.@Nullable Place place) throws IOException {
        Deque<Segment> segments = new ArrayDeque<>();
        if (place == null || place.position() == 0) {
            segments.add(new Segment(path, 0, 0));
            return new Plan(segments, null);
        }
        if (Files.exists(path) && same(path, place)) {
            if (shorter(path, place)) {
                throw new IngestException(path + " begins as the log that was read before, but ends before the place"
                        + " where reading stopped (byte " + place.position() + "): was it cut or restored? --restart"
                        + " reads it from the start, --source NAME makes it a log of its own");
            }
            segments.add(new Segment(path, place.position(), place.line()));
            return new Plan(segments, null);
        }
        List<Path> older = rotatedFiles();
        for (int i = 0; i < older.size(); i++) {
            Path file = older.get(i);
            if (same(file, place)) {
                if (!shorter(file, place)) {
                    segments.add(new Segment(file, place.position(), place.line()));
                } // else a copy that was made before the last lines that we read
                older.subList(i + 1, older.size()).forEach(next -> segments.add(new Segment(next, 0, 0)));
                segments.add(new Segment(path, 0, 0));
                return new Plan(segments, null);
            }
        }
        segments.add(new Segment(path, 0, 0));
        return new Plan(
                segments,
                "the log that was read up to line " + place.line() + " (" + place.file() + ") is neither " + path
                        + " nor any file that it was rotated to beside it; going on at the start of " + path);
    }

    /** Whether this is the file that reading stopped in. */
    private boolean same(Path file, Checkpoint.Place place) throws IOException {
        if (!QueryLines.packed(file) && Files.size(file) < place.fingerprintBytes()) {
            return false;
        }
        if (place.keyCheck().equals(fingerprint.keyCheck())) {
            byte[] head = head(file, place.fingerprintBytes());
            return head.length == place.fingerprintBytes()
                    && fingerprint.of(head, head.length).equals(place.fingerprint());
        }
        // The tokenisation key was changed since: the file system has to tell.
        return !place.key().isEmpty() && OpenLog.key(file).equals(place.key());
    }

    private static boolean shorter(Path file, Checkpoint.Place place) throws IOException {
        return !QueryLines.packed(file) && Files.size(file) < place.position();
    }

    /** A file that is no gzip data, or not yet whole, is not the one. */
    private static byte[] head(Path file, int length) {
        try {
            return OpenLog.head(file, length);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    /** Files that the log was rotated to, oldest first. */
    private List<Path> rotatedFiles() throws IOException {
        record Dated(Path path, FileTime time) {}
        List<Dated> found = new ArrayList<>();
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null) {
            return List.of();
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                boolean twice = name.endsWith(".gz")
                        && Files.exists(folder.resolve(name.substring(0, name.length() - ".gz".length())));
                if (rotated.matcher(name).matches() && !twice && Files.isRegularFile(file)) {
                    found.add(new Dated(file, Files.getLastModifiedTime(file)));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        found.sort(Comparator.comparing(Dated::time));
        return found.stream().map(Dated::path).toList();
    }
}
