// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.nidwatch.intake.Token;
import org.nidwatch.policy.Canary;
import org.nidwatch.policy.Disposition;
import org.nidwatch.policy.Organisation;
import org.nidwatch.policy.Policy;
import org.nidwatch.policy.Probe;
import org.nidwatch.policy.ProbeTable;
import org.nidwatch.policy.Silence;
import org.nidwatch.policy.SilenceTable;

/** What people decided so far. It outlives every crash: its topics are read anew. */
final class People implements Policy {
    final Map<String, Organisation> organisations = new HashMap<>();
    final Map<Token, Canary> canaries = new HashMap<>();
    final Map<UUID, Disposition> dispositions = new HashMap<>();
    final ProbeTable probes = new ProbeTable();
    final SilenceTable silences = new SilenceTable();

    @Override
    public Organisation organisation(String id) {
        return organisations.get(id);
    }

    @Override
    public Canary canary(long high, long low) {
        return canaries.get(new Token(high, low));
    }

    @Override
    public Probe probe(long high, long low, long time) {
        return probes.find(high, low, time);
    }

    @Override
    public Disposition disposition(UUID alertId) {
        return dispositions.get(alertId);
    }

    @Override
    public List<Silence> silences(String organisationId) {
        return silences.of(organisationId);
    }
}
