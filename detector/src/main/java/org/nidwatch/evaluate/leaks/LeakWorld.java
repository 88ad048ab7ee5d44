// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.leaks;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Token;
import org.nidwatch.trace.LookUps;
import org.nidwatch.trace.Sample;
import org.nidwatch.trace.Span;
import org.nidwatch.trace.TraceSettings;

/**
 * A register of people and the organisations that looked them up within half a year. Popularity is as it is in life and as the
 * model does not have it: activity is lognormal, heavy-tailed; a third of the organisations work in one to four of 64 districts;
 * people of one sector (banks, say) share customers beyond what activity explains; telecoms know up to half of everybody; one
 * organisation in twelve has most of its customers from another's list.
 */
final class LeakWorld {
    static final int DISTRICTS = 64;
    static final int SECTORS = 6;
    private static final double[] LARGEST = {0.5, 0.38, 0.25, 0.12};
    private static final double TAIL = 1.1;
    private static final double AFFINITY = 0.6;
    private static final int SHARING = 12;
    private static final double FROM_LIST = 0.8;
    private static final int PROBED = 20_000;
    private static final long FROM = 1_760_000_000_000L;
    private static final long LENGTH = 180L * 86_400_000;

    private final int people;
    private final double[] activity;
    private final byte[] district;
    private final float[][] affinity;
    private final int[][] customers;
    private final LookUps lookUps;
    private final TraceSettings settings;
    private final int[] starts;
    private final short[] askers;
    private final double[] cumulative;

    /** The same world for the same seed. */
    LeakWorld(long seed, int people, int organisations) {
        this.people = people;
        SplittableRandom random = new SplittableRandom(seed);
        activity = new double[people];
        district = new byte[people];
        affinity = new float[SECTORS][people];
        cumulative = new double[people];
        double sum = 0;
        for (int i = 0; i < people; i++) {
            activity[i] = Math.exp(TAIL * random.nextGaussian() - TAIL * TAIL / 2);
            double u = random.nextDouble();
            district[i] = (byte) (DISTRICTS * u * u);
            for (int s = 0; s < SECTORS; s++) {
                affinity[s][i] = (float) Math.exp(AFFINITY * random.nextGaussian() - AFFINITY * AFFINITY / 2);
            }
            sum += activity[i];
            cumulative[i] = sum;
        }
        settings = new TraceSettings(
                people, TraceSettings.DEFAULTS.clockTolerance(), TraceSettings.DEFAULTS.certain(), 0.2);
        customers = new int[organisations][];
        for (int o = 0; o < organisations; o++) {
            customers[o] = draw(o, random.split());
        }
        starts = new int[people + 1];
        askers = byPerson();
        lookUps = new LookUps(Sample.ofTokens(java.util.List.of()), new Span(FROM, FROM + LENGTH, 300_000));
        for (int o = 0; o < organisations; o++) {
            for (int person : customers[o]) {
                lookUps.observe(query(o, person), 0, 0);
            }
        }
    }

    private int[] draw(int organisation, SplittableRandom random) {
        int[] own = drawn(organisation, random);
        return organisation > 2 * LARGEST.length && random.nextInt(SHARING) == 0
                ? shared(own, customers[LARGEST.length + random.nextInt(LARGEST.length)], random)
                : own;
    }

    /** As many customers, most of them from another's list. */
    private static int[] shared(int[] own, int[] list, SplittableRandom random) {
        int[] mixed = own.clone();
        for (int i = 0; i < mixed.length; i++) {
            if (random.nextDouble() < FROM_LIST) {
                mixed[i] = list[random.nextInt(list.length)];
            }
        }
        return Arrays.stream(mixed).distinct().toArray();
    }

