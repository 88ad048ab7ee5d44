// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The newest events, for streams that follow and for those that come back. Thread-safe. */
final class EventLog {
    /** Most events kept. */
    static final int MOST = 2_048;

    /** Most bytes kept of them. */
    static final long MOST_BYTES = 8L << 20;

    /** Before the first event. */
    static final long BEGINNING = 0;

    private final String instance;
    private final Deque<Event> events = new ArrayDeque<>();
    private long bytes;
    private long last = BEGINNING;
    private boolean closed;

    /** One event as it is sent, with its number. */
    record Event(long number, byte[] text) {}

    EventLog(String instance) {
        this.instance = instance;
    }

    /** Tells all streams. */
    synchronized void tell(String type, View data) {
        last++;
        Event event = new Event(last, text(id(last), type, data));
        events.addLast(event);
        bytes += event.text.length;
        while (events.size() > MOST || bytes > MOST_BYTES && events.size() > 1) {
            bytes -= events.removeFirst().text.length;
        }
        notifyAll();
    }

    /** An event as it stands on the wire; without an id where that is null. */
    static byte[] text(@Nullable String id, String type, View data) {
        String head = (id == null ? "" : "id: " + id + "\n") + "event: " + type + "\ndata: ";
        byte[] json = Json.bytes(data);
        byte[] start = head.getBytes(StandardCharsets.UTF_8);
        byte[] text = new byte[start.length + json.length + 2];
        System.arraycopy(start, 0, text, 0, start.length);
        System.arraycopy(json, 0, text, start.length, json.length);
        text[text.length - 2] = '\n';
        text[text.length - 1] = '\n';
        return text;
    }

    /** The id of the event with this number. */
    String id(long number) {
        return instance + "-" + number;
    }

    /** The number of the newest event. */
    synchronized long last() {
        return last;
    }

    /** The number in an event's id; -1 when it is not one of ours that a stream can go on from. */
    synchronized long number(String id) {
        if (!id.startsWith(instance + "-")) {
            return -1;
        }
        try {
            long number = Long.parseLong(id.substring(instance.length() + 1));
            return number < 0 || number > last || missed(number) ? -1 : number;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Whether some event after this one is no longer kept. */
    private boolean missed(long number) {
        Event first = events.peekFirst();
        return first != null && first.number > number + 1;
    }

    /**
     * Waits for events.
     *
     * @param events after the number asked for, in their order; empty when the time is up
     * @param gap whether some before them are no longer kept
     */
    record Batch(List<Event> events, boolean gap) {}

    /** What comes after an event; waits so long for it when there is nothing. */
    synchronized Batch after(long number, long waitMillis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
        while (last <= number && !closed) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        List<Event> found = new ArrayList<>();
        for (Event each : events) {
            if (each.number > number) {
                found.add(each);
            }
        }
        return new Batch(found, missed(number));
    }

    synchronized boolean closed() {
        return closed;
    }

    /** Wakes all who wait. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
