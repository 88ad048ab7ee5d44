// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.alert;

import java.util.List;
import org.nidwatch.detect.Finding;

/** Where it is written what an alert means, what else it could be, what to check and what to do. */
public final class TriageGuide {
    private TriageGuide() {}

    /** The guide of the detector that leads: a link relative to the root of the source tree. */
    public static String of(List<Finding> findings) {
        return "deploy/triage/" + findings.get(0).detector() + ".md";
    }
}
