// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the webhook of this process did. */
public final class WebhookMeter {
    /** Nothing is held. */
    public static final long NONE = Long.MAX_VALUE;

    private final LongAdder delivered = new LongAdder();
    private final LongAdder skipped = new LongAdder();
    private final Map<String, LongAdder> failed = new ConcurrentHashMap<>();
    private final MeterRegistry registry;
    private volatile long oldest = NONE;

    /**
     * Meters in the given registry, all at 0.
     *
     * @param reasons every reason of a failed try
     */
    WebhookMeter(MeterRegistry registry, Clock clock, Enum<?>[] reasons) {
        this.registry = registry;
        count(Figure.WEBHOOK_DELIVERED, delivered);
        count(Figure.WEBHOOK_SKIPPED, skipped);
        for (Enum<?> reason : reasons) {
            failures(reason);
        }
        Gauge.builder(
                        Figure.WEBHOOK_OLDEST.meter(),
                        () -> oldest == NONE ? 0 : Math.max(0, clock.millis() - oldest) / 1000.0)
                .description(Figure.WEBHOOK_OLDEST.help())
                .baseUnit("seconds")
                .register(registry);
    }

    private void count(Figure figure, LongAdder adder) {
        FunctionCounter.builder(figure.meter(), adder, LongAdder::sum)
                .description(figure.help())
                .register(registry);
    }

    private LongAdder failures(Enum<?> reason) {
        return failed.computeIfAbsent(reason.name().toLowerCase(Locale.ROOT), name -> {
            LongAdder adder = new LongAdder();
            FunctionCounter.builder(Figure.WEBHOOK_FAILED.meter(), adder, LongAdder::sum)
                    .description(Figure.WEBHOOK_FAILED.help())
                    .tag("reason", name)
                    .register(registry);
            return adder;
        });
    }

    /** The receiver took one. */
    public void delivered() {
        delivered.increment();
    }

    /** A try failed, for this reason. */
    public void failed(Enum<?> reason) {
        failures(reason).increment();
    }

    /** One is not delivered any more: the receiver does not want it, or it is no alert. */
    public void skipped() {
        skipped.increment();
    }

    /** When the oldest of those held was written, milliseconds since the epoch; {@link #NONE} = nothing is held. */
    public void oldestUndelivered(long writtenAtMillis) {
        oldest = writtenAtMillis;
    }
}
