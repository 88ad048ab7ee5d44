// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.deliver;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.nidwatch.wire.PemTls;

/** Posts one body to the receiver, signed; no redirect is followed, and nothing of the answer but its status is read. */
final class Post {
    private final WebhookSettings settings;
    private final URI url;
    private final Signature signature;
    private final String product;
    private final HttpClient client;
    private final Clock clock;

    /** @throws IOException when the secret or the certificates cannot be used; the message says which setting */
    Post(WebhookSettings settings, String productVersion, Clock clock) throws IOException {
        this.settings = settings;
        this.clock = clock;
        url = URI.create(Objects.requireNonNull(settings.url()));
        signature = Signature.of(Objects.requireNonNull(settings.secretFile()));
        product = "nidwatch/" + productVersion.replaceAll("[^A-Za-z0-9._-]", "");
        HttpClient.Builder builder = HttpClient.newBuilder()
                // A receiver that knows HTTP/2 gains nothing by it here, and some stumble over the upgrade.
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.timeout());
        Path ca = settings.caFile();
        if (ca != null) {
            builder.sslContext(PemTls.client(ca, "webhook."));
        }
        client = builder.build();
    }

    /**
     * One try.
     *
     * @param id the same at each try of the same emission, so that the receiver can tell a repetition
     */
    Answer send(String id, byte[] body) throws InterruptedException {
        long now = clock.instant().getEpochSecond();
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(settings.timeout())
                .header("Content-Type", "application/json")
                .header("User-Agent", product)
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(now))
                .header("webhook-signature", signature.of(id, now, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        CompletableFuture<HttpResponse<Void>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
        try {
            // The request's own timeout ends with the answer's head: a body that never ends must not hold us.
            HttpResponse<Void> got = answer.get(settings.timeout().toMillis() + 500, TimeUnit.MILLISECONDS);
            String wish = got.headers().firstValue("Retry-After").orElse("");
            return Answer.of(got.statusCode(), wish, clock.instant());
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new Answer.Away(Answer.Failure.TIMEOUT, "it did not answer in time", Duration.ZERO);
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            return failed(e.getCause());
        }
    }

    /** The message of an exception could repeat the URL, so its kind is told. */
    private static Answer failed(@Nullable Throwable cause) {
        if (cause instanceof HttpTimeoutException) {
            return new Answer.Away(Answer.Failure.TIMEOUT, "it did not answer in time", Duration.ZERO);
        }
        String kind = cause == null ? "no reason given" : cause.getClass().getSimpleName();
        return new Answer.Away(Answer.Failure.CONNECTION, "no connection (" + kind + ")", Duration.ZERO);
    }
}
