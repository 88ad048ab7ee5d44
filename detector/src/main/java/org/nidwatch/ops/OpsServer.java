// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ops;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nidwatch.wire.PemTls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /metrics}, {@code /health/live} and {@code /health/ready} on one port. Health is open to all, because probes carry no
 * tokens, and says nothing about anybody.
 */
public final class OpsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpsServer.class);
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String JSON = "application/json";
    private static final int THREADS = 4;
    private static final int WAITING = 64;

    /** Seconds an answer may take. */
    private static final int ANSWER_SECONDS = 30;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Doorkeeper door;
    private final @Nullable Site site;
    private final Overdue overdue = new Overdue("nidwatch-http-watch", ANSWER_SECONDS);

    private OpsServer(HttpServer server, ExecutorService threads, Doorkeeper door, @Nullable Site site) {
        this.server = server;
        this.threads = threads;
        this.door = door;
        this.site = site;
    }

    /**
     * Starts the server.
     *
     * @throws IOException when the address needs what was not given, a file cannot be used, or the port is taken; the message
     *     says what to change
     */
    public static OpsServer start(HttpAccess access, PrometheusMeterRegistry metrics, Supplier<Health> health)
            throws IOException {
        return start(access, metrics, health, null);
    }

    /**
     * The same with something to serve beside metrics and health.
     *
     * @param site gets every other request, and is closed with the server; null = nothing
     */
    public static OpsServer start(
            HttpAccess access, PrometheusMeterRegistry metrics, Supplier<Health> health, @Nullable Site site)
            throws IOException {
        InetSocketAddress address = new InetSocketAddress(access.address(), access.port());
        Doorkeeper door = new Doorkeeper(
                access.tokensFile(),
                access.requestsPerMinute(),
                access.encrypted() || access.behindProxy(),
                System::nanoTime,
                System::currentTimeMillis);
        limits();
        HttpServer server = listen(access, address);
        ExecutorService threads = threads();
        server.setExecutor(threads);
        OpsServer made = new OpsServer(server, threads, door, site);
        made.serve("/metrics", true, exchange -> new Answer(200, METRICS_TYPE, metrics.scrape()));
        made.serve("/health/live", false, exchange -> {
            Health now = health.get();
            return new Answer(now.live() ? 200 : 503, JSON, now.json());
        });
        made.serve("/health/ready", false, exchange -> {
            Health now = health.get();
            return new Answer(now.ready() ? 200 : 503, JSON, now.json());
        });
        if (site != null) {
            made.serve(site);
        }
        server.start();
        return made;
    }

    /** Who connects and says nothing, or says it slowly, does not hold a thread for ever. */
    private static void limits() {
        limit("sun.net.httpserver.maxReqTime", "10");
        limit("sun.net.httpserver.nodelay", "true");
        limit("sun.net.httpserver.maxReqHeaders", "50");
        limit("jdk.httpserver.maxConnections", "200");
    }

    private static void limit(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static HttpServer listen(HttpAccess access, InetSocketAddress address) throws IOException {
        try {
            if (access.certificateFile() == null || access.keyFile() == null) {
                return HttpServer.create(address, 0);
            }
            HttpsServer server = HttpsServer.create(address, 0);
            server.setHttpsConfigurator(
                    new HttpsConfigurator(PemTls.server(access.certificateFile(), access.keyFile(), "http.")));
            return server;
        } catch (BindException e) {
            throw new IOException("cannot listen on " + access.bind() + ":" + access.port() + " (" + e.getMessage()
                    + "): another nidwatch could be running there. Stop it, or set http.port to another port"
                    + " (0 = any free one).");
        }
    }

    private static ExecutorService threads() {
        return new ThreadPoolExecutor(
                THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "nidwatch-http");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    private record Answer(int status, String type, String body) {}

    private void serve(String path, boolean guarded, Function<HttpExchange, Answer> handler) {
        server.createContext(
                path,
                exchange -> overdue.run(() -> {
                    try (exchange) {
                        send(exchange, answer(exchange, path, guarded, handler));
                    }
                }));
    }

    private void serve(Site others) {
        server.createContext("/", exchange -> overdue.run(() -> others.serve(exchange, door)));
    }

    private Answer answer(HttpExchange exchange, String path, boolean guarded, Function<HttpExchange, Answer> handler) {
        int admitted = guarded
                ? door.answer(exchange.getRequestHeaders().getFirst("Authorization"), Role.VIEWER)
                : Doorkeeper.OK;
        if (admitted != Doorkeeper.OK) {
            return refusal(exchange, admitted);
        }
        if (!exchange.getRequestURI().getPath().equals(path)) {
            return new Answer(404, TEXT, "there is /metrics, /health/live and /health/ready\n");
        }
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            return new Answer(405, TEXT, "only GET and HEAD\n");
        }
        try {
            return handler.apply(exchange);
        } catch (RuntimeException e) {
            LOG.warn("{} could not be answered: {}", path, e.getClass().getName());
            return new Answer(500, TEXT, "this could not be answered; the log says more\n");
        }
    }

    private static Answer refusal(HttpExchange exchange, int status) {
        if (status == Doorkeeper.TOO_MANY) {
            exchange.getResponseHeaders().set("Retry-After", "60");
            return new Answer(status, TEXT, "too many requests this minute (http.requests.per.minute)\n");
        }
        if (status == Doorkeeper.UNAUTHORISED) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer realm=\"nidwatch\"");
            return new Answer(status, TEXT, "a token is needed: Authorization: Bearer TOKEN\n");
        }
        return new Answer(status, TEXT, "this token's role does not allow it\n");
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), head ? -1 : bytes.length);
        if (!head) {
            exchange.getResponseBody().write(bytes);
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** How its addresses begin. */
    public String scheme() {
        return server instanceof HttpsServer ? "https" : "http";
    }

    @Override
    public void close() {
        if (site != null) {
            site.close();
        }
        server.stop(0);
        threads.shutdownNow();
        overdue.close();
    }
}
