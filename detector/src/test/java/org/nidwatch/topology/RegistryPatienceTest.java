// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.nidwatch.wire.RegistryUnavailableException;
import org.nidwatch.wire.SampleRegistry;

class RegistryPatienceTest {
    private final SampleRegistry registry = new SampleRegistry();

    @Test
    void asksUntilTheRegistryAnswers() throws Exception {
        registry.away = true;
        RegistryPatience patience = new RegistryPatience(Duration.ofSeconds(30));
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> patience.insist(this::ask));
        Awaitility.await().until(() -> registry.refused.sum() >= 2);
        registry.away = false;

        assertThat(answer.get(10, TimeUnit.SECONDS)).contains("NidQuery");
    }

    @Test
    void givesUpAtItsLimit() {
        registry.away = true;
        RegistryPatience patience = new RegistryPatience(Duration.ofMillis(150));

        assertThatThrownBy(() -> patience.insist(this::ask)).isInstanceOf(RegistryUnavailableException.class);
        assertThat(registry.refused.sum()).isGreaterThan(1);
    }

    @Test
    void stopsWaitingWhenItIsStopped() {
        registry.away = true;
        RegistryPatience patience = new RegistryPatience(Duration.ofMinutes(4));
        RegistryPatience endless = patience.endless();
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> endless.insist(this::ask));
        Awaitility.await().until(() -> registry.refused.sum() >= 1);
        patience.stop();

        assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(RegistryUnavailableException.class);
    }

    private String ask() {
        return registry.schemaById(1);
    }
}
