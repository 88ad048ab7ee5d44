// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ocsf;

import org.nidwatch.alert.Phase;
import org.nidwatch.alert.Severity;

/** A value of one of the schema's enumerations: its number and what it is called. */
record Caption(int id, String caption) {
    private static final double LOW = 0.75;
    private static final double MEDIUM = 0.95;

    static Caption severity(Severity severity) {
        return switch (severity) {
            case LOW -> new Caption(2, "Low");
            case MEDIUM -> new Caption(3, "Medium");
            case HIGH -> new Caption(4, "High");
            case CRITICAL -> new Caption(5, "Critical");
        };
    }

    /**
     * Resolved and Suppressed say that a person has reviewed it, which nobody can tell from an alert: what is over is "Other",
     * under its own name, so that it does not drop out of a queue unseen.
     */
    static Caption status(Phase phase) {
        return phase == Phase.CLOSED ? new Caption(99, "Ended") : new Caption(1, "New");
    }

    /** Below 75 % low, below 95 % medium. */
    static Caption confidence(double confidence) {
        if (confidence < LOW) {
            return new Caption(1, "Low");
        }
        return confidence < MEDIUM ? new Caption(2, "Medium") : new Caption(3, "High");
    }
}
