// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.nidwatch.watch.OrganisationActivity;
import org.nidwatch.window.OrganisationWindows;
import org.nidwatch.wire.Wire;

/** What a detector's state and topics say it has done with the queries. Only what is committed counts. */
final class Books {
    private static final byte HEAD = 1;

    private final Topics topics;
    private final Wire wire;

    Books(Topics topics, Wire wire) {
        this.topics = topics;
        this.wire = wire;
    }

    /**
     * An organisation's, as the changelog would restore it.
     *
     * @param counted queries, late ones included
     * @param lateUntold late ones that no minute's activity has told yet
     */
    record Account(long counted, long lateUntold) {}

    /** Late queries of each organisation, told and untold, as of one moment; only once all is counted. */
    Map<String, Long> late() throws Exception {
        while (true) {
            Map<String, Account> before = state();
            Map<String, Long> late = lateTold();
            // A minute that was told in between would count twice.
            if (state().equals(before)) {
                before.forEach((organisation, account) -> late.merge(organisation, account.lateUntold(), Long::sum));
                late.values().removeIf(none -> none == 0);
                return late;
            }
        }
    }

    /** The account of each organisation. */
    Map<String, Account> state() {
        Map<String, byte[]> heads = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : topics.committed("nidwatch-organisations-changelog")) {
            ByteBuffer key = ByteBuffer.wrap(record.key());
            int end = 0;
            while (key.get(end) != 0) {
                end++;
            }
            if (end > 0 && key.get(end + 1) == HEAD) {
                heads.put(new String(record.key(), 0, end, UTF_8), record.value());
            }
        }
        Map<String, Account> state = new TreeMap<>();
        heads.forEach((organisation, head) -> {
            OrganisationWindows windows = new OrganisationWindows(organisation);
            windows.restore(HEAD, 0, head);
            windows.restored();
            state.put(organisation, new Account(windows.total(), windows.takeLate()));
        });
        return state;
    }

    private Map<String, Long> lateTold() throws Exception {
        Map<String, Long> late = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : topics.committed("nid.activity")) {
            OrganisationActivity minute = wire.readActivity(record.value());
            late.merge(minute.organisationId(), minute.late(), Long::sum);
        }
        return late;
    }

    /** Where each refused record stands, as {@code partition:offset}. */
    List<String> rejected() {
        List<String> places = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : topics.committed("nid.queries.rejected")) {
            places.add(header(record, "partition") + ":" + header(record, "offset"));
        }
        return places;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
