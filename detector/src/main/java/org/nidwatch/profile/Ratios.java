// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.profile;

/** The log-likelihood ratios. StrictMath, so that every machine and every replay decides alike. */
final class Ratios {
    private Ratios() {}

    /** Gain of one more event: ln( m1 (m + r) / (m (m1 + r)) ) with shape r = 1 / dispersion. */
    static double gain(double m, double m1, double dispersion) {
        return StrictMath.log(m1 / m * (1 + m * dispersion) / (1 + m1 * dispersion));
    }

    /** Cost of the window: r ln( (m1 + r) / (m + r) ). */
    static double cost(double m, double m1, double dispersion) {
        return StrictMath.log((1 + m1 * dispersion) / (1 + m * dispersion)) / dispersion;
    }
}
