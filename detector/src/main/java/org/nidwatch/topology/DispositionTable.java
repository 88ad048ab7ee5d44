// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.nidwatch.policy.Disposition;

/**
 * The newest {@link #MOST} verdicts by alert. Only alerts that are open or closed within a week are asked about, so a
 * topic that has grown for years loses nothing by the bound.
 */
final class DispositionTable {
    static final int MOST = 65_536;

    private final Map<UUID, Disposition> byAlert = new ConcurrentHashMap<>();
    private final Set<UUID> order = new LinkedHashSet<>();

    @Nullable
    Disposition find(UUID alertId) {
        return byAlert.get(alertId);
    }

    synchronized void put(Disposition disposition) {
        remove(disposition.alertId());
        byAlert.put(disposition.alertId(), disposition);
        order.add(disposition.alertId());
        if (order.size() > MOST) {
            Iterator<UUID> oldest = order.iterator();
            byAlert.remove(oldest.next());
            oldest.remove();
        }
    }

    synchronized void remove(UUID alertId) {
        byAlert.remove(alertId);
        order.remove(alertId);
    }
}
