// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.benchmark;

import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.nidwatch.alert.Mode;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Token;
import org.nidwatch.policy.Policy;
import org.nidwatch.watch.OrganisationActivity;
import org.nidwatch.watch.Watch;
import org.nidwatch.watch.WatchOutput;
import org.nidwatch.watch.WatchSettings;

/**
 * What it takes to make live organisations of their state again: that of the whole country after 60 days, of which the
 * known numbers are nearly all. Without Kafka, which reads the state's topic at the plain consumer's pace before.
 */
final class EngineRestore {
    private static final int ORGANISATIONS = 180;
    private static final int DAYS = 60;
    private static final double QUERIES_A_DAY = 3_000_000;
    /** Of ten queries so many ask about somebody whom the organisation did not know. */
    private static final double NEW = 0.3;

    private static final double ZIPF = 0.9;
    private static final int CREDENTIALS = 12;
    private static final int COMMIT = 500_000;
    private static final long DAY_MILLIS = 86_400_000L;
    private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    private static final WatchOutput NOBODY = new WatchOutput() {
        @Override
        public void alert(ScrapingAlert alert) {}

        @Override
        public void activity(OrganisationActivity activity) {}
    };

    private final SplittableRandom random = new SplittableRandom(1);
    private final Map<ByteBuffer, byte[]> state = new HashMap<>();
    private final Watch watch = newWatch();
    private long queries;

    private EngineRestore() {}

    static void print(PrintWriter out) {
        EngineRestore measured = new EngineRestore();
        measured.live();
        out.println(measured.restored());
        out.flush();
    }

    private static Watch newWatch() {
        return new Watch(WatchSettings.DEFAULTS, Policy.NONE, Mode.LIVE, "nid.queries", NOBODY);
    }

    private void live() {
        double weights = 0;
        for (int i = 1; i <= ORGANISATIONS; i++) {
            weights += Math.pow(i, -ZIPF);
        }
        for (int i = 1; i <= ORGANISATIONS; i++) {
            live("organisation-" + i, (long) (DAYS * NEW * QUERIES_A_DAY * Math.pow(i, -ZIPF) / weights));
        }
        keep();
    }

    private void live(String name, long count) {
        String[] credentials = new String[CREDENTIALS];
        for (int i = 0; i < CREDENTIALS; i++) {
            credentials[i] = name + "-key-" + i;
        }
        for (long i = 0; i < count; i++) {
            long time = START + (long) ((double) i / count * DAYS * DAY_MILLIS);
            watch.observe(query(name, credentials[random.nextInt(CREDENTIALS)], time), 0, i);
            if (++queries % COMMIT == 0) {
                keep();
            }
        }
    }

    private NidQuery query(String organisation, String credential, long time) {
        return new NidQuery(
                "",
                time,
                organisation,
                credential,
                null,
                null,
                Operation.RETRIEVE,
                Outcome.DISCLOSED,
                12,
                new Token(random.nextLong(), random.nextLong()),
                null,
                1,
                null);
    }

    private void keep() {
        watch.writeChanges((key, value) -> {
            if (value == null) {
                state.remove(ByteBuffer.wrap(key));
            } else {
                state.put(ByteBuffer.wrap(key), value);
            }
        });
    }

    private String restored() {
        long bytes = 0;
        for (Map.Entry<ByteBuffer, byte[]> piece : state.entrySet()) {
            bytes += piece.getKey().capacity() + piece.getValue().length;
        }
        Watch again = newWatch();
        long started = System.nanoTime();
        state.forEach((key, value) -> {
            byte[] plain = new byte[key.remaining()];
            key.duplicate().get(plain);
            again.restore(plain, value);
        });
        again.openAlerts(); // puts the pieces together
        double seconds = (System.nanoTime() - started) / 1e9;
        return String.format(
                Locale.ROOT,
                "%,d organisations after %d days, %,d numbers known: %,d pieces of state, %,.0f MB; live again in %.1f s",
                again.organisations(),
                DAYS,
                queries,
                state.size(),
                bytes / 1e6,
                seconds);
    }
}
