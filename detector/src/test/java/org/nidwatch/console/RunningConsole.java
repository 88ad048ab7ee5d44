// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.nidwatch.ops.Health;
import org.nidwatch.ops.HttpAccess;
import org.nidwatch.ops.OpsServer;
import org.nidwatch.ops.ProcessState;
import org.nidwatch.policy.AuditRecord;
import org.nidwatch.policy.Disposition;
import org.nidwatch.policy.Silence;

/** A console on a port of its own, with a feed and a store that a test holds in its hand. */
final class RunningConsole implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();

    final AtomicLong clock = new AtomicLong(Things.NOW);
    final Stored stored = new Stored();
    volatile Health health = new Health(true, true, "all well");
    volatile long lag;
    final Console console;
    final OpsServer server;
    final HttpClient client = HttpClient.newHttpClient();

    /** What was stored, and noted. */
    static final class Stored implements Deeds {
        final List<AuditRecord> audits = new CopyOnWriteArrayList<>();
        final List<Object> deeds = new CopyOnWriteArrayList<>();
        volatile boolean broken;

        @Override
        public void decide(Disposition disposition, AuditRecord audit) throws NotStoredException {
            store(disposition, audit);
        }

        @Override
        public void silence(String id, Silence silence, AuditRecord audit) throws NotStoredException {
            store(silence == null ? id : silence, audit);
        }

        private void store(Object deed, AuditRecord audit) throws NotStoredException {
            if (broken) {
                throw new NotStoredException("Not stored: Kafka does not answer.");
            }
            deeds.add(deed);
            audits.add(audit);
        }

        @Override
        public void refused(AuditRecord audit) {
            audits.add(audit);
        }

        @Override
        public void close() {}
    }

    /** How this process is, as the test says. */
    private final class State implements ProcessState {
        @Override
        public Health health() {
            return health;
        }

        @Override
        public long lagRecords() {
            return lag;
        }

        @Override
        public long hiddenRecords() {
            return 0;
        }

        @Override
        public long lagLimit() {
            return 1_000;
        }

        @Override
        public int partitions() {
            return 6;
        }

        @Override
        public int partitionsWatched() {
            return 6;
        }

        @Override
        public int registryWaiting() {
            return 0;
        }
    }

    private RunningConsole(Path tokens, int requests, int mostAlerts) throws IOException {
        console = new Console(
                new ConsoleSettings("1.0", ZoneId.of("Asia/Dhaka"), 1, 1_000),
                new State(),
                stored,
                clock::get,
                mostAlerts,
                Duration.ofMillis(200));
        server = OpsServer.start(
                new HttpAccess("127.0.0.1", 0, null, null, false, tokens, requests),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                () -> health,
                console);
    }

    /** On loopback, without tokens. */
    static RunningConsole open() throws IOException {
        return new RunningConsole(null, 100_000, 5_000);
    }

    static RunningConsole keeping(int alerts) throws IOException {
        return new RunningConsole(null, 100_000, alerts);
    }

    static RunningConsole withTokens(Path tokens, int requests) throws IOException {
        return new RunningConsole(tokens, requests, 5_000);
    }

    ConsoleInlet feed() {
        return console.inlet();
    }

    /** The feed has read its history. */
    RunningConsole current() {
        feed().feed(ConsoleInlet.FeedState.CURRENT, "all is known");
        return this;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    JsonNode json(String path) throws IOException {
        HttpResponse<String> answer = get(path);
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + " gave " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    /** As the page does it. */
    HttpRequest.Builder posting(String path, String body) {
        return HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .header("X-Nidwatch", "1")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    HttpResponse<String> post(String path, String body) {
        return send(posting(path, body));
    }

    HttpResponse<String> delete(String path) {
        return send(HttpRequest.newBuilder(uri(path)).header("X-Nidwatch", "1").DELETE());
    }

    @Override
    public void close() {
        server.close();
    }
}
