// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpsServerTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile Health health = new Health(true, true, "all well");
    private OpsServer server;

    @BeforeEach
    void start() throws IOException {
        new Meters(registry, 10);
        server = OpsServer.start(HttpAccess.loopback(0), registry, () -> health);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void servesMetricsAsPrometheusReadsThem() throws Exception {
        HttpResponse<String> metrics = get("/metrics");

        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain; version=0.0.4");
        assertThat(metrics.body()).contains("# HELP nidwatch_queries_received_total");
    }

    @Test
    void saysWhyItIsNotReady() throws Exception {
        health = new Health(true, false, "restoring");

        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/health/ready").body()).isEqualTo("{\"live\":true,\"ready\":false,\"reason\":\"restoring\"}\n");
    }

    @Test
    void knowsNothingElse() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("/metrics/x").statusCode()).isEqualTo(404);
        HttpRequest post = HttpRequest.newBuilder(uri("/metrics"))
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();
        assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(405);
    }

    @Test
    void refusesToListenWhereOthersCouldRead() {
        assertThatThrownBy(() -> OpsServer.start(access("0.0.0.0", false, null), registry, () -> health))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("http.bind = 0.0.0.0")
                .hasMessageContaining("http.certificate.file")
                .hasMessageContaining("http.behind.proxy=true")
                .hasMessageContaining("nidwatch access add")
                .hasMessageContaining("127.0.0.1");
        assertThatThrownBy(() -> OpsServer.start(access("0.0.0.0", true, null), registry, () -> health))
                .hasMessageContaining("http.tokens.file")
                .hasMessageNotContaining("TLS");
    }

    private static HttpAccess access(String bind, boolean proxy, Path tokens) {
        return new HttpAccess(bind, 0, null, null, proxy, tokens, 600);
    }

    @Test
    void asksForATokenAndLeavesHealthOpen(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("tokens");
        String token = AccessTokens.add(file, "prometheus", Role.VIEWER);
        server.close();
        server = OpsServer.start(access("0.0.0.0", true, file), registry, () -> health);

        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        HttpResponse<String> refused = get("/metrics");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"nidwatch\"");
        assertThat(get("/metrics", token + "x").statusCode()).isEqualTo(401);
        assertThat(get("/metrics", token).statusCode()).isEqualTo(200);
    }

    @Test
    void speaksTlsWithPemFiles(@TempDir Path folder) throws Exception {
        Path key = folder.resolve("key.pem");
        Path certificate = folder.resolve("certificate.pem");
        Pem.selfSigned(certificate, key);
        server.close();
        server = OpsServer.start(
                new HttpAccess("127.0.0.1", 0, certificate, key, false, null, 600), registry, () -> health);
        HttpClient trusting =
                HttpClient.newBuilder().sslContext(Pem.trusting(certificate)).build();

        HttpResponse<String> answer = trusting.send(
                HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + "/health/live"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(server.scheme()).isEqualTo("https");
        assertThatThrownBy(() -> OpsServer.start(
                        new HttpAccess("127.0.0.1", 0, key, key, false, null, 600), registry, () -> health))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("http.certificate.file = " + key);
    }

    @Test
    void answersTooManyRequestsWith429ButNeverHealth() throws Exception {
        server.close();
        server = OpsServer.start(new HttpAccess("127.0.0.1", 0, null, null, false, null, 2), registry, () -> health);
        get("/metrics");
        get("/metrics");

        HttpResponse<String> third = get("/metrics");
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(third.headers().firstValue("Retry-After")).contains("60");
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void tellsAClientNothingOfAnInnerFailure() throws Exception {
        server.close();
        server = OpsServer.start(HttpAccess.loopback(0), registry, () -> {
            throw new IllegalStateException("secret detail");
        });

        HttpResponse<String> answer = get("/health/ready");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret").doesNotContain("Exception");
    }

    @Test
    void saysHowToMoveFromATakenPort() {
        assertThatThrownBy(() -> OpsServer.start(HttpAccess.loopback(server.port()), registry, () -> health))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1:" + server.port())
                .hasMessageContaining("http.port");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer " + token)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }
}
