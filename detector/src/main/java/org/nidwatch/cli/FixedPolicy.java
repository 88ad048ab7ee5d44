// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nidwatch.policy.Canary;
import org.nidwatch.policy.Disposition;
import org.nidwatch.policy.Organisation;
import org.nidwatch.policy.Policy;
import org.nidwatch.policy.Probe;
import org.nidwatch.policy.ProbeTable;
import org.nidwatch.policy.Silence;
import org.nidwatch.policy.SilenceTable;
import org.nidwatch.policy.TokenTable;

/** What people decided, as it stood in the files when the scan began. */
final class FixedPolicy implements Policy {
    private final Map<String, Organisation> organisations = new HashMap<>();
    private final TokenTable<Canary> canaries = new TokenTable<>(Canary::token);
    private final ProbeTable probes = new ProbeTable();
    private final SilenceTable silences = new SilenceTable();
    private final Map<UUID, Disposition> dispositions = new HashMap<>();

    FixedPolicy(Collection<Organisation> organisations, Collection<Canary> canaries) {
        this(organisations, canaries, List.of(), List.of(), List.of());
    }

    FixedPolicy(
            Collection<Organisation> organisations,
            Collection<Canary> canaries,
            Collection<Probe> probes,
            Collection<Silence> silences,
            Collection<Disposition> dispositions) {
        silences.forEach(this.silences::put);
        dispositions.forEach(each -> this.dispositions.put(each.alertId(), each));
        organisations.forEach(each -> this.organisations.put(each.id(), each));
        canaries.forEach(this.canaries::put);
        probes.forEach(this.probes::put);
    }

    @Override
    public @Nullable Organisation organisation(String id) {
        return organisations.get(id);
    }

    @Override
    public @Nullable Canary canary(long high, long low) {
        return canaries.find(high, low);
    }

    @Override
    public @Nullable Probe probe(long high, long low, long time) {
        return probes.find(high, low, time);
    }

    @Override
    public List<Silence> silences(String organisationId) {
        return silences.of(organisationId);
    }

    @Override
    public @Nullable Disposition disposition(UUID alertId) {
        return dispositions.get(alertId);
    }
}
