// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrySettingsTest {
    @Test
    void hasDefaults() {
        RegistrySettings settings = RegistrySettings.of("http://localhost:8081/, https://b/apis/ccompat/v7//");

        assertThat(settings.urls()).containsExactly("http://localhost:8081", "https://b/apis/ccompat/v7");
        assertThat(settings.client()).isEqualTo(RegistrySettings.Client.BUILTIN);
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.retries()).isEqualTo(3);
    }

    @Test
    void readsDurationsAsPeopleWriteThem() {
        for (String text : new String[] {"1500ms", "1.5s", "PT1.5S", " 1.5S "}) {
            assertThat(from("registry.timeout", text).timeout()).isEqualTo(Duration.ofMillis(1500));
        }
    }

    @Test
    void passesConfluentsPropertiesThrough() {
        RegistrySettings settings = RegistrySettings.from(Map.of(
                "registry.url", "http://r",
                "registry.client", "Confluent",
                "schema.registry.basic.auth.user.info", "a:b",
                "kafka.bootstrap.servers", "k:1"));

        assertThat(settings.passThrough()).containsOnly(Map.entry("schema.registry.basic.auth.user.info", "a:b"));
        assertThat(settings.toString()).doesNotContain("a:b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "registry.url|''|registry.url is empty",
                "registry.url|localhost:8081|must look like http://host:port",
                "registry.url|ftp://host|must look like http://host:port",
                "registry.url|http://a b|is not a URL",
                "registry.url|http://a?x=1|must end after the path",
                "registry.url|http://ok,http://user:s3cret@host|number 2: holds a user or password",
                "registry.client|apicurio|registry.client = apicurio: must be builtin or confluent",
                "registry.timeout|soon|registry.timeout = soon: must be a duration",
                "registry.timeout|99ms|must be within [PT0.1S, PT5M]",
                "registry.retries|-1|must be within [0, 100]",
                "registry.retries|many|must be a whole number",
                "registry.user|me|registry.user goes with registry.password.file",
                "registry.password|s3cret|registry.user goes with registry.password.file",
                "registry.key.file|k.pem|registry.certificate.file goes with registry.key.file",
            })
    void tellsWhatIsWrongAndWhere(String key, String value, String message) {
        assertThatThrownBy(() -> from(key, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void tellsAllErrorsAtOnce() {
        assertThatThrownBy(() -> RegistrySettings.from(Map.of(
                        "registry.url",
                        "nowhere",
                        "registry.retries",
                        "200",
                        "registry.user",
                        "u",
                        "registry.token",
                        "t")))
                .hasMessageContainingAll("registry.url", "registry.retries", "registry.password.file", "not both");
    }

    @Test
    void doesNotMixOurLoginWithConfluentsClient() {
        assertThatThrownBy(() -> RegistrySettings.from(
                        Map.of("registry.url", "http://r", "registry.client", "confluent", "registry.token", "t")))
                .hasMessageContaining("schema.registry.*");
    }

    private static RegistrySettings from(String key, String value) {
        Map<String, String> keys = new HashMap<>(Map.of("registry.url", "http://r"));
        keys.put(key, value);
        return RegistrySettings.from(keys);
    }
}
