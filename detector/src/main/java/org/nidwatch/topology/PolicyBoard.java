// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Token;
import org.nidwatch.policy.Canary;
import org.nidwatch.policy.Disposition;
import org.nidwatch.policy.Organisation;
import org.nidwatch.policy.Policy;

/** What the policy topics say now, for all threads. Complete before the first query is read. */
final class PolicyBoard implements Policy {
    private final Map<String, Organisation> organisations = new ConcurrentHashMap<>();
    private final CanaryTable canaries = new CanaryTable();
    private final DispositionTable dispositions = new DispositionTable();

    @Override
    public @Nullable Organisation organisation(String id) {
        return organisations.get(id);
    }

    @Override
    public @Nullable Canary canary(long high, long low) {
        return canaries.find(high, low);
    }

    @Override
    public @Nullable Disposition disposition(UUID alertId) {
        return dispositions.find(alertId);
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

    void put(Disposition disposition) {
        dispositions.put(disposition);
    }

    void removeDisposition(UUID alertId) {
        dispositions.remove(alertId);
    }
}
