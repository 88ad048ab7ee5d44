// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nidwatch.intake.Outcome;

/** Counts what was emitted, attack by attack. Not thread-safe. */
public final class Ledger {
    /** Distinct records are counted exactly up to here, an attack. */
    public static final int RECORDS = 1_000_000;

    /**
     * What an attack amounted to.
     *
     * @param events its queries
     * @param recordsExposed distinct citizens whose record went out
     * @param atLeast whether there were more than could be counted
     * @param firstAt event time of its first query, milliseconds; 0 = none came
     * @param lastAt event time of its last query
     */
    public record Entry(Attack attack, long events, int recordsExposed, boolean atLeast, long firstAt, long lastAt) {}

    private final Map<Attack, Account> accounts = new LinkedHashMap<>();
    private long honest;
    private long events;

    /** A ledger with a page for each attack. */
    public Ledger(List<Attack> attacks) {
        attacks.forEach(attack -> accounts.put(attack, new Account()));
    }

    /** Counts one query. */
    public void count(SimulatedQuery query) {
        Attack attack = query.attack();
        events++;
        if (attack == null) {
            honest++;
        } else {
            accounts.computeIfAbsent(attack, a -> new Account()).count(query);
        }
    }

    /** Queries of no attack. */
    public long honest() {
        return honest;
    }

    /** All queries. */
    public long events() {
        return events;
    }

    /** One entry an attack, in the order they were given. */
    public List<Entry> entries() {
        return accounts.entrySet().stream()
                .map(e -> e.getValue().entry(e.getKey()))
                .toList();
    }

    private static final class Account {
        private final LongSet records = new LongSet(RECORDS);
        private long events;
        private long firstAt;
        private long lastAt;

        void count(SimulatedQuery query) {
            firstAt = events == 0 ? query.occurredAt() : Math.min(firstAt, query.occurredAt());
            lastAt = Math.max(lastAt, query.occurredAt());
            events++;
            if (query.outcome() == Outcome.DISCLOSED && query.number() != 0) {
                records.add(query.number());
            }
        }

        Entry entry(Attack attack) {
            return new Entry(attack, events, records.size(), records.overflowed(), firstAt, lastAt);
        }
    }
}
