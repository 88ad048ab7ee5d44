// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nidwatch.deliver.Answer.Away;
import org.nidwatch.deliver.Answer.Failure;
import org.nidwatch.ops.Pem;
import org.nidwatch.wire.PemTls;

class PostTest {
    private static final Instant NOW = Instant.parse("2026-03-01T08:04:31Z");
    private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private Receiver receiver;
    private Path secret;

    @BeforeEach
    void start() throws IOException {
        receiver = new Receiver();
        secret = Files.writeString(Files.createTempFile(folder, "secret", ""), "a secret of more than 24 bytes");
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void theReceiverCanTellWhoToldItAndWhen() throws Exception {
        assertThat(post(receiver.url(), null).send("id-1", BODY)).isInstanceOf(Answer.Taken.class);

        Receiver.Request request = receiver.requests.get(0);
        assertThat(request.body()).isEqualTo("{\"a\":1}");
        assertThat(request.id()).isEqualTo("id-1");
        assertThat(request.timestamp()).isEqualTo(NOW.getEpochSecond());
        assertThat(request.signature())
                .isEqualTo(Signature.of(secret).of("id-1", NOW.getEpochSecond(), BODY))
                .startsWith("v1,");
    }

    @Test
    void whatAStatusMeans() throws Exception {
        assertThat(failure(500)).isEqualTo(Failure.SERVER);
        assertThat(failure(503)).isEqualTo(Failure.SERVER);
        assertThat(failure(429)).isEqualTo(Failure.BUSY);
        assertThat(failure(401)).isEqualTo(Failure.ENDPOINT);
        assertThat(failure(404)).isEqualTo(Failure.ENDPOINT);
        receiver.now(Receiver.status(422));
        assertThat(post(receiver.url(), null).send("id-1", BODY)).isEqualTo(new Answer.Refused(422));
    }

    @Test
    void noRedirectIsFollowed() throws Exception {
        receiver.now(exchange -> {
            exchange.getResponseHeaders().set("Location", receiver.url());
            exchange.sendResponseHeaders(307, -1);
        });

        assertThat(post(receiver.url(), null).send("id-1", BODY))
                .isInstanceOfSatisfying(
                        Away.class, away -> assertThat(away.why()).isEqualTo(Failure.ENDPOINT));
        assertThat(receiver.requests).hasSize(1);
    }

    @Test
    void theReceiversWishIsHeardInSecondsOrAsADateAndNoLongerThanAnHour() throws Exception {
        assertThat(wish("7")).isEqualTo(Duration.ofSeconds(7));
        assertThat(wish("Sun, 1 Mar 2026 08:05:01 GMT")).isEqualTo(Duration.ofSeconds(30));
        assertThat(wish("Sun, 1 Mar 2026 08:00:00 GMT")).isEqualTo(Duration.ZERO);
        assertThat(wish("86400")).isEqualTo(Duration.ofHours(1));
        assertThat(wish("99999999999999999999")).isEqualTo(Duration.ZERO);
        assertThat(wish("soon")).isEqualTo(Duration.ZERO);
    }

    @Test
    void whoDoesNotAnswerInTimeIsGivenUp() throws Exception {
        Duration little = Duration.ofMillis(500);
        receiver.now(receiver.silent());
        assertThat(post(receiver.url(), null, little).send("id-1", BODY))
                .isInstanceOfSatisfying(
                        Away.class, away -> assertThat(away.why()).isEqualTo(Failure.TIMEOUT));

        receiver.now(receiver.endless());
        assertThat(post(receiver.url(), null, little).send("id-1", BODY))
                .as("an answer that never ends")
                .isInstanceOfSatisfying(
                        Away.class, away -> assertThat(away.why()).isEqualTo(Failure.TIMEOUT));
    }

    @Test
    void nobodyThereIsNoConnectionAndTheUrlIsNotRepeated() throws Exception {
        String url = receiver.url();
        receiver.close();

        assertThat(post(url, null).send("id-1", BODY)).isInstanceOfSatisfying(Away.class, away -> {
            assertThat(away.why()).isEqualTo(Failure.CONNECTION);
            assertThat(away.words()).doesNotContain("hook");
        });
    }

    @Test
    void aReceiverWithACertificateOfItsOwnIsTrustedWhenItsFileIsGiven() throws Exception {
        Path certificate = folder.resolve("tls.crt");
        Path key = folder.resolve("tls.key");
        Pem.selfSigned(certificate, key);
        try (Receiver https = new Receiver(0, PemTls.server(certificate, key, "test."))) {
            assertThat(post(https.url(), certificate).send("id-1", BODY)).isInstanceOf(Answer.Taken.class);
            assertThat(post(https.url(), null).send("id-2", BODY))
                    .isInstanceOfSatisfying(
                            Away.class, away -> assertThat(away.why()).isEqualTo(Failure.CONNECTION));
            assertThat(https.ids()).containsExactly("id-1");
        }
    }

    @Test
    void aWrongFileOfCertificatesIsNamed() {
        assertThatThrownBy(() -> post("https://127.0.0.1:9/hook", secret))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("webhook.ca.file = " + secret);
    }

    private Failure failure(int status) throws Exception {
        receiver.now(Receiver.status(status));
        return ((Away) post(receiver.url(), null).send("id-1", BODY)).why();
    }

    private Duration wish(String retryAfter) throws Exception {
        receiver.now(Receiver.status(503, retryAfter));
        return ((Away) post(receiver.url(), null).send("id-1", BODY)).retryAfter();
    }

    private Post post(String url, @Nullable Path ca) throws IOException {
        return post(url, ca, Duration.ofSeconds(20));
    }

    private Post post(String url, @Nullable Path ca, Duration timeout) throws IOException {
        WebhookSettings settings = new WebhookSettings(
                url,
                secret,
                WebhookSettings.Format.JSON,
                timeout,
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                3,
                Duration.ZERO,
                false,
                ca);
        return new Post(settings, "0.1.0", Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
