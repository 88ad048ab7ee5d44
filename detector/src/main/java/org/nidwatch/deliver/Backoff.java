// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.deliver;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait after a failed try: doubling, up to a limit, and less by chance so that many do not come back at once. */
final class Backoff {
    private static final int DOUBLINGS = 30;

    private final long first;
    private final long most;
    private final RandomGenerator random;

    Backoff(Duration first, Duration most, RandomGenerator random) {
        this.first = first.toMillis();
        this.most = Math.max(first.toMillis(), most.toMillis());
        this.random = random;
    }

    /**
     * Milliseconds to wait.
     *
     * @param failures in a row, at least 1
     * @param wish the receiver's, {@link Duration#ZERO} = none; it is never undercut
     */
    long after(int failures, Duration wish) {
        double doubled = first * Math.pow(2, Math.min(DOUBLINGS, failures - 1));
        long wait = (long) (Math.min(most, doubled) * (0.5 + random.nextDouble() / 2));
        return Math.max(wait, wish.toMillis());
    }
}
