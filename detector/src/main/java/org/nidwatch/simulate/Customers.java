// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

/**
 * Whom a partner has asked about. The n-th new customer of a credential is a pure function of n, so "asked about before"
 * needs one counter a credential and no list.
 */
final class Customers {
    private static final long FIRST_DAY = 18_262; // 2020-01-01
    private static final int REMEMBERED_DAYS = 400;

    private final Register register;
    private final Partner partner;
    private final long[] asked;

    Customers(Register register, Partner partner, long from) {
        this.register = register;
        this.partner = partner;
        asked = new long[partner.credentials.size()];
        long days = Math.max(30, DhakaTime.day(from) - FIRST_DAY);
        for (int i = 0; i < asked.length; i++) {
            asked[i] = 10 + (long) (newPerDay(i) * days);
        }
    }

    /** Somebody this partner asks about for the first time. */
    long fresh(int credential) {
        return customer(credential, asked[credential]++);
    }

    /** Somebody asked about before, the lately asked more often; at times by a colleague. */
    long known(int credential, Rng rng) {
        int by = asked.length == 1 || rng.chance(0.85) ? credential : rng.below(asked.length);
        double u = rng.unit();
        long back = (long) (remembered(by) * u * u * u * u);
        return customer(by, asked[by] - 1 - back);
    }

    /** The customer {@code position} steps into the book, from the oldest remembered on, over and over. */
    long inOrder(int credential, long position) {
        long remembered = remembered(credential);
        return customer(credential, asked[credential] - remembered + position % remembered);
    }

    private long remembered(int credential) {
        return Math.min(asked[credential], 10 + (long) (newPerDay(credential) * REMEMBERED_DAYS));
    }

    private double newPerDay(int credential) {
        return partner.meanPerDay * partner.credentials.get(credential).share() * Math.max(0.02, 1 - partner.repeats);
    }

    private long customer(int credential, long n) {
        return register.citizen(Rng.derive(partner.credentials.get(credential).seed(), n));
    }
}
