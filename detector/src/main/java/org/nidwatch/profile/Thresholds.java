// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.profile;

/** Where each signal alarms: one value for organisations whose credentials have peers, one for those whose have none. */
public final class Thresholds {
    private final double[] withPeers = new double[Signal.count()];
    private final double[] alone = new double[Signal.count()];

    /** No signal alarms. */
    public Thresholds() {
        java.util.Arrays.fill(withPeers, Double.POSITIVE_INFINITY);
        java.util.Arrays.fill(alone, Double.POSITIVE_INFINITY);
    }

    /** Sets both values of a signal; returns itself. */
    public Thresholds with(Signal signal, double peers, double solitary) {
        withPeers[signal.ordinal()] = peers;
        alone[signal.ordinal()] = solitary;
        return this;
    }

    /** The threshold of a signal. */
    public double of(Signal signal, boolean isAlone) {
        return isAlone ? alone[signal.ordinal()] : withPeers[signal.ordinal()];
    }
}
