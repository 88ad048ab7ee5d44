// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.deliver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A receiver on this machine that answers as it is told. */
final class Receiver implements AutoCloseable {
    /** What came with one request. */
    record Request(String id, long timestamp, String signature, String body) {}

    /** Answers one request. */
    interface Manner {
        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }

    /** Every request, in the order of arrival. */
    final List<Request> requests = new CopyOnWriteArrayList<>();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Manner manner = status(204);

    Receiver() throws IOException {
        this(0, null);
    }

    Receiver(int port, @Nullable SSLContext tls) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port);
        if (tls == null) {
            server = HttpServer.create(address, 0);
        } else {
            HttpsServer https = HttpsServer.create(address, 0);
            https.setHttpsConfigurator(new HttpsConfigurator(tls));
            server = https;
        }
        server.createContext("/hook", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    static Manner status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    static Manner status(int status, String retryAfter) {
        return exchange -> {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
            exchange.sendResponseHeaders(status, -1);
        };
    }

    /** Never answers. */
    Manner silent() {
        return exchange -> closed.await();
    }

    /** Begins to answer and never ends. */
    Manner endless() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('.');
            exchange.getResponseBody().flush();
            closed.await();
        };
    }

    void now(Manner next) {
        manner = next;
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return (server instanceof HttpsServer ? "https" : "http") + "://127.0.0.1:" + port() + "/hook";
    }

    List<String> ids() {
        return requests.stream().map(Request::id).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(new Request(
                    header(exchange, "webhook-id"),
                    Long.parseLong(header(exchange, "webhook-timestamp")),
                    header(exchange, "webhook-signature"),
                    body));
            manner.answer(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String header(HttpExchange exchange, String name) {
        return Objects.requireNonNull(exchange.getRequestHeaders().getFirst(name), name);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
