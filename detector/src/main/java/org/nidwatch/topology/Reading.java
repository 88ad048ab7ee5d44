// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Query;
import org.nidwatch.intake.RejectReason;

/**
 * What the records of one poll say, each read once, in their order; to be gone through organisation by organisation. What one
 * organisation is measured by does not depend on the others, so their order changes nothing but the time it takes: most
 * of that is waiting for memory, and so an organisation's memory is fetched once a poll. Reused; not thread-safe.
 */
final class Reading {
    /** After the last record of an organisation. */
    static final int NONE = -1;

    private final CarefulReader reader;
    private final Map<@Nullable String, Integer> groups = new HashMap<>();
    private int[] first = new int[64];
    private int[] last = new int[64];
    private @Nullable String[] organisations = new String[64];
    private @Nullable Query[] queries = new Query[64];
    private @Nullable RejectReason[] reasons = new RejectReason[64];
    private int[] next = new int[64];

    Reading(CarefulReader reader) {
        this.reader = reader;
    }

    /** Reads them; what was read before is forgotten. */
    void read(List<ConsumerRecord<byte[], byte[]>> records) {
        groups.clear();
        if (records.size() > queries.length) {
            int room = Math.max(records.size(), 2 * queries.length);
            queries = new Query[room];
            reasons = new RejectReason[room];
            next = new int[room];
        }
        for (int i = 0; i < records.size(); i++) {
            byte[] value = records.get(i).value();
            Query query = reader.read(value, i);
            queries[i] = query;
            reasons[i] = query == null ? reader.why() : null;
            gather(i, query == null ? reader.peek(value) : query.organisationId());
        }
    }

    private void gather(int record, @Nullable String organisation) {
        next[record] = NONE;
        Integer known = groups.get(organisation);
        if (known != null) {
            next[last[known]] = record;
            last[known] = record;
            return;
        }
        int group = groups.size();
        groups.put(organisation, group);
        if (group == first.length) {
            first = Arrays.copyOf(first, 2 * group);
            last = Arrays.copyOf(last, 2 * group);
            organisations = Arrays.copyOf(organisations, 2 * group);
        }
        first[group] = record;
        last[group] = record;
        organisations[group] = organisation;
    }

    /** Organisations that were read of, those that nobody knows together as one. */
    int organisations() {
        return groups.size();
    }

    /** The id; null where nobody knows it. */
    @Nullable
    String organisation(int group) {
        return organisations[group];
    }

    /** Leaves out the records of an organisation that are for another task; whether any stays. */
    boolean leave(int group, IntPredicate forAnother) {
        int record = first[group];
        int stays = NONE;
        first[group] = NONE;
        while (record != NONE) {
            int after = next[record];
            if (!forAnother.test(record)) {
                next[record] = NONE;
                if (stays == NONE) {
                    first[group] = record;
                } else {
                    next[stays] = record;
                }
                stays = record;
            }
            record = after;
        }
        return stays != NONE;
    }

    /** The first record of an organisation; {@link #NONE} when it was left out. */
    int first(int group) {
        return first[group];
    }

    /** The next record of the same organisation, or {@link #NONE}. */
    int next(int record) {
        return next[record];
    }

    /** What the record says; null when it cannot be read. */
    @Nullable
    Query query(int record) {
        return queries[record];
    }

    /** Why the record cannot be read. */
    RejectReason reason(int record) {
        RejectReason reason = reasons[record];
        if (reason == null) {
            throw new IllegalStateException("record " + record + " of the poll can be read");
        }
        return reason;
    }
}
