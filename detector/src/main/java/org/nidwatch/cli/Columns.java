// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.util.ArrayList;
import java.util.List;

/** A small table for the terminal: as wide as its longest cell, control characters taken out. */
final class Columns {
    private static final int WIDEST = 60;

    private final List<List<String>> rows = new ArrayList<>();

    Columns(String... heads) {
        row(heads);
    }

    void row(String... cells) {
        List<String> row = new ArrayList<>();
        for (String cell : cells) {
            String safe = Wrapped.safe(cell);
            row.add(safe.length() > WIDEST ? safe.substring(0, WIDEST - 1) + "\u2026" : safe);
        }
        rows.add(row);
    }

    @Override
    public String toString() {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            text.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return text.toString();
    }
}
