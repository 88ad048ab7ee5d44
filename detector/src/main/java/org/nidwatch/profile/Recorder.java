// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.profile;

/** Hears how high each signal stood when a window closed: what thresholds are fitted on. */
@FunctionalInterface
public interface Recorder {
    /** A closed window's sum, before it was cut at zero; never called with a sum below 3. */
    void closed(Signal signal, boolean alone, long time, double sum);
}
