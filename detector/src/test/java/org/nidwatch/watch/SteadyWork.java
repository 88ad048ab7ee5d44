// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Query;

/**
 * Endless honest work of one organisation, itself the query that was asked last: filled again and again as on the hot path,
 * so that what is measured around it is not its own garbage. A day's pace from 8 to 20 o'clock UTC, a tenth of it at night;
 * six of ten queries are about people new to the organisation, the others about somebody of the last 5,000; 3 % miss.
 */
final class SteadyWork implements Query {
    /** Queries a day of the median organisation of {@code nidwatch evaluate}. */
    static final double MEDIAN_A_DAY = 1_300;

    static final int CREDENTIALS = 12;

    /** A Sunday, 00:00 UTC. */
    static final long START = 1_772_323_200_000L;

    private static final double DAY_MILLIS = 86_400_000.0;
    private static final int KNOWN = 5_000;
    private static final double NIGHT = 0.1;

    private final String organisationId;
    private final String[] credentials = new String[CREDENTIALS];
    private final String[] operators = new String[3 * CREDENTIALS];
    private final String[] addresses = new String[CREDENTIALS];
    private final double dayGap;
    private long state;
    private double time = START;
    private int who;
    private long citizens;
    private long citizen;
    private Outcome outcome = Outcome.DISCLOSED;

    SteadyWork(String organisationId, double perDay, long seed) {
        this.organisationId = organisationId;
        dayGap = DAY_MILLIS / perDay * (1 + NIGHT) / 2;
        state = seed;
        citizens = seed << 40;
        for (int i = 0; i < operators.length; i++) {
            operators[i] = organisationId + "-person-" + i;
        }
        for (int i = 0; i < CREDENTIALS; i++) {
            credentials[i] = organisationId + "-key-" + i;
            addresses[i] = "203.0.113." + i;
        }
    }

    /** Begins at another time. */
    SteadyWork from(long millis) {
        time = millis;
        return this;
    }

    /** Goes on to the next query. */
    SteadyWork next() {
        boolean night = (time / 3_600_000) % 24 < 8 || (time / 3_600_000) % 24 >= 20;
        time += -Math.log(1 - uniform()) * dayGap * (night ? 1 / NIGHT : 1);
        who = (int) (uniform() * uniform() * operators.length);
        citizen = uniform() < 0.6 ? ++citizens : citizens - (long) (uniform() * KNOWN);
        outcome = uniform() < 0.03 ? Outcome.NOT_FOUND : Outcome.DISCLOSED;
        return this;
    }

    private double uniform() {
        state += 0x9E3779B97F4A7C15L;
        return (mix(state) >>> 11) * 0x1.0p-53;
    }

    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    @Override
    public long occurredAt() {
        return (long) time;
    }

    @Override
    public String organisationId() {
        return organisationId;
    }

    @Override
    public String credentialId() {
        return credentials[who % CREDENTIALS];
    }

    @Override
    public String operatorId() {
        return operators[who];
    }

    @Override
    public String sourceAddress() {
        return addresses[who % CREDENTIALS];
    }

    @Override
    public Operation operation() {
        return Operation.RETRIEVE;
    }

    @Override
    public Outcome outcome() {
        return outcome;
    }

    @Override
    public int fieldsReturned() {
        return outcome == Outcome.DISCLOSED ? 12 : 0;
    }

    @Override
    public boolean hasSubject() {
        return true;
    }

    @Override
    public long subjectHigh() {
        return mix(2 * citizen);
    }

    @Override
    public long subjectLow() {
        return mix(2 * citizen + 1);
    }

    @Override
    public boolean hasBlock() {
        return true;
    }

    /** People are spread over the register as they are: 120,000 blocks. */
    @Override
    public long blockHigh() {
        return mix(~Long.remainderUnsigned(mix(citizen), 120_000));
    }

    @Override
    public long blockLow() {
        return mix(blockHigh());
    }

    @Override
    public int tokenKeyId() {
        return 0;
    }
}
