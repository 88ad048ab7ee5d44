// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.nidwatch.ops.Overdue;

/** Streams of events, each with a thread of its own: at most {@link #MOST}. */
final class Streams implements AutoCloseable {
    /** Streams at a time. */
    static final int MOST = 64;

    static final String TYPE = "text/event-stream";

    private static final int WRITE_SECONDS = 10;
    private static final int STACK_BYTES = 256 * 1024;
    private static final byte[] HEARTBEAT = ": still here\n\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] RETRY = "retry: 1000\n\n".getBytes(StandardCharsets.UTF_8);

    private final EventLog log;
    private final Supplier<View.Status> status;
    private final Duration heartbeat;
    private final Semaphore places = new Semaphore(MOST);
    private final Overdue overdue = new Overdue("nidwatch-stream-watch", WRITE_SECONDS);

    Streams(EventLog log, Supplier<View.Status> status, Duration heartbeat) {
        this.log = log;
        this.status = status;
        this.heartbeat = heartbeat;
    }

    int open() {
        return MOST - places.availablePermits();
    }

    /** Takes the exchange over, and closes it at the end. */
    void follow(Request request) throws Refusal {
        if (!places.tryAcquire()) {
            throw Refusal.unavailable("All " + MOST + " streams are taken.", 10);
        }
        String last = request.header("Last-Event-ID");
        long from = last == null ? log.last() : log.number(last);
        Thread thread = new Thread(null, () -> run(request, from), "nidwatch-stream", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Request request, long from) {
        HttpExchange exchange = request.exchange();
        try (exchange) {
            Headers headers = exchange.getResponseHeaders();
            headers.set("Content-Type", TYPE);
            headers.set("Cache-Control", "no-store");
            headers.set("X-Accel-Buffering", "no"); // a proxy must not gather events
            headers.set("X-Content-Type-Options", "nosniff");
            exchange.sendResponseHeaders(200, 0);
            write(exchange, RETRY, EventLog.text(null, "status", status.get()));
            long at = from < 0 ? reset(exchange, "the event asked for is no longer known here") : from;
            while (!log.closed() && request.door().still(request.caller())) {
                at = next(exchange, at);
            }
        } catch (IOException e) {
            // The reader has gone: that is how streams end.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            places.release();
        }
    }

    private long next(HttpExchange exchange, long at) throws IOException, InterruptedException {
        EventLog.Batch batch = log.after(at, heartbeat.toMillis());
        if (batch.gap()) {
            return reset(exchange, "this stream was too slow");
        }
        if (batch.events().isEmpty()) {
            write(exchange, HEARTBEAT);
            return at;
        }
        write(exchange, batch.events().stream().map(EventLog.Event::text).toArray(byte[][]::new));
        return batch.events().get(batch.events().size() - 1).number();
    }

    private long reset(HttpExchange exchange, String reason) throws IOException {
        long now = log.last();
        write(exchange, EventLog.text(log.id(now), "reset", new View.ResetEvent(reason)));
        return now;
    }

    private void write(HttpExchange exchange, byte[]... texts) throws IOException {
        overdue.run(() -> {
            OutputStream out = exchange.getResponseBody();
            for (byte[] each : texts) {
                out.write(each);
            }
            out.flush();
        });
    }

    @Override
    public void close() {
        log.close();
        overdue.close();
    }
}
