// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Requests to the registry: URLs in order, time-outs, retries, login. A call blocks at most (retries + 1) * URLs *
 * timeout, plus pauses of 0.1 to 2 s between the rounds. Thread-safe.
 */
final class RegistryHttp {
    /** Longest reply we read, in bytes. */
    static final int REPLY_LIMIT = 4 << 20;

    static final ObjectMapper JSON = new ObjectMapper();

    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final RegistrySettings settings;
    private final List<String> urls;
    private final RegistryLogin login;
    private final HttpClient client;

    /** The URL that answered last: asked first. */
    private volatile int preferred;

    RegistryHttp(RegistrySettings settings) {
        this.settings = settings;
        urls = settings.urls();
        login = new RegistryLogin(settings);
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.timeout());
        PemTls.context(settings.caFile(), settings.certificateFile(), settings.keyFile())
                .ifPresent(builder::sslContext);
        client = builder.build();
    }

    /** A registry's answer: 2xx, or an error that carries Confluent's error_code. */
    record Reply(String url, int status, JsonNode body) {
        boolean ok() {
            return status / 100 == 2;
        }

        /** Confluent's code, such as 40403; the HTTP status where the registry gives none. */
        int errorCode() {
            return body.path("error_code").asInt(status);
        }

        /** What the registry says, cut to 300 characters. */
        String message() {
            String text = body.path("message").asText("");
            return text.length() <= 300 ? text : text.substring(0, 300) + "...";
        }
    }

    Reply get(String path) {
        return send("GET", path, null);
    }

    Reply post(String path, JsonNode body) {
        return send("POST", path, body);
    }

    private Reply send(String method, String path, @Nullable JsonNode body) {
        String seen = "";
        Throwable cause = null;
        Duration pause = FIRST_PAUSE;
        for (int round = 0; round <= settings.retries(); round++) {
            if (round > 0) {
                pause(pause);
                pause = pause.compareTo(LONGEST_PAUSE.dividedBy(2)) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
            int first = preferred;
            for (int i = 0; i < urls.size(); i++) {
                int at = (first + i) % urls.size();
                String url = urls.get(at) + path;
                try {
                    HttpResponse<byte[]> response = exchange(method, url, body);
                    int status = response.statusCode();
                    if (status < 500 && status != 408 && status != 429) {
                        preferred = at;
                        return judge(url, response);
                    }
                    seen = url + " answered HTTP " + status;
                    cause = null;
                } catch (IOException | TimeoutException e) {
                    seen = url + ": " + describe(e);
                    cause = e;
                }
            }
        }
        String message = "No schema registry answered. Last seen: " + seen + ", after " + (settings.retries() + 1)
                + " rounds through " + urls.size() + " URL(s). Check that it runs, and registry.url (registry.timeout"
                + " is " + settings.timeout() + ", registry.retries is " + settings.retries() + ")";
        throw cause == null
                ? new RegistryUnavailableException(message)
                : new RegistryUnavailableException(message, cause);
    }

    private HttpResponse<byte[]> exchange(String method, String url, @Nullable JsonNode body)
            throws IOException, TimeoutException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(settings.timeout())
                .header("Accept", CONTENT_TYPE + ", application/json");
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", CONTENT_TYPE)
                    .method(method, BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8));
        }
        login.addTo(request);
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request.build(), info -> new LimitedBody(REPLY_LIMIT));
        try {
            // The request's own time-out ends with the headers; this one also covers a body that never ends.
            return answer.get(2 * settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new RegistryException(url + ": " + e.getCause() + ". Check registry.url", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException(url + ": interrupted while waiting for the answer", e);
        } finally {
            answer.cancel(true);
        }
    }

    private static Reply judge(String url, HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status == 401 || status == 403) {
            throw new RegistryException(
                    url + " answered HTTP " + status + ": it does not let us in. Check registry.user"
                            + " with registry.password.file, or registry.token.file, and the rights of that user");
        }
        JsonNode body = parse(response.body());
        boolean ok = status / 100 == 2;
        // A 404 without an error code is a wrong path, not an unknown schema: taking it for one would lose good
        // records.
        if (body == null || (!ok && !body.has("error_code"))) {
            throw new RegistryException(url + " answered HTTP " + status + ", but not as a schema registry does."
                    + " Check registry.url: Confluent's API must be there, path included (Apicurio: /apis/ccompat/v7)");
        }
        return new Reply(url, status, body);
    }

    private static @Nullable JsonNode parse(byte[] body) {
        try {
            JsonNode node = JSON.readTree(body);
            return node == null || node.isMissingNode() ? null : node;
        } catch (JacksonException e) {
            return null;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException("interrupted while waiting for the schema registry", e);
        }
    }

    private static String describe(Exception e) {
        String message = e.getMessage();
        if (message == null) {
            // The JDK gives a refused connection no message.
            return e instanceof java.net.ConnectException
                    ? "connection refused"
                    : e.getClass().getSimpleName();
        }
        return e instanceof TimeoutException ? "no complete answer in time" : message;
    }
}
