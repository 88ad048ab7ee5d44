// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSettingsTest {
    private static final Path SECRET = Path.of("secret");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://siem.example/hooks/7f3a",
                "http://127.0.0.1:9/hook",
                "http://localhost/hook",
                "http://[::1]:8080/",
            })
    void anythingEncryptedOrOnThisMachineWillDo(String url) {
        assertThatCode(() -> of(url, SECRET, false)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://siem.example/hook", "http://10.0.0.7/hook", "http://127.0.0.1.evil.example/"})
    void plainHttpToAnotherMachineMustBeAllowed(String url) {
        assertThatThrownBy(() -> of(url, SECRET, false))
                .hasMessageContaining("webhook.plain.http")
                .hasMessageNotContaining("example");
        assertThatCode(() -> of(url, SECRET, true)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"siem.example/hook", "ftp://siem.example/", "https:///hook", "https://siem.example/a b"})
    void whatIsNoUrlIsRefusedWithoutBeingRepeated(String url) {
        assertThatThrownBy(() -> of(url, SECRET, true))
                .hasMessage("webhook.url must be a URL such as https://siem.example/hooks/nidwatch");
    }

    @Test
    void aUrlHoldsNoPassword() {
        assertThatThrownBy(() -> of("https://me:pass4711@siem.example/", SECRET, false))
                .hasMessageContaining("no user or password")
                .hasMessageNotContaining("pass4711");
    }

    @Test
    void nobodyIsToldWithoutASignature() {
        assertThatThrownBy(() -> of("https://siem.example/", null, false)).hasMessageContaining("webhook.secret.file");
    }

    @Test
    void aKeyInTheUrlIsNotPrinted() {
        assertThat(of("https://siem.example/hooks/7f3a", SECRET, false))
                .asString()
                .doesNotContain("7f3a");
    }

    private static WebhookSettings of(String url, @Nullable Path secret, boolean plain) {
        return new WebhookSettings(
                url,
                secret,
                WebhookSettings.Format.JSON,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                2,
                Duration.ZERO,
                plain,
                null);
    }
}
