// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Token;
import org.nidwatch.policy.Canary;
import org.nidwatch.policy.Disposition;
import org.nidwatch.policy.Organisation;
import org.nidwatch.policy.Policy;

/** What people decided, as it stood in the files when the scan began. */
final class FixedPolicy implements Policy {
    private final Map<String, Organisation> organisations = new HashMap<>();
    private final Map<Long, Map<Long, Canary>> canaries = new HashMap<>();
    private final Map<UUID, Disposition> dispositions = new HashMap<>();

    FixedPolicy(Collection<Organisation> organisations, Collection<Canary> canaries) {
        this(organisations, canaries, List.of());
    }

    FixedPolicy(
            Collection<Organisation> organisations, Collection<Canary> canaries, Collection<Disposition> dispositions) {
        dispositions.forEach(each -> this.dispositions.put(each.alertId(), each));
        organisations.forEach(each -> this.organisations.put(each.id(), each));
        for (Canary each : canaries) {
            Token token = each.token();
            this.canaries.computeIfAbsent(token.high(), high -> new HashMap<>()).put(token.low(), each);
        }
    }

    @Override
    public @Nullable Organisation organisation(String id) {
        return organisations.get(id);
    }

    @Override
    public @Nullable Canary canary(long high, long low) {
        if (canaries.isEmpty()) {
            return null;
        }
        Map<Long, Canary> sameHigh = canaries.get(high);
        return sameHigh == null ? null : sameHigh.get(low);
    }

    @Override
    public @Nullable Disposition disposition(UUID alertId) {
        return dispositions.get(alertId);
    }
}