    private int[] drawn(int organisation, SplittableRandom random) {
        double coverage =
                organisation < LARGEST.length ? LARGEST[organisation] : 0.08 * Math.pow(1e-3, random.nextDouble());
        int sector = random.nextInt(SECTORS);
        boolean[] home = new boolean[DISTRICTS];
        boolean local = organisation >= LARGEST.length && random.nextInt(3) == 0;
        for (int left = 1 + random.nextInt(4); local && left > 0; left--) {
            home[random.nextInt(DISTRICTS)] = true;
        }
        double rate = 0;
        double high = 1e6;
        for (int i = 0; i < 50; i++) {
            double middle = rate == 0 ? high / 2 : Math.sqrt(rate * high);
            double reached = 0;
            for (int p = 0; p < PROBED; p++) {
                reached += -Math.expm1(-middle * pull(p, sector, local, home));
            }
            if (reached / PROBED < coverage) {
                rate = Math.max(middle, 1e-9);
            } else {
                high = middle;
            }
        }
        int[] drawn = new int[1024];
        int count = 0;
        for (int p = 0; p < people; p++) {
            double exposure = rate * pull(p, sector, local, home);
            if (random.nextDouble() < -Math.expm1(-exposure)) {
                if (count == drawn.length) {
                    drawn = Arrays.copyOf(drawn, 2 * count);
                }
                drawn[count++] = p;
            }
        }
        return Arrays.copyOf(drawn, count);
    }

    private double pull(int person, int sector, boolean local, boolean[] home) {
        double pull = activity[person] * affinity[sector][person];
        return local && !home[district[person]] ? pull / 50 : pull;
    }

    private short[] byPerson() {
        for (int[] each : customers) {
            for (int person : each) {
                starts[person + 1]++;
            }
        }
        for (int p = 0; p < people; p++) {
            starts[p + 1] += starts[p];
        }
        int[] at = starts.clone();
        short[] all = new short[starts[people]];
        for (int o = 0; o < customers.length; o++) {
            for (int person : customers[o]) {
                all[at[person]++] = (short) o;
            }
        }
        return all;
    }

    private static NidQuery query(int organisation, int person) {
        long time = FROM + Math.floorMod(mix(person * 31L + organisation), LENGTH);
        return new NidQuery(
                "",
                time,
                name(organisation),
                "key-1",
                null,
                null,
                Operation.RETRIEVE,
                Outcome.DISCLOSED,
                8,
                token(person),
                null,
                0,
                null);
    }

    static String name(int organisation) {
        return String.format(Locale.ROOT, "organisation-%04d", organisation);
    }

    static Token token(int person) {
        return new Token(mix(person), mix(~(long) person));
    }

    private static long mix(long value) {
        long mixed = (value + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 31) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 29;
    }

    int organisations() {
        return customers.length;
    }

    /** Distinct people that an organisation knows. */
    int customers(int organisation) {
        return customers[organisation].length;
    }

    double coverage(int organisation) {
        return (double) customers[organisation].length / people;
    }

    TraceSettings settings() {
        return settings;
    }

    /** One of an organisation's people, all alike. */
    int customer(int organisation, SplittableRandom random) {
        return customers[organisation][random.nextInt(customers[organisation].length)];
    }

    /** Somebody from elsewhere: anybody of the register, or, when busy, people by how active they are. */
    int anybody(boolean busy, SplittableRandom random) {
        if (!busy) {
            return random.nextInt(people);
        }
        int found = Arrays.binarySearch(cumulative, random.nextDouble() * cumulative[people - 1]);
        return Math.min(people - 1, found < 0 ? -found - 1 : found);
    }

    /** What was asked about these people. */
    LookUps lookUps(int[] leaked) {
        Sample sample =
                Sample.ofTokens(Arrays.stream(leaked).mapToObj(LeakWorld::token).toList());
        LookUps about = lookUps.about(sample, settings);
        for (int person : leaked) {
            for (int i = starts[person]; i < starts[person + 1]; i++) {
                about.note(query(askers[i], person), 0, i);
            }
        }
        return about;
    }
}
