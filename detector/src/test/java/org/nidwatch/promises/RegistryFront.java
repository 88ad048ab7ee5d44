// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.nidwatch.embedded.EmbeddedRegistry;

/** A real registry behind a door that can be shut in several ways. */
final class RegistryFront implements AutoCloseable {
    /** What the door does. */
    enum Mood {
        WELL,
        /** The connection breaks without an answer. */
        DOWN,
        /** Answers 500. */
        FAILING,
        /** Answers after three seconds. */
        SLOW
    }

    private static final long SLOW_MILLIS = 3_000;

    private final EmbeddedRegistry registry;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "registry-front");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Mood mood = Mood.WELL;

    RegistryFront(Path directory) throws IOException {
        registry = EmbeddedRegistry.start(directory, 0);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    void mood(Mood next) {
        mood = next;
    }

    /** For the detectors. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** For who is not part of the trouble. */
    String direct() {
        return registry.url();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Mood now = mood;
            switch (now) {
                case DOWN -> throw new IOException("the registry is down");
                case FAILING -> answer(exchange, 500, "{\"error_code\":50001,\"message\":\"Error in the backend\"}");
                case SLOW -> {
                    TimeUnit.MILLISECONDS.sleep(SLOW_MILLIS);
                    pass(exchange);
                }
                case WELL -> pass(exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass(HttpExchange exchange) throws IOException, InterruptedException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        HttpRequest.BodyPublisher publisher =
                body.length == 0 ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body);
        HttpRequest request = HttpRequest.newBuilder(URI.create(registry.url() + exchange.getRequestURI()))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .method(exchange.getRequestMethod(), publisher)
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        answer(exchange, response.statusCode(), response.body());
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() throws IOException {
        server.stop(0);
        threads.shutdownNow();
        registry.close();
    }
}
