// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.window;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** A bounded table by name whose entries keep a slot, under which they are stored. The longest unseen makes room. */
final class SlotTable<T> {
    private final int limit;
    private final Function<T, String> name;
    private final ToLongFunction<T> lastSeen;
    private final Map<String, T> byName = new HashMap<>();
    private final List<T> slots = new ArrayList<>();

    SlotTable(int limit, Function<T, String> name, ToLongFunction<T> lastSeen) {
        this.limit = limit;
        this.name = name;
        this.lastSeen = lastSeen;
    }

    @Nullable
    T get(String key) {
        return byName.get(key);
    }

    Collection<T> values() {
        return Collections.unmodifiableList(slots);
    }

    void add(T entry) {
        if (slots.size() < limit) {
            slots.add(entry);
        } else {
            int oldest = 0;
            for (int slot = 1; slot < limit; slot++) {
                if (lastSeen.applyAsLong(slots.get(slot)) < lastSeen.applyAsLong(slots.get(oldest))) {
                    oldest = slot;
                }
            }
            byName.remove(name.apply(slots.get(oldest)));
            slots.set(oldest, entry);
        }
        byName.put(name.apply(entry), entry);
    }

    /** Puts a stored entry back; slots come in rising order. */
    void put(int slot, T entry) {
        if (slot != slots.size()) {
            throw new IllegalStateException("state misses slot " + slots.size() + ", next is " + slot);
        }
        slots.add(entry);
        byName.put(name.apply(entry), entry);
    }

    void forEachSlot(SlotVisitor<T> visitor) {
        for (int slot = 0; slot < slots.size(); slot++) {
            visitor.visit(slot, slots.get(slot));
        }
    }

    /** Sees one entry. */
    @FunctionalInterface
    interface SlotVisitor<T> {
        void visit(int slot, T entry);
    }
}
