// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.nidwatch.watch.Coverage;

/** The newest {@link #MOST} spans in which nobody was looking. Not thread-safe. */
final class CoverageBook {
    /** Spans kept. */
    static final int MOST = 10_000;

    private final TreeSet<Coverage> spans = new TreeSet<>(Comparator.comparingLong(Coverage::to)
            .thenComparingLong(Coverage::from)
            .thenComparing(Coverage::partition, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Coverage::organisationId, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Coverage::cause));
    private long dropped;

    /** Answers whether that was news. */
    boolean add(Coverage span) {
        boolean news = spans.add(span);
        if (spans.size() > MOST) {
            spans.pollFirst();
            dropped++;
        }
        return news;
    }

    /** Spans that ended at that time or later. */
    int endedSince(long time) {
        return (int) spans.stream().filter(each -> each.to() >= time).count();
    }

    View.CoverageList between(long from, long until) {
        List<Coverage> found = new ArrayList<>();
        for (Coverage each : spans) {
            if (each.to() > from && each.from() < until) {
                found.add(each);
            }
        }
        found.sort(Comparator.comparingLong(Coverage::from));
        return new View.CoverageList(
                from, until, found.stream().map(Shown::coverage).toList(), covered(found, from, until), dropped);
    }

    /** Milliseconds that lie in at least one of the spans, which are sorted by their start. */
    private static long covered(List<Coverage> sorted, long from, long until) {
        long sum = 0;
        long reached = from;
        for (Coverage each : sorted) {
            long start = Math.max(reached, each.from());
            long end = Math.min(until, each.to());
            if (end > start) {
                sum += end - start;
                reached = end;
            }
        }
        return sum;
    }

    View.Kept kept() {
        return new View.Kept(spans.size(), MOST, dropped);
    }
}
