// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.federation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What all organisations, or all of a sector, have in common: a campaign, a pay-day, an outage made up for, a server that
 * answers wrongly. It is told by the median, which a few scrapers cannot move; the half of all organisations could.
 */
final class CommonCause {
    /** Fewest organisations whose median says something. */
    static final int FEWEST = 5;

    private static final double PER_MEDIAN_DEVIATION = 1.4826;

    private final Map<String, List<Double>> bySector = new HashMap<>();
    private final List<Double> all = new ArrayList<>();

    void add(String sector, double value) {
        all.add(value);
        if (!sector.isEmpty()) {
            bySector.computeIfAbsent(sector, key -> new ArrayList<>()).add(value);
        }
    }

    /** The median of all, or of the sector if that is higher; the given value where too few are known. */
    double median(String sector, double otherwise) {
        double median = all.size() < FEWEST ? otherwise : median(all);
        List<Double> peers = bySector.getOrDefault(sector, List.of());
        return peers.size() < FEWEST ? median : Math.max(median, median(peers));
    }

    /** How far the peers (the sector, or all where it is small) lie around their median, as a standard deviation. */
    double spread(String sector) {
        List<Double> peers = bySector.getOrDefault(sector, List.of());
        List<Double> compared = peers.size() < FEWEST ? all : peers;
        if (compared.size() < FEWEST) {
            return 0;
        }
        double middle = median(compared);
        return PER_MEDIAN_DEVIATION
                * median(
                        compared.stream().map(value -> Math.abs(value - middle)).toList());
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
