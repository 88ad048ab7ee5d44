// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Calls a task back before each of its commits, so that live objects are serialised once a commit and not once a poll.
 *
 * <p>Kafka Streams offers no such call, but it promises that a record cache is written to the store beneath it before the
 * offsets are committed: at every commit, also the one before a stop or a revocation. So a task puts a mark into a cached
 * store that keeps nothing; when the mark comes down, a commit is near. A cache that is full or switched off brings it
 * down sooner, which costs time and harms nothing.
 */
final class BeforeCommit implements KeyValueBytesStoreSupplier {
    static final String NAME = "before-commit";

    private static final Bytes MARK = Bytes.wrap(new byte[] {0});
    private static final byte[] NOTHING = {};

    private final Map<TaskId, Runnable> tasks = new ConcurrentHashMap<>();

    /** The store, to be connected to the processor that is called back. */
    StoreBuilder<KeyValueStore<Bytes, byte[]>> store() {
        return Stores.keyValueStoreBuilder(this, Serdes.Bytes(), Serdes.ByteArray())
                .withCachingEnabled()
                .withLoggingDisabled();
    }

    /** Calls from now on this, and no longer who was called before, for the context's task. */
    Bell call(ProcessorContext<?, ?> context, Runnable before) {
        KeyValueStore<Bytes, byte[]> store = context.getStateStore(NAME);
        Bell bell = new Bell(store, before);
        tasks.put(context.taskId(), bell);
        return bell;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public KeyValueStore<Bytes, byte[]> get() {
        return new Passing(tasks);
    }

    @Override
    public String metricsScope() {
        return NAME;
    }

    /** One task's: rings once before the next commit when it was set. */
    static final class Bell implements Runnable {
        private final KeyValueStore<Bytes, byte[]> store;
        private final Runnable before;
        private boolean set;

        private Bell(KeyValueStore<Bytes, byte[]> store, Runnable before) {
            this.store = store;
            this.before = before;
        }

        /** There is something to do before the next commit; the last act of a record's processing or a punctuator. */
        void set() {
            if (!set) {
                set = true;
                store.put(MARK, NOTHING);
            }
        }

        @Override
        public void run() {
            set = false;
            before.run();
        }
    }

    /** Keeps nothing: what is put comes down from the cache, and that is the call. */
    private static final class Passing implements KeyValueStore<Bytes, byte[]> {
        private final Map<TaskId, Runnable> tasks;
        private @Nullable TaskId task;

        Passing(Map<TaskId, Runnable> tasks) {
            this.tasks = tasks;
        }

        @Override
        public void init(StateStoreContext context, StateStore root) {
            task = context.taskId();
            context.register(root, (key, value) -> {});
        }

        @Override
        public void put(Bytes key, byte[] value) {
            Runnable called = task == null ? null : tasks.get(task);
            if (called == null) {
                throw new IllegalStateException("a mark came from a task that did not ask for a call");
            }
            called.run();
        }

        @Override
        public byte @Nullable [] putIfAbsent(Bytes key, byte[] value) {
            put(key, value);
            return null;
        }

        @Override
        public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
            entries.forEach(entry -> put(entry.key, entry.value));
        }

        @Override
        public byte @Nullable [] delete(Bytes key) {
            return null;
        }

        @Override
        public byte @Nullable [] get(Bytes key) {
            return null;
        }

        @Override
        public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
            throw new UnsupportedOperationException("there is nothing in " + NAME);
        }

        @Override
        public KeyValueIterator<Bytes, byte[]> all() {
            throw new UnsupportedOperationException("there is nothing in " + NAME);
        }

        @Override
        public long approximateNumEntries() {
            return 0;
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public void close() {
            if (task != null) {
                tasks.remove(task);
                task = null;
            }
        }

        @Override
        public boolean persistent() {
            return false;
        }

        @Override
        public boolean isOpen() {
            return task != null;
        }
    }
}
