// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.federation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.nidwatch.federation.OrganisationDigest.Block;
import org.nidwatch.federation.OrganisationDigest.Strength;

/** Seeded digests of many organisations, tick by tick: honest work, with what a test does to it. */
final class Partners {
    static final int TICKS_A_DAY = 288;
    /** A Sunday, 00:00 UTC. */
    static final long FIRST = 5_959_584;

    private static final String[] SECTORS = {"bank", "telecom", "ministry"};

    /** What happens to one organisation's tick. */
    static final class Tick {
        final int organisation;
        final long tick;
        final String sector;
        double volume = 1;
        double missShare;
        double strength;
        double walkHits;
        boolean dead;
        boolean opensAlert;
        List<Long> people = List.of();
        UUID alert;

        Tick(int organisation, long tick, String sector) {
            this.organisation = organisation;
            this.tick = tick;
            this.sector = sector;
        }

        /** Hours since the first tick. */
        double hour() {
            return (tick - FIRST) / 12.0;
        }
    }

    /** Changes a tick. */
    interface Change {
        void to(Tick tick, Random chance);
    }

    private final int organisations;
    private final double perTick;
    private final long seed;

    Partners(int organisations, double perTick, long seed) {
        this.organisations = organisations;
        this.perTick = perTick;
        this.seed = seed;
    }

    static String id(int organisation) {
        return String.format("%s-%03d", sector(organisation), organisation);
    }

    static String sector(int organisation) {
        return SECTORS[organisation % SECTORS.length];
    }

    /** The digests of so many hours, in order of ticks and, within a tick, of organisations. */
    List<OrganisationDigest> hours(int hours, Change change) {
        List<OrganisationDigest> digests = new ArrayList<>();
        for (int i = 0; i < hours * 12; i++) {
            for (int organisation = 0; organisation < organisations; organisation++) {
                OrganisationDigest digest = digest(organisation, FIRST + i, change);
                if (digest != null) {
                    digests.add(digest);
                }
            }
        }
        return digests;
    }

    private OrganisationDigest digest(int organisation, long tick, Change change) {
        Random chance = new Random(seed * 31 + organisation * 1_000_003L + tick * 7_919);
        Random own = new Random(seed * 17 + organisation);
        double size = Math.exp(own.nextGaussian());
        double wrong = 0.01 + 0.05 * own.nextDouble();
        double nearness = 0.05 + 0.5 * own.nextDouble();
        double hourOfDay = Math.floorMod(tick, (long) TICKS_A_DAY) / 12.0;
        double day = 0.15 + Math.max(0, Math.sin(Math.PI * (hourOfDay - 4) / 14));
        Tick is = new Tick(organisation, tick, sector(organisation));
        is.missShare = wrong;
        is.strength = nearness * (0.6 + 0.4 * Math.min(1, day)) * (1 + 0.15 * chance.nextGaussian());
        change.to(is, chance);
        if (is.dead) {
            return null;
        }
        double mean = perTick * size * day * is.volume * Math.exp(0.2 * chance.nextGaussian());
        int asked = poisson(chance, mean);
        int missed = 0;
        for (int i = 0; i < asked; i++) {
            missed += chance.nextDouble() < is.missShare ? 1 : 0;
        }
        int exposed = asked - missed;
        List<Long> people = new ArrayList<>(is.people);
        for (int i = 0; i < exposed; i++) {
            people.add(chance.nextLong());
        }
        long[] sample = people.stream().distinct().mapToLong(Long::longValue).toArray();
        sample = Arrays.stream(sample)
                .boxed()
                .sorted(Long::compareUnsigned)
                .limit(OrganisationDigest.SAMPLE)
                .mapToLong(Long::longValue)
                .toArray();
        List<Block> blocks = new ArrayList<>();
        if (is.walkHits >= 2) {
            blocks.add(new Block(77, (long) is.walkHits));
        }
        for (int i = poisson(chance, asked * 0.01); i > 0 && blocks.size() < OrganisationDigest.BLOCKS; i--) {
            blocks.add(new Block(1_000 + chance.nextInt(120_000), 2));
        }
        int queries = asked + poisson(chance, mean / 2) + is.people.size();
        if (queries == 0) {
            return null;
        }
        int score = Strength.hundredths(is.strength);
        return new OrganisationDigest(
                id(organisation),
                tick,
                queries,
                asked + is.people.size(),
                missed,
                exposed + is.people.size(),
                0,
                new Strength(0, score, 0),
                is.alert == null ? List.of() : List.of(is.alert),
                is.opensAlert ? 1 : 0,
                Sample.boxed(sample),
                blocks);
    }

    static int poisson(Random chance, double mean) {
        if (mean > 50) {
            return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * chance.nextGaussian()));
        }
        double limit = Math.exp(-mean);
        double product = chance.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= chance.nextDouble();
            count++;
        }
        return count;
    }

    /** As one source tells them that goes through the ticks with them; who is more than a day ahead of it does not move it. */
    static List<SourceReport> oneSource(List<OrganisationDigest> digests) {
        List<SourceReport> reports = new ArrayList<>();
        long reached = digests.get(0).tick();
        for (OrganisationDigest digest : digests) {
            if (digest.tick() > reached && digest.tick() <= reached + TICKS_A_DAY) {
                reached = digest.tick();
                reports.add(SourceReport.reached(0, 1, reached));
            }
            reports.add(SourceReport.of(0, 1, reached, digest));
        }
        return reports;
    }

    /** As each of several sources tells them, its own in their order; the last two sources have no organisation. */
    static List<List<SourceReport>> sources(List<OrganisationDigest> digests, int sources) {
        List<List<SourceReport>> told = new ArrayList<>();
        long[] reached = new long[sources];
        for (int source = 0; source < sources; source++) {
            told.add(new ArrayList<>());
            reached[source] = SourceClock.NONE;
        }
        for (OrganisationDigest digest : digests) {
            int source = Math.floorMod(digest.organisationId().hashCode(), sources - 2);
            if (digest.tick() > reached[source]) {
                reached[source] = digest.tick();
                told.get(source).add(SourceReport.reached(source, sources, digest.tick()));
            }
            told.get(source).add(SourceReport.of(source, sources, reached[source], digest));
        }
        return told;
    }

    /** The same digests in an order that a few late tasks could make: none later than two ticks after its own. */
    static List<OrganisationDigest> shaken(List<OrganisationDigest> digests, long seed) {
        TreeMap<Long, List<OrganisationDigest>> arriving = new TreeMap<>();
        Random chance = new Random(seed);
        for (OrganisationDigest digest : digests) {
            arriving.computeIfAbsent(digest.tick() + chance.nextInt(3), tick -> new ArrayList<>())
                    .add(digest);
        }
        List<OrganisationDigest> order = new ArrayList<>();
        arriving.values().forEach(together -> {
            Collections.shuffle(together, chance);
            order.addAll(together);
        });
        return order;
    }
}
