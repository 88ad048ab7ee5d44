// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.nidwatch.alert.Mode;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.Severity;
import org.nidwatch.deliver.Answer.Away;
import org.nidwatch.deliver.Answer.Failure;
import org.nidwatch.detect.Shape;
import org.nidwatch.ocsf.OcsfForm;
import org.nidwatch.ocsf.SampleAlerts;
import org.nidwatch.ops.Meters;
import org.nidwatch.ops.WebhookMeter;
import org.nidwatch.wire.SampleRegistry;
import org.nidwatch.wire.Wire;

class DeliveryTest {
    private static final String TOPIC = "nid.alerts";
    private static final TopicPartition ZERO = new TopicPartition(TOPIC, 0);
    private static final TopicPartition ONE = new TopicPartition(TOPIC, 1);
    private static final Instant NOW = Instant.ofEpochMilli(SampleAlerts.START + 60_000);
    private static final Answer TAKEN = new Answer.Taken();
    private static final Answer DOWN = new Away(Failure.SERVER, "it answered 503", Duration.ZERO);

    private final Wire wire = SampleRegistry.wire();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final WebhookMeter meter = new Meters(registry, 10).newWebhookMeter(clock, Webhook.reasons());
    private final AtomicLong nanos = new AtomicLong();
    private final List<String> tried = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();
    private Function<String, Answer> receiver = id -> TAKEN;

    @Test
    void aNewWebhookBeginsWithTheNextAlertAndRemembersWhere() throws Exception {
        consumer.updateEndOffsets(Map.of(ZERO, 40L));
        Delivery delivery = delivery(Duration.ZERO);
        consumer.rebalance(List.of(ZERO));

        assertThat(committed(ZERO)).as("at once: a stop now loses nothing").isEqualTo(40);
        record(0, 40, 1, 0);
        delivery.step();
        assertThat(taken).containsExactly(id(1, 0));
        assertThat(committed(ZERO)).isEqualTo(41);
        assertThat(count("nidwatch.webhook.delivered")).isEqualTo(1);
    }

    @Test
    void whatIsNotTakenIsHeldInItsOrderAndNothingIsCommitted() throws Exception {
        Delivery delivery = started();
        record(0, 0, 1, 0);
        record(0, 1, 1, 1);
        record(1, 0, 2, 0);
        receiver = id -> DOWN;

        for (int minute = 0; minute < 60; minute++) {
            delivery.step();
            nanos.addAndGet(TimeUnit.MINUTES.toNanos(1));
        }

        assertThat(taken).isEmpty();
        assertThat(tried).hasSizeBetween(30, 60).containsOnly(id(1, 0));
        assertThat(committed(ZERO)).isZero();
        assertThat(consumer.paused()).containsExactlyInAnyOrder(ZERO, ONE);
        assertThat(gauge("nidwatch.webhook.oldest.undelivered")).isEqualTo(60);
        assertThat(count("nidwatch.webhook.failed")).isEqualTo(tried.size());

        receiver = id -> TAKEN;
        nanos.addAndGet(TimeUnit.MINUTES.toNanos(1));
        delivery.step();
        assertThat(taken).containsExactly(id(1, 0), id(1, 1), id(2, 0));
        assertThat(committed(ZERO)).isEqualTo(2);
        assertThat(committed(ONE)).isEqualTo(1);
        assertThat(consumer.paused()).isEmpty();
        assertThat(gauge("nidwatch.webhook.oldest.undelivered")).isZero();
    }

    @Test
    void waitsDoubleUpToTheMostAndNeverUndercutTheReceiversWish() throws Exception {
        Delivery delivery = started();
        record(0, 0, 1, 0);
        receiver = id -> tried.size() < 4 ? DOWN : new Away(Failure.BUSY, "it answered 429", Duration.ofMinutes(5));
        List<Long> seconds = new ArrayList<>();
        long last = 0;
        while (tried.size() < 6) {
            int before = tried.size();
            delivery.step();
            if (tried.size() > before) {
                seconds.add(TimeUnit.NANOSECONDS.toSeconds(nanos.get() - last));
                last = nanos.get();
            }
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        }

        assertThat(seconds.get(1)).isBetween(1L, 2L);
        assertThat(seconds.get(2)).isBetween(1L, 3L);
        assertThat(seconds.get(3)).isBetween(2L, 5L);
        assertThat(seconds.get(5)).isBetween(300L, 301L);
    }

