// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private Instant now = Instant.EPOCH.plus(Duration.ofDays(1));
    private final Failures failures = new Failures(
            new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return now;
                }
            },
            new Rights(TopicNames.STANDARD, "nidwatch"));

    @Test
    void replacesThreadsUntilFailuresComeTooFast() {
        for (int i = 0; i < Failures.MOST; i++) {
            assertThat(failures.handle(new StreamsException("x"))).isEqualTo(REPLACE_THREAD);
        }
        assertThat(failures.handle(new StreamsException("x"))).isEqualTo(SHUTDOWN_CLIENT);
    }

    @Test
    void forgetsOldFailures() {
        for (int i = 0; i < 4 * Failures.MOST; i++) {
            assertThat(failures.handle(new StreamsException("x"))).isEqualTo(REPLACE_THREAD);
            now = now.plus(Duration.ofMinutes(4));
        }
    }

    @Test
    void saysWhatKafkaSaid() {
        failures.handle(new StreamsException(new RecordTooLargeException("The message is too large")));

        assertThat(failures.last())
                .isEqualTo("the detector failed with RecordTooLargeException: The message is too large");
    }

    @Test
    void doesNotRepeatTheMessageOfAnExceptionThatMayQuoteData() {
        failures.handle(new StreamsException(new NumberFormatException("For input string: 1234567890")));

        assertThat(failures.last()).contains("NumberFormatException at ").doesNotContain("1234567890");
    }

    @Test
    void aMissingRightEndsItAtOnceAndIsNamed() {
        Exception denied = new StreamsException(new TopicAuthorizationException(Set.of("nid.alerts", "nidwatch-x")));

        assertThat(failures.handle(denied)).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(failures.last())
                .contains("Write, Describe and DescribeConfigs on topic nid.alerts")
                .contains("on topics that begin with nidwatch-, among them nidwatch-x")
                .contains("nidwatch topics");
    }
}
