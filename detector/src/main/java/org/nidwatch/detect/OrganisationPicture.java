// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Query;
import org.nidwatch.policy.Canary;
import org.nidwatch.policy.Organisation;
import org.nidwatch.policy.Probe;
import org.nidwatch.profile.ProfileView;
import org.nidwatch.window.CredentialPicture;
import org.nidwatch.window.WindowsView;

/** All that detectors may know of an organisation as of its newest query. One object is filled again and again. */
public final class OrganisationPicture {
    private final WindowsView windows;
    private @Nullable Organisation declared;
    private @Nullable Canary canary;
    private @Nullable Probe probe;
    private @Nullable Query query;
    private final @Nullable ProfileView profile;

    /** A picture of the given windows, with nothing declared and nothing learned. */
    public OrganisationPicture(WindowsView windows) {
        this(windows, null);
    }

    /** A picture of the given windows and of what was learned, with nothing declared. */
    public OrganisationPicture(WindowsView windows, @Nullable ProfileView profile) {
        this.windows = windows;
        this.profile = profile;
    }

    /** What was learned; null when nothing learns. */
    @Nullable
    ProfileView profile() {
        return profile;
    }

    /** Renews what is not in the windows: what the organisation declared, and the decoy the newest query asked for. */
    public OrganisationPicture with(@Nullable Organisation declaration, @Nullable Canary hit) {
        declared = declaration;
        canary = hit;
        return this;
    }

    /** Renews the probe that the newest query answers, with that query, which is valid for one look. */
    public OrganisationPicture answering(@Nullable Probe asked, @Nullable Query by) {
        probe = asked;
        query = by;
        return this;
    }

    /** The probe that the newest query answers; null for none. */
    public @Nullable Probe probe() {
        return probe;
    }

    /** The newest query; null when only what was measured is known. */
    @Nullable
    Query query() {
        return query;
    }

    /** The newest query's credential; null when it has none or nothing was asked. */
    @Nullable
    String askedBy() {
        Query newest = query;
        if (newest != null) {
            return newest.credentialId().isEmpty() ? null : newest.credentialId();
        }
        CredentialPicture credential = latestCredential();
        return credential == null ? null : credential.id();
    }

    /** The customers it declared; 0 when it declared none. */
    long customers() {
        Organisation organisation = declared;
        Long customers = organisation == null ? null : organisation.declaredCustomers();
        return customers == null ? 0 : Math.max(0, customers);
    }

    /** What was measured. */
    public WindowsView windows() {
        return windows;
    }

    /** What the organisation declared; null when nothing is known of it. */
    public @Nullable Organisation declared() {
        return declared;
    }

    /** The decoy the newest query asked for; null for an honest subject. */
    public @Nullable Canary canary() {
        return canary;
    }

    /** The credential of the newest query; null before the first, and after one whose time is not believed yet. */
    public @Nullable CredentialPicture latestCredential() {
        return windows.latestCredential();
    }

    /** The declared quota; the given number when none is declared. */
    double quotaOr(long undeclared) {
        Organisation organisation = declared;
        Long quota = organisation == null ? null : organisation.declaredQuotaPerDay();
        return quota == null || quota <= 0 ? undeclared : quota;
    }

    /** Whether a quota is declared. */
    boolean hasQuota() {
        Organisation organisation = declared;
        Long quota = organisation == null ? null : organisation.declaredQuotaPerDay();
        return quota != null && quota > 0;
    }
}
