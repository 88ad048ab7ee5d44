// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.deliver;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.Mode;
import org.nidwatch.ocsf.OcsfForm;
import org.nidwatch.ops.WebhookMeter;
import org.nidwatch.wire.JsonForm;
import org.nidwatch.wire.ReadAlert;
import org.nidwatch.wire.RegistryUnavailableException;
import org.nidwatch.wire.UnreadableException;
import org.nidwatch.wire.Wire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one record to the receiver. What the receiver cannot take now is held for as long as it takes; what it does not want is
 * tried some times and then skipped, because a body it will never take would keep every later alert from it. A wrong URL or secret is no
 * such refusal: it would be refused of every alert, so it is held.
 */
final class Courier {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final long REMINDER_NANOS = TimeUnit.MINUTES.toNanos(10);

    /** One try. */
    interface Sender {
        Answer send(String id, byte[] body) throws InterruptedException;
    }

    /**
     * What to do with the record.
     *
     * @param heldMillis hold it and try again after so long; 0 = it is done with
     * @param sent whether the receiver has it
     */
    record Result(long heldMillis, boolean sent) {
        private static final Result SENT = new Result(0, true);
        private static final Result PASSED = new Result(0, false);
    }

    private final Wire wire;
    private final WebhookSettings.Format format;
    private final OcsfForm ocsf;
    private final JsonForm json = new JsonForm();
    private final Sender sender;
    private final Backoff backoff;
    private final int refusedTries;
    private final WebhookMeter meter;
    private final LongSupplier nanos;
    private int failures;
    private int refusals;
    private long reminded;

    Courier(
            Wire wire,
            WebhookSettings settings,
            OcsfForm ocsf,
            Sender sender,
            Backoff backoff,
            WebhookMeter meter,
            LongSupplier nanos) {
        this.wire = wire;
        this.format = settings.format();
        this.ocsf = ocsf;
        this.sender = sender;
        this.backoff = backoff;
        this.refusedTries = settings.refusedTries();
        this.meter = meter;
        this.nanos = nanos;
    }

    Result carry(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        ReadAlert read;
        try {
            read = read(record.value());
        } catch (RegistryUnavailableException e) {
            return held(Answer.Failure.CONNECTION, "the schema registry does not answer", Duration.ZERO);
        }
        // A replay tells what was: it must ring at nobody's desk.
        if (read == null || read.alert().mode() == Mode.REPLAY) {
            return Result.PASSED;
        }
        String id = read.alert().alertId() + "-" + read.alert().sequence();
        Answer answer = sender.send(id, body(read));
        if (answer instanceof Answer.Away away) {
            return held(away.why(), away.words(), away.retryAfter());
        }
        return answer instanceof Answer.Refused refused ? refused(record, id, refused.status()) : taken();
    }

    /** What was held is somebody else's now. */
    void forget() {
        failures = 0;
        refusals = 0;
    }

    private @Nullable ReadAlert read(byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        try {
            return wire.readAlert(value);
        } catch (UnreadableException e) {
            meter.skipped();
            LOG.warn("a record of the alerts topic is no alert; the webhook leaves it out");
            return null;
        }
    }

    private byte[] body(ReadAlert read) {
        String text = format == WebhookSettings.Format.OCSF
                ? ocsf.alert(read.alert(), read.emittedAtMillis())
                : json.alert(read.alert(), read.emittedAtMillis());
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Result taken() {
        if (failures > 0) {
            LOG.info("the webhook's receiver takes alerts again, after {} failed tries", failures);
        }
        forget();
        meter.delivered();
        return Result.SENT;
    }

    private Result held(Answer.Failure why, String words, Duration wish) {
        failures++;
        meter.failed(why);
        if (failures == 1 || nanos.getAsLong() - reminded >= REMINDER_NANOS) {
            reminded = nanos.getAsLong();
            String hint = why == Answer.Failure.ENDPOINT ? "; check webhook.url and webhook.secret.file" : "";
            LOG.warn("alerts are held for the webhook: {}; failed tries: {}{}", words, failures, hint);
        }
        return new Result(backoff.after(failures, wish), false);
    }

    private Result refused(ConsumerRecord<byte[], byte[]> record, String id, int status) {
        meter.failed(Answer.Failure.REFUSED);
        refusals++;
        if (refusals < refusedTries) {
            return new Result(backoff.after(refusals, Duration.ZERO), false);
        }
        LOG.error(
                "the webhook's receiver answered {} to alert {} {} times: it is skipped, and stands in {}, partition {}, offset {}",
                status,
                id,
                refusals,
                record.topic(),
                record.partition(),
                record.offset());
        forget();
        meter.skipped();
        return Result.PASSED;
    }
}