    @Test
    void whatTheReceiverDoesNotWantIsTriedAndSkippedAndTheNextOnesCome() throws Exception {
        Delivery delivery = started();
        record(0, 0, 1, 0);
        record(0, 1, 2, 0);
        receiver = id -> id.equals(id(1, 0)) ? new Answer.Refused(422) : TAKEN;

        for (int i = 0; i < 10; i++) {
            delivery.step();
            nanos.addAndGet(TimeUnit.MINUTES.toNanos(2));
        }

        assertThat(tried).containsExactly(id(1, 0), id(1, 0), id(1, 0), id(2, 0));
        assertThat(taken).containsExactly(id(2, 0));
        assertThat(count("nidwatch.webhook.skipped")).isEqualTo(1);
        assertThat(committed(ZERO)).isEqualTo(2);
    }

    /** A wrong secret would have every alert refused: it must cost none of them. */
    @Test
    void aWrongEndpointSkipsNothing() throws Exception {
        Delivery delivery = started();
        record(0, 0, 1, 0);
        receiver = id -> new Away(Failure.ENDPOINT, "it answered 401", Duration.ZERO);

        for (int i = 0; i < 200; i++) {
            delivery.step();
            nanos.addAndGet(TimeUnit.MINUTES.toNanos(2));
        }

        assertThat(tried).hasSizeGreaterThan(100);
        assertThat(count("nidwatch.webhook.skipped")).isZero();
        assertThat(committed(ZERO)).isZero();
    }

    @Test
    void aReplayRingsAtNobodysDeskAndWhatIsNoAlertIsLeftOut() throws Exception {
        Delivery delivery = started();
        consumer.addRecord(raw(0, 0, bytes(new UUID(0, 1), 0, Mode.REPLAY)));
        consumer.addRecord(raw(0, 1, new byte[] {1, 2, 3}));
        consumer.addRecord(raw(0, 2, null));
        record(0, 3, 4, 0);
        delivery.step();

        assertThat(tried).containsExactly(id(4, 0));
        assertThat(count("nidwatch.webhook.skipped")).isEqualTo(1);
        assertThat(committed(ZERO)).isEqualTo(4);
    }

    @Test
    void aPartitionThatGoesToAnotherMemberTakesItsAlertsAlong() throws Exception {
        Delivery delivery = started();
        record(0, 0, 1, 0);
        record(1, 0, 2, 0);
        receiver = id -> DOWN;
        delivery.step();

        consumer.rebalance(List.of(ONE));
        receiver = id -> TAKEN;
        nanos.addAndGet(TimeUnit.MINUTES.toNanos(2));
        delivery.step();

        assertThat(taken).containsExactly(id(2, 0));
        assertThat(committed(ZERO)).isZero();
        assertThat(committed(ONE)).isEqualTo(1);
    }

    private Delivery started() {
        consumer.updateEndOffsets(Map.of(ZERO, 0L, ONE, 0L));
        Delivery delivery = delivery(Duration.ZERO);
        consumer.rebalance(List.of(ZERO, ONE));
        return delivery;
    }

    private Delivery delivery(Duration history) {
        WebhookSettings settings = new WebhookSettings(
                null,
                null,
                WebhookSettings.Format.JSON,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                3,
                history,
                false,
                null);
        Backoff backoff = new Backoff(settings.backoffFirst(), settings.backoffMost(), new Random(7));
        Courier courier = new Courier(wire, settings, new OcsfForm("0.1.0"), this::receive, backoff, meter, nanos::get);
        return new Delivery(consumer, TOPIC, courier, history, meter, clock, nanos::get);
    }

    private Answer receive(String id, byte[] body) {
        assertThat(new String(body, StandardCharsets.UTF_8)).startsWith("{\"alert_id\":\"" + id.substring(0, 36));
        tried.add(id);
        Answer answer = receiver.apply(id);
        if (answer == TAKEN) {
            taken.add(id);
        }
        return answer;
    }

    private void record(int partition, long offset, int alert, int sequence) {
        consumer.addRecord(raw(partition, offset, bytes(new UUID(0, alert), sequence, Mode.LIVE)));
    }

    private byte[] bytes(UUID id, int sequence, Mode mode) {
        return wire.alert(
                TOPIC,
                SampleAlerts.of(id, "bank-1", sequence, Phase.UPDATED, Severity.HIGH, Shape.HARVEST, mode),
                SampleAlerts.START);
    }

    private static ConsumerRecord<byte[], byte[]> raw(int partition, long offset, byte[] value) {
        return new ConsumerRecord<>(
                TOPIC,
                partition,
                offset,
                SampleAlerts.START,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                null,
                value,
                new org.apache.kafka.common.header.internals.RecordHeaders(),
                java.util.Optional.empty());
    }

    private static String id(int alert, int sequence) {
        return new UUID(0, alert) + "-" + sequence;
    }

    private long committed(TopicPartition partition) {
        OffsetAndMetadata found = consumer.committed(Set.of(partition)).get(partition);
        return found == null ? -1 : found.offset();
    }

    private double count(String name) {
        return registry.find(name).functionCounters().stream()
                .mapToDouble(each -> each.count())
                .sum();
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }
}
