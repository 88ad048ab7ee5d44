// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ocsf;

import org.nidwatch.alert.Scope;
import org.nidwatch.alert.ScrapingAlert;

/** A finding in a few words: what, and through whom. */
final class Titles {
    private Titles() {}

    static String of(ScrapingAlert alert) {
        return act(alert) + who(alert);
    }

    private static String act(ScrapingAlert alert) {
        return switch (alert.shape()) {
            case ENUMERATION -> "Numbers walked or guessed through ";
            case HARVEST -> "Records pulled in bulk through ";
            case RESALE -> "Access used by somebody else: ";
            case CANARY -> "Decoy asked for through ";
            case PROBE -> "Probe answered through ";
            case UNKNOWN -> "Unusual use: ";
        };
    }

    private static String who(ScrapingAlert alert) {
        if (alert.scope() == Scope.FEDERATION) {
            return alert.memberOrganisations().size() + " organisations";
        }
        return alert.credentialId() == null
                ? alert.organisationId()
                : alert.organisationId() + ", credential " + alert.credentialId();
    }
}
