// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Query;
import org.nidwatch.policy.Probe;
import org.nidwatch.window.Horizon;

/**
 * Somebody asked for the person whom an investigator has just asked a bot about. One such query may be chance; how likely
 * that is, and what several probes say together, is reckoned by {@code probe report}.
 */
final class ProbeHit implements Detector {
    static final String ID = "probe-hit";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String unit() {
        return "queries";
    }

    @Override
    public Shape shape() {
        return Shape.PROBE;
    }

    @Override
    public boolean opensAlerts() {
        return true;
    }

    @Override
    public @Nullable String about(OrganisationPicture picture, Assessment assessment) {
        // One alert for each probe and credential, however often that credential asks.
        String credential = assessment.credentialId();
        return "probe " + Objects.requireNonNull(picture.probe()).id() + " " + (credential == null ? "" : credential);
    }

    @Override
    public void examine(OrganisationPicture picture, Assessment into) {
        if (picture.probe() == null) {
            into.note(Horizon.MINUTE, 0, 0, 1, 0, null);
        } else {
            into.note(Horizon.MINUTE, 1, 0, 1, 10, picture.askedBy());
        }
    }

    @Override
    public String sentence(OrganisationPicture picture, Assessment assessment) {
        Probe probe = Objects.requireNonNull(picture.probe());
        Query query = picture.query();
        String credential = assessment.credentialId();
        StringBuilder words = new StringBuilder(picture.windows().organisationId())
                .append(credential == null ? "" : ", credential " + credential);
        if (query != null) {
            words.append(", ")
                    .append(query.operatorId() == null ? "operator not told" : "operator " + query.operatorId())
                    .append(
                            query.sourceAddress() == null
                                    ? ", address not told"
                                    : ", address " + query.sourceAddress());
        }
        words.append(", made 1 query about the person of probe ").append(probe.id());
        if (query != null) {
            words.append(' ').append(delay(query.occurredAt() - probe.askedAt()));
        }
        if (!probe.note().isEmpty()) {
            words.append(" (").append(probe.note()).append(')');
        }
        return words.append(".").toString();
    }

    private static String delay(long millis) {
        String seconds = String.format(Locale.ROOT, "%.1f s", Math.abs(millis) / 1000.0);
        return millis >= 0
                ? seconds + " after it was asked"
                : seconds + " before it was asked, by clocks that may differ";
    }
}
