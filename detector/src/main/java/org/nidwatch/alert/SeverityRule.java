// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.alert;

import java.util.List;
import org.nidwatch.detect.Finding;
import org.nidwatch.detect.Shape;

/** Severity and confidence: from exposure and certainty, with fixed rules that anybody can check. */
public final class SeverityRule {
    private static final double PROVEN = 2;

    private SeverityRule() {}

    /**
     * CRITICAL: a decoy or probe was hit, or the records reach the critical mark. HIGH: the high mark, or enumeration is
     * proven (its detector stands at twice its threshold). MEDIUM: the medium mark. LOW: the rest.
     */
    public static Severity of(Shape shape, List<Finding> findings, long recordsExposed, AlertSettings settings) {
        if (shape == Shape.CANARY || shape == Shape.PROBE || recordsExposed >= settings.criticalRecords()) {
            return Severity.CRITICAL;
        }
        boolean proven = shape == Shape.ENUMERATION
                && !findings.isEmpty()
                && findings.get(0).score() >= PROVEN;
        if (proven || recordsExposed >= settings.highRecords()) {
            return Severity.HIGH;
        }
        return recordsExposed >= settings.mediumRecords() ? Severity.MEDIUM : Severity.LOW;
    }

    /**
     * How sure the detectors are together, 0.5..0.99: each leaves a doubt of 2^-score, and doubts multiply as if the
     * detectors were independent; they are not quite, hence the ceiling.
     */
    public static double confidence(List<Finding> findings) {
        double doubt = 1;
        for (Finding finding : findings) {
            doubt *= Math.pow(2, -finding.score());
        }
        return Math.min(0.99, Math.round(100 * (1 - doubt)) / 100.0);
    }
}
