// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.federation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What all organisations, or all of a sector, have in common: a campaign, a pay-day, an outage made up for, a server that
 * answers wrongly. It is told by the median, which a few scrapers cannot move; the half of all organisations could.
 */
final class CommonCause {
    /** Fewest organisations whose median says something. */
    static final int FEWEST = 5;

    private static final double PER_MEDIAN_DEVIATION = 1.4826;

    private final Map<String, Group> bySector = new HashMap<>();
    private final Group all = new Group();

    /** Values of one group; the median is found once, after the last of them. */
    private static final class Group {
        private double[] values = new double[16];
        private int size;
        private double median = Double.NaN;
        private double spread = Double.NaN;

        void add(double value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
            median = Double.NaN;
            spread = Double.NaN;
        }

        double median() {
            if (Double.isNaN(median)) {
                Arrays.sort(values, 0, size);
                median = middle(values, size);
            }
            return median;
        }

        double spread() {
            if (Double.isNaN(spread)) {
                double[] deviations = new double[size];
                for (int i = 0; i < size; i++) {
                    deviations[i] = Math.abs(values[i] - median());
                }
                Arrays.sort(deviations);
                spread = PER_MEDIAN_DEVIATION * middle(deviations, size);
            }
            return spread;
        }

        private static double middle(double[] sorted, int size) {
            int half = size / 2;
            return size % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        }
    }

    void add(String sector, double value) {
        all.add(value);
        if (!sector.isEmpty()) {
            bySector.computeIfAbsent(sector, key -> new Group()).add(value);
        }
    }

    /** The median of all, or of the sector if that is higher; the given value where too few are known. */
    double median(String sector, double otherwise) {
        double median = all.size < FEWEST ? otherwise : all.median();
        Group peers = bySector.get(sector);
        return peers == null || peers.size < FEWEST ? median : Math.max(median, peers.median());
    }

    /** How far the peers (the sector, or all where it is small) lie around their median, as a standard deviation. */
    double spread(String sector) {
        Group peers = bySector.get(sector);
        Group compared = peers == null || peers.size < FEWEST ? all : peers;
        return compared.size < FEWEST ? 0 : compared.spread();
    }
}
