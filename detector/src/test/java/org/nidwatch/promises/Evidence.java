// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.watch.Coverage;
import org.nidwatch.wire.Wire;

/**
 * What is left of a run, for the promises to judge.
 *
 * @param told which run it was, with its seed and the faults so far
 * @param sent all records, in order
 * @param numbers of citizens, hidden in unreadable records
 * @param texts what was printed and measured, by where it was seen
 * @param written directories that hold nothing a number may stand in, but for the queries topic
 * @param seen alerts as somebody saw them who read along, by {@code partition:offset}
 * @param blind spans in which nobody can have watched
 * @param partitions of the queries topic
 */
record Evidence(
        String told,
        List<Sent> sent,
        Set<String> numbers,
        Map<String, String> texts,
        List<Path> written,
        Map<String, byte[]> seen,
        List<Span> blind,
        int partitions,
        Topics topics,
        Wire wire) {
    /** From and to, milliseconds of the wall clock. */
    record Span(long from, long to) {}

    List<ScrapingAlert> alerts() throws Exception {
        return alertsIn("nid.alerts");
    }

    List<ScrapingAlert> alertsIn(String topic) throws Exception {
        List<ScrapingAlert> alerts = new ArrayList<>();
        for (var record : topics.committed(topic)) {
            alerts.add(wire.readAlert(record.value()).alert());
        }
        return alerts;
    }

    List<Coverage> coverage() throws Exception {
        List<Coverage> spans = new ArrayList<>();
        for (var record : topics.committed("nid.coverage")) {
            spans.add(wire.readCoverage(record.value()));
        }
        return spans;
    }
}
