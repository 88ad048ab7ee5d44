// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ops;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** {@code /metrics}, {@code /health/live} and {@code /health/ready} on one port. */
public final class OpsServer implements AutoCloseable {
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String JSON = "application/json";
    private static final int THREADS = 2;

    private final HttpServer server;
    private final ExecutorService threads;

    private OpsServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Starts the server.
     *
     * @param bind a loopback address: who may read is not checked here
     * @param port 0 = any free port
     * @throws IOException when the address is not loopback, or the port is taken; the message says what to change
     */
    public static OpsServer start(String bind, int port, PrometheusMeterRegistry metrics, Supplier<Health> health)
            throws IOException {
        InetAddress address = loopback(bind);
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(address, port), 0);
        } catch (IOException e) {
            throw new IOException("cannot listen on " + bind + ":" + port + " (" + e.getMessage()
                    + "): another nidwatch could be running there. Stop it, or set http.port to another port"
                    + " (0 = any free one).");
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "nidwatch-http");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/metrics", exchange -> answer(exchange, "/metrics", 200, METRICS_TYPE, metrics.scrape()));
        server.createContext("/health/live", exchange -> {
            Health now = health.get();
            answer(exchange, "/health/live", now.live() ? 200 : 503, JSON, now.json());
        });
        server.createContext("/health/ready", exchange -> {
            Health now = health.get();
            answer(exchange, "/health/ready", now.ready() ? 200 : 503, JSON, now.json());
        });
        server.start();
        return new OpsServer(server, threads);
    }

    private static InetAddress loopback(String bind) throws IOException {
        InetAddress[] addresses = InetAddress.getAllByName(bind);
        if (!addresses[0].isLoopbackAddress()) {
            throw new IOException("http.bind = " + bind + ": must be a loopback address (127.0.0.1), because this"
                    + " server does not ask who is reading; put a reverse proxy that does in front of it");
        }
        return addresses[0];
    }

    private static void answer(HttpExchange exchange, String path, int status, String type, String body)
            throws IOException {
        try (exchange) {
            boolean known = exchange.getRequestURI().getPath().equals(path);
            String method = exchange.getRequestMethod();
            if (!known) {
                send(exchange, 404, TEXT, "there is /metrics, /health/live and /health/ready\n");
            } else if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                send(exchange, 405, TEXT, "only GET and HEAD\n");
            } else {
                send(exchange, status, type, body);
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
        if (!head) {
            exchange.getResponseBody().write(bytes);
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
