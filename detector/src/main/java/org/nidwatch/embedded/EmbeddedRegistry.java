// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.embedded;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry with Confluent's HTTP API for an empty machine: loopback only, Avro only, at most
 * {@value RegistryBook#MOST_SCHEMAS} schemas, BACKWARD_TRANSITIVE unless told otherwise. Kept in one file, which survives
 * a kill at any moment.
 */
public final class EmbeddedRegistry implements AutoCloseable {
    /** Longest request body, in bytes. */
    static final int BODY_LIMIT = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRegistry.class);
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int THREADS = 4;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistryFile file;
    private final RegistryRoutes routes;
    private final HttpServer server;
    private final ExecutorService threads;

    private EmbeddedRegistry(RegistryFile file, HttpServer server) throws IOException {
        this.file = file;
        this.server = server;
        routes = new RegistryRoutes(new RegistryDesk(file));
        threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "embedded-registry");
            thread.setDaemon(true);
            return thread;
        });
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /**
     * Starts it on 127.0.0.1. Throws {@link java.net.BindException} when the port is taken, another {@link IOException}
     * when the folder cannot be used.
     *
     * @param folder where it keeps its file; created if need be
     * @param port 0 for any free one
     */
    public static EmbeddedRegistry start(Path folder, int port) throws IOException {
        RegistryFile file = new RegistryFile(folder);
        HttpServer server = null;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0);
            return new EmbeddedRegistry(file, server);
        } catch (IOException | RuntimeException e) {
            if (server != null) {
                server.stop(0);
            }
            file.close();
            throw e;
        }
    }

    /** Where it listens, such as http://127.0.0.1:8081. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("The embedded registry's lock was not released: {}", e.getMessage());
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status = 200;
            Object answer;
            try {
                answer = routes.answer(request(exchange));
            } catch (RegistryError e) {
                status = e.status;
                answer = error(e.code, String.valueOf(e.getMessage()));
            } catch (IOException | RuntimeException e) {
                LOG.error("The embedded registry failed", e);
                status = 500;
                answer = error(50001, "Error in the backend data store: see the log");
            }
            byte[] bytes = JSON.writeValueAsBytes(answer);
            exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static Map<String, Object> error(int code, String message) {
        return Map.of("error_code", code, "message", message);
    }

    private static RegistryRoutes.Request request(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        return new RegistryRoutes.Request(
                exchange.getRequestMethod(), path(uri), query(uri.getRawQuery()), body(exchange.getRequestBody()));
    }

    private static List<String> path(URI uri) {
        List<String> pieces = new ArrayList<>();
        for (String piece : uri.getRawPath().split("/", -1)) {
            if (!piece.isEmpty()) {
                pieces.add(decoded(piece));
            }
        }
        return pieces;
    }

    private static Map<String, String> query(@Nullable String query) {
        Map<String, String> values = new HashMap<>();
        if (query != null) {
            for (String pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    values.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
                }
            }
        }
        return values;
    }

    private static String decoded(String text) {
        try {
            // A plus is a plus in a path; URLDecoder would make a space of it.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RegistryError(400, 400, "The path is not properly URL-encoded");
        }
    }

    private static String body(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(BODY_LIMIT + 1);
        if (bytes.length > BODY_LIMIT) {
            throw new RegistryError(413, 413, "The request is longer than " + BODY_LIMIT + " bytes");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
