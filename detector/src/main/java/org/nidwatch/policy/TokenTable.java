// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.policy;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Token;

/**
 * Canaries or probes by token. Every query asks, from every thread, so a look-up takes two longs, no lock and no
 * allocation; changes are rare. Open addressing, at most half full.
 *
 * @param <T> what lies under a token
 */
public final class TokenTable<T> {
    private static final int LEAST = 64;

    private final Function<T, Token> tokens;
    private volatile AtomicReferenceArray<T> slots = new AtomicReferenceArray<>(LEAST);
    private int size;

    /** An empty table; the function says under which token a thing lies. */
    public TokenTable(Function<T, Token> tokens) {
        this.tokens = tokens;
    }

    /** What lies under the token with these halves; null when nothing does. */
    public @Nullable T find(long high, long low) {
        AtomicReferenceArray<T> table = slots;
        int mask = table.length() - 1;
        for (int i = slot(high, low) & mask; ; i = (i + 1) & mask) {
            T thing = table.get(i);
            if (thing == null || is(tokens.apply(thing), high, low)) {
                return thing;
            }
        }
    }

    /** Puts a thing under its token, in place of the one that lies there. */
    public synchronized void put(T thing) {
        AtomicReferenceArray<T> table = slots;
        int at = place(table, tokens.apply(thing));
        boolean added = table.get(at) == null;
        table.set(at, thing);
        if (added && 2 * ++size > table.length()) {
            slots = rebuilt(2 * table.length(), null);
        }
    }

    /** Takes away what lies under the token, if anything does. */
    public synchronized void remove(Token token) {
        if (find(token.high(), token.low()) != null) {
            slots = rebuilt(slots.length(), token);
            size--;
        }
    }

    /** Things in it. */
    public synchronized int size() {
        return size;
    }

    private AtomicReferenceArray<T> rebuilt(int length, @Nullable Token without) {
        AtomicReferenceArray<T> table = new AtomicReferenceArray<>(length);
        for (int i = 0; i < slots.length(); i++) {
            T thing = slots.get(i);
            if (thing != null && !tokens.apply(thing).equals(without)) {
                table.set(place(table, tokens.apply(thing)), thing);
            }
        }
        return table;
    }

    private int place(AtomicReferenceArray<T> table, Token token) {
        int mask = table.length() - 1;
        int i = slot(token.high(), token.low()) & mask;
        for (T thing = table.get(i); thing != null; thing = table.get(i)) {
            if (is(tokens.apply(thing), token.high(), token.low())) {
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
