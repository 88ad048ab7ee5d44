// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Token;
import org.nidwatch.policy.Canary;

/**
 * The canaries by token. Every query asks, from every thread, so a look-up takes two longs, no lock and no allocation;
 * changes are rare. Open addressing, at most half full.
 */
final class CanaryTable {
    private static final int LEAST = 64;

    private volatile AtomicReferenceArray<Canary> slots = new AtomicReferenceArray<>(LEAST);
    private int size;

    @Nullable
    Canary find(long high, long low) {
        AtomicReferenceArray<Canary> table = slots;
        int mask = table.length() - 1;
        for (int i = slot(high, low) & mask; ; i = (i + 1) & mask) {
            Canary canary = table.get(i);
            if (canary == null || is(canary.token(), high, low)) {
                return canary;
            }
        }
    }

    synchronized void put(Canary canary) {
        AtomicReferenceArray<Canary> table = slots;
        int at = place(table, canary.token());
        boolean added = table.get(at) == null;
        table.set(at, canary);
        if (added && 2 * ++size > table.length()) {
            slots = rebuilt(2 * table.length(), null);
        }
    }

    synchronized void remove(Token token) {
        if (find(token.high(), token.low()) != null) {
            slots = rebuilt(slots.length(), token);
            size--;
        }
    }

    synchronized int size() {
        return size;
    }

    private AtomicReferenceArray<Canary> rebuilt(int length, @Nullable Token without) {
        AtomicReferenceArray<Canary> table = new AtomicReferenceArray<>(length);
        for (int i = 0; i < slots.length(); i++) {
            Canary canary = slots.get(i);
            if (canary != null && !canary.token().equals(without)) {
                table.set(place(table, canary.token()), canary);
            }
        }
        return table;
    }

    private static int place(AtomicReferenceArray<Canary> table, Token token) {
        int mask = table.length() - 1;
        int i = slot(token.high(), token.low()) & mask;
        for (Canary canary = table.get(i); canary != null; canary = table.get(i)) {
            if (is(canary.token(), token.high(), token.low())) {
                break;
            }
            i = (i + 1) & mask;
        }
        return i;
    }

    private static boolean is(Token token, long high, long low) {
        return token.low() == low && token.high() == high;
    }

    // Tokens are keyed hashes: their bits are as good as any hash of them.
    private static int slot(long high, long low) {
        return (int) (high ^ low);
    }
}
