// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.nidwatch.ops.Doorkeeper;
import org.nidwatch.ops.ProcessState;
import org.nidwatch.ops.Site;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The console of one server: the API under /api/, the page's files elsewhere. What it knows comes through {@link #inlet},
 * what people decide goes out through {@link Deeds}.
 */
public final class Console implements Site {
    private static final Logger LOG = LoggerFactory.getLogger(Console.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final int STATUS_TICKS = 30;

    private final EventLog events;
    private final Board board;
    private final Condition condition;
    private final Streams streams;
    private final Deeds deeds;
    private final Api api;
    private final Pages pages = new Pages();
    private final ScheduledExecutorService clock;
    private Condition.@Nullable Banner told;
    private int ticks;

    /**
     * A console that knows nothing yet.
     *
     * @param millis the wall clock, milliseconds since the epoch
     */
    public Console(ConsoleSettings settings, ProcessState process, Deeds deeds, LongSupplier millis) {
        this(settings, process, deeds, millis, AlertBook.MOST, HEARTBEAT);
    }

    Console(
            ConsoleSettings settings,
            ProcessState process,
            Deeds deeds,
            LongSupplier millis,
            int mostAlerts,
            Duration heartbeat) {
        this.deeds = deeds;
        String instance = UUID.randomUUID().toString().substring(0, 8);
        events = new EventLog(instance);
        board = new Board(events, millis, mostAlerts, settings.defaultCeiling());
        condition = new Condition(instance, settings, process, board, millis, this::openStreams);
        streams = new Streams(events, condition::status, heartbeat);
        Writes writes = new Writes(board, deeds, millis);
        List<Route> routes = new ArrayList<>(new Reads(board, new Cursors(instance), condition, millis).routes());
        routes.addAll(writes.routes());
        routes.addAll(new SessionDesk().routes());
        routes.add(new Route("GET", "/api/events", org.nidwatch.ops.Role.VIEWER, this::follow));
        byte[] document = Pages.document();
        String tag = Pages.tag(document);
        routes.add(new Route(
                "GET",
                "/api/openapi.json",
                null,
                request -> Pages.tagged(request.exchange(), document, Answer.JSON, tag)));
        api = new Api(routes, writes);
        clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "nidwatch-console");
            thread.setDaemon(true);
            return thread;
        });
        var unused = clock.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    private int openStreams() {
        return streams.open();
    }

    private @Nullable Answer follow(Request request) throws Refusal {
        request.parameters();
        if (request.exchange().getRequestMethod().equals("HEAD")) {
            return new Answer(200, Streams.TYPE, new byte[0]);
        }
        streams.follow(request);
        return null;
    }

    /** Takes what is read from the topics. */
    public ConsoleInlet inlet() {
        return board;
    }

    List<Route> routes() {
        return api.routes();
    }

    /** A second has passed. */
    void tick() {
        try {
            board.tellChanges();
            View.Status status = condition.status();
            Condition.Banner banner = Condition.Banner.of(status);
            if (!banner.equals(told) || ++ticks >= STATUS_TICKS) {
                told = banner;
                ticks = 0;
                events.tell("status", status);
            }
        } catch (RuntimeException e) {
            LOG.warn("what changed could not be told: {}", e.getClass().getName());
        }
    }

    @Override
    public void serve(HttpExchange exchange, Doorkeeper door) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        if (path.equals("/api") || path.startsWith("/api/")) {
            api.serve(exchange, door);
        } else {
            pages.serve(exchange);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        streams.close();
        deeds.close();
    }
}
