// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.federation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;

/**
 * What one organisation did within one tick of 5 minutes of its event time, small enough to be sent to one place: at most
 * {@link #BYTES}. Digests of the same organisation and tick can be merged, in any order.
 *
 * @param tick number of the tick since the epoch, see {@link #tickOf}
 * @param queries queries
 * @param newSubjects of these, about numbers the organisation had not asked about before
 * @param newMissed of the new, answered NOT_FOUND or MISMATCHED
 * @param newExposed of the new, answered with personal data
 * @param blockRepeats of the new, in a block that was already asked about unusually often
 * @param strength how near the detectors came to an alarm
 * @param openAlerts its alerts that were open at the end, in order, at most {@link #ALERTS}
 * @param trickles of its alerts, those that opened in the tick and are about one credential through which a little more goes
 *     out than should, at most {@link #ALERTS}
 * @param sample of the citizens newly exposed, those with the smallest hashes, rising (unsigned), at most {@link #SAMPLE}: the same
 *     citizens are chosen everywhere, so that samples show what organisations have in common
 * @param blocks the blocks of neighbouring numbers hit most lately, fullest first, at most {@link #BLOCKS}
 */
public record OrganisationDigest(
        String organisationId,
        long tick,
        long queries,
        long newSubjects,
        long newMissed,
        long newExposed,
        long blockRepeats,
        Strength strength,
        List<UUID> openAlerts,
        int trickles,
        List<Long> sample,
        List<Block> blocks) {
    /** Length of a tick, milliseconds. */
    public static final long TICK_MILLIS = 300_000L;
    /** Most alerts named. */
    public static final int ALERTS = 9;
    /** Most citizens in the sample. */
    public static final int SAMPLE = 64;
    /** Most blocks told. */
    public static final int BLOCKS = 8;
    /** Most bytes of a digest: an identifier of 128 characters, all numbers at their longest. */
    public static final int BYTES =
            1 + 2 + 3 * 128 + 10 * 9 + 1 + ALERTS * 16 + 1 + SAMPLE * 8 + 1 + BLOCKS * (8 + 10) + 1;

    /** Fullest first; blocks hit as often in the order of their numbers. */
    private static final Comparator<Block> FULLEST =
            Comparator.comparingLong((Block block) -> -block.hits()).thenComparing(Block::token, Long::compareUnsigned);

    static final int VERSION = 1;

    public OrganisationDigest {
        openAlerts = List.copyOf(openAlerts);
        sample = List.copyOf(sample);
        blocks = List.copyOf(blocks);
    }

    /**
     * The highest score of the organisation's own detectors in the tick by shape, in hundredths of the alarm, 0..10,000.
     *
     * @param enumeration of those that see walking and guessing
     * @param harvest of those that see bulk
     * @param resale of those that see a bot
     */
    public record Strength(int enumeration, int harvest, int resale) {
        /** Nothing was near an alarm. */
        public static final Strength NONE = new Strength(0, 0, 0);

        private static final int HIGHEST = 10_000;

        /** A score, 1 = at the alarm, as hundredths. */
        public static int hundredths(double score) {
            return (int) Math.max(0, Math.min(HIGHEST, Math.round(100 * score)));
        }

        Strength merge(Strength other) {
            return new Strength(
                    Math.max(enumeration, other.enumeration),
                    Math.max(harvest, other.harvest),
                    Math.max(resale, other.resale));
        }
    }

    /**
     * A block of 1,000 neighbouring numbers.
     *
     * @param token half of its token
     * @param hits new numbers of it that the organisation asked about lately (in the last 12 to 24 hours)
     */
    public record Block(long token, long hits) {}

    /** The tick that holds an instant, milliseconds since the epoch. */
    public static long tickOf(long millis) {
        return Math.floorDiv(millis, TICK_MILLIS);
    }

    /** Both parts of one tick together; throws {@link IllegalArgumentException} when they are not of one tick. */
    public OrganisationDigest merge(OrganisationDigest other) {
        if (tick != other.tick || !organisationId.equals(other.organisationId)) {
            throw new IllegalArgumentException("digests of ticks " + tick + " and " + other.tick
                    + ": must be of one organisation and one tick to be merged");
        }
        TreeMap<Long, Long> hits = new TreeMap<>();
        Stream.concat(blocks.stream(), other.blocks.stream())
                .forEach(block -> hits.merge(block.token(), block.hits(), Math::max));
        return new OrganisationDigest(
                organisationId,
                tick,
                queries + other.queries,
                newSubjects + other.newSubjects,
                newMissed + other.newMissed,
                newExposed + other.newExposed,
                blockRepeats + other.blockRepeats,
                strength.merge(other.strength),
                Stream.concat(openAlerts.stream(), other.openAlerts.stream())
                        .distinct()
                        .sorted()
                        .limit(ALERTS)
                        .toList(),
                Math.max(trickles, other.trickles),
                Sample.boxed(Sample.merge(Sample.of(sample), Sample.of(other.sample))),
                hits.entrySet().stream()
                        .map(each -> new Block(each.getKey(), each.getValue()))
                        .sorted(FULLEST)
                        .limit(BLOCKS)
                        .toList());
    }

    /** As bytes, behind a version byte. */
    public byte[] toBytes(StateWriter writer) {
        writer.start(VERSION).text(organisationId).number(tick);
        writer.count(queries)
                .count(newSubjects)
                .count(newMissed)
                .count(newExposed)
                .count(blockRepeats);
        writer.count(strength.enumeration).count(strength.harvest).count(strength.resale);
        writer.count(openAlerts.size());
        for (UUID alert : openAlerts) {
            writer.fixed(alert.getMostSignificantBits()).fixed(alert.getLeastSignificantBits());
        }
        writer.count(sample.size());
        sample.forEach(writer::fixed);
        writer.count(blocks.size());
        blocks.forEach(block -> writer.fixed(block.token()).count(block.hits()));
        if (trickles > 0) {
            writer.count(trickles);
        }
        return writer.toBytes();
    }

    /** Reads {@link #toBytes}; throws {@link IllegalStateException} for anything else. */
    public static OrganisationDigest of(byte[] bytes) {
        StateReader reader = new StateReader(bytes, VERSION);
        String organisation = reader.text();
        long tick = reader.number();
        long[] counts = new long[5];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = reader.count();
        }
        Strength strength = new Strength(reader.size(), reader.size(), reader.size());
        List<UUID> alerts = new ArrayList<>();
        for (int i = bounded(reader, ALERTS); i > 0; i--) {
            alerts.add(new UUID(reader.fixed(), reader.fixed()));
        }
        List<Long> sample = new ArrayList<>();
        for (int i = bounded(reader, SAMPLE); i > 0; i--) {
            sample.add(reader.fixed());
        }
        List<Block> blocks = new ArrayList<>();
        for (int i = bounded(reader, BLOCKS); i > 0; i--) {
            blocks.add(new Block(reader.fixed(), reader.count()));
        }
        int trickles = reader.atEnd() ? 0 : bounded(reader, ALERTS);
        return new OrganisationDigest(
                organisation,
                tick,
                counts[0],
                counts[1],
                counts[2],
                counts[3],
                counts[4],
                strength,
                alerts,
                trickles,
                sample,
                blocks);
    }

    private static int bounded(StateReader reader, int most) {
        int size = reader.size();
        if (size > most) {
            throw new IllegalStateException("a digest lists " + size + " of what it may list " + most + " of");
        }
        return size;
    }
}
