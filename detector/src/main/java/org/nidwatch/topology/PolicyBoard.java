// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Token;
import org.nidwatch.policy.Canary;
import org.nidwatch.policy.Disposition;
import org.nidwatch.policy.Organisation;
import org.nidwatch.policy.Policy;
import org.nidwatch.policy.Probe;
import org.nidwatch.policy.ProbeTable;
import org.nidwatch.policy.Silence;
import org.nidwatch.policy.SilenceTable;
import org.nidwatch.policy.TokenTable;

/** What the policy topics say now, for all threads. Complete before the first query is read. */
final class PolicyBoard implements Policy {
    private final Map<String, Organisation> organisations = new ConcurrentHashMap<>();
    private final TokenTable<Canary> canaries = new TokenTable<>(Canary::token);
    private final ProbeTable probes = new ProbeTable();
    private final DispositionTable dispositions = new DispositionTable();
    private final SilenceTable silences = new SilenceTable();

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
    public @Nullable Disposition disposition(UUID alertId) {
        return dispositions.find(alertId);
    }

    @Override
    public List<Silence> silences(String organisationId) {
        return silences.of(organisationId);
    }

    void put(Silence silence) {
        silences.put(silence);
    }

    void removeSilence(String id) {
        silences.remove(id);
    }

    void put(Organisation organisation) {
        organisations.put(organisation.id(), organisation);
    }

    void removeOrganisation(String id) {
        organisations.remove(id);
    }

    void put(Canary canary) {
        canaries.put(canary);
    }

    void removeCanary(Token token) {
        canaries.remove(token);
    }

    void put(Probe probe) {
        probes.put(probe);
    }

    void removeProbe(String id) {
        probes.remove(id);
    }

    void put(Disposition disposition) {
        dispositions.put(disposition);
    }

    void removeDisposition(UUID alertId) {
        dispositions.remove(alertId);
    }
}
