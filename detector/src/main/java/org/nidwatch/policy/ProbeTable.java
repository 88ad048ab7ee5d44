// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Token;

/** The newest {@link #MOST} probes, asked for every query, from every thread, without lock or allocation. */
public final class ProbeTable {
    /** Most probes kept; the first that came goes first. */
    public static final int MOST = 16_384;

    private final TokenTable<Asked> byToken = new TokenTable<>(Asked::token);
    private final Map<String, Probe> byId = new LinkedHashMap<>();

    /** All probes of one token, the last asked first. */
    private record Asked(Token token, List<Probe> probes) {}

    /** The probe that a query of this token at this time answers, the last asked of several; null for none. */
    public @Nullable Probe find(long high, long low, long time) {
        Asked asked = byToken.find(high, low);
        if (asked == null) {
            return null;
        }
        List<Probe> probes = asked.probes();
        for (int i = 0; i < probes.size(); i++) {
            if (probes.get(i).holds(time)) {
                return probes.get(i);
            }
        }
        return null;
    }

    /** Puts a probe in the place of one with the same id. */
    public synchronized void put(Probe probe) {
        remove(probe.id());
        byId.put(probe.id(), probe);
        if (byId.size() > MOST) {
            Iterator<Probe> oldest = byId.values().iterator();
            Token gone = oldest.next().token();
            oldest.remove();
            renew(gone);
        }
        renew(probe.token());
    }

    /** Takes a probe away, if there is one with this id. */
    public synchronized void remove(String id) {
        Probe probe = byId.remove(id);
        if (probe != null) {
            renew(probe.token());
        }
    }

    private void renew(Token token) {
        List<Probe> probes = new ArrayList<>();
        for (Probe probe : byId.values()) {
            if (probe.token().equals(token)) {
                probes.add(probe);
            }
        }
        if (probes.isEmpty()) {
            byToken.remove(token);
            return;
        }
        probes.sort(Comparator.comparingLong(Probe::askedAt).reversed());
        byToken.put(new Asked(token, List.copyOf(probes)));
    }
}
