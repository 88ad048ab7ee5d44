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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpsServerTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile Health health = new Health(true, true, "all well");
    private OpsServer server;

    @BeforeEach
    void start() throws IOException {
        new Meters(registry, 10);
        server = OpsServer.start("127.0.0.1", 0, registry, () -> health);
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
        assertThatThrownBy(() -> OpsServer.start("0.0.0.0", 0, registry, () -> health))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("http.bind = 0.0.0.0")
                .hasMessageContaining("127.0.0.1");
    }

    @Test
    void saysHowToMoveFromATakenPort() {
        assertThatThrownBy(() -> OpsServer.start("127.0.0.1", server.port(), registry, () -> health))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1:" + server.port())
                .hasMessageContaining("http.port");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }
}
