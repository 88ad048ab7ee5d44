// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.federation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.nidwatch.federation.Federation.ChunkWriter;
import org.nidwatch.window.StateWriter;

/** Digests until the tick in which they count is decided, as bytes: a source far ahead of the others has many of them wait. */
final class Waiting {
    private static final long PER_TICK = 512;
    /** What a digest takes in memory beside its bytes. */
    private static final int BESIDE = 200;

    private final TreeMap<Long, TreeMap<Place, byte[]>> byTick = new TreeMap<>();
    private final Map<Place, byte[]> unwritten = new LinkedHashMap<>();
    private final Set<Place> written = new HashSet<>();
    private final Set<Place> over = new LinkedHashSet<>();
    private final List<byte[]> outdated = new ArrayList<>();
    private final StateWriter writer = new StateWriter();
    private long bytes;

    /** Whose digest, of which tick, and the tick in which it counts: less than a day later. */
    private record Place(String organisationId, long tick, long counts) implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::organisationId).thenComparingLong(Place::tick);

        byte[] key() {
            return Federation.key(organisationId, FederationState.HELD, counts * PER_TICK + (counts - tick));
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    /** Keeps a digest until the given tick is decided, with what came before of the same organisation and tick. */
    void add(OrganisationDigest digest, long counts) {
        Place place = new Place(digest.organisationId(), digest.tick(), counts);
        TreeMap<Place, byte[]> together = byTick.computeIfAbsent(counts, tick -> new TreeMap<>());
        byte[] before = together.get(place);
        OrganisationDigest merged =
                before == null ? digest : OrganisationDigest.of(before).merge(digest);
        byte[] value = merged.toBytes(writer);
        put(together, place, value);
        unwritten.put(place, value);
        // Nothing is left to delete of what is written anew.
        over.remove(place);
    }

    private void put(Map<Place, byte[]> together, Place place, byte[] value) {
        byte[] before = together.put(place, value);
        bytes += value.length + (before == null ? BESIDE : -before.length);
    }

    boolean isEmpty() {
        return byTick.isEmpty();
    }

    /** The first tick in which something counts; not when empty. */
    long first() {
        return byTick.firstKey();
    }

    /** The last tick in which something counts; not when empty. */
    long last() {
        return byTick.lastKey();
    }

    /** About how much memory it takes, bytes. */
    long bytes() {
        return bytes;
    }

    /** Lets go of what counts up to and with a tick: tick by tick, in the order of organisations and their ticks. */
    void take(long tick, Consumer<OrganisationDigest> taker) {
        while (!byTick.isEmpty() && byTick.firstKey() <= tick) {
            byTick.pollFirstEntry().getValue().forEach((place, value) -> {
                bytes -= value.length + BESIDE;
                unwritten.remove(place);
                if (written.remove(place)) {
                    over.add(place);
                }
                taker.accept(OrganisationDigest.of(value));
            });
        }
    }

    void writeChanges(ChunkWriter sink) {
        outdated.forEach(key -> sink.put(key, null));
        outdated.clear();
        over.forEach(place -> sink.put(place.key(), null));
        over.clear();
        unwritten.forEach((place, value) -> sink.put(place.key(), value));
        written.addAll(unwritten.keySet());
        unwritten.clear();
    }

    /** Takes back a piece of kind HELD. */
    void restore(long index, byte[] value) {
        OrganisationDigest digest = OrganisationDigest.of(value);
        long counts = Math.floorDiv(index, PER_TICK);
        Place place = new Place(digest.organisationId(), digest.tick(), counts);
        put(byTick.computeIfAbsent(counts, tick -> new TreeMap<>()), place, value);
        written.add(place);
    }

    /** Takes over a piece of kind WAITING, which an earlier version wrote. */
    void takeOver(byte[] value) {
        OrganisationDigest digest = OrganisationDigest.of(value);
        add(digest, digest.tick());
        outdated.add(Federation.key(digest.organisationId(), FederationState.WAITING, digest.tick()));
    }
}
