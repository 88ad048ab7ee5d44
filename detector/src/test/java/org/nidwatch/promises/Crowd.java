// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
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
 * The engine below the topology with many more organisations, credentials and people than there are, as a process of its own
 * with a bounded heap: what is kept, live and as state, follows the organisations, not the people.
 */
final class Crowd {
    private static final long DAY = 86_400_000;
    private static final int WRITE_EVERY = 200_000;

    private final Map<Key, Integer> pieces = new HashMap<>();
    private final Watch watch =
            new Watch(WatchSettings.DEFAULTS, Policy.NONE, Mode.REPLAY, "nid.queries", new WatchOutput() {
                @Override
                public void alert(ScrapingAlert alert) {}

                @Override
                public void activity(OrganisationActivity activity) {}
            });
    private long stateBytes;

    private Crowd() {}

    private record Key(int organisation, long piece) {}

    /** Arguments: organisations, credentials of all, people. Prints what is left: heap MiB and state MiB. */
    public static void main(String[] args) {
        int organisations = Integer.parseInt(args[0]);
        int credentials = Integer.parseInt(args[1]);
        int people = Integer.parseInt(args[2]);
        Crowd crowd = new Crowd();
        crowd.ask(organisations, credentials / organisations, people);
        // So often that what is only reachable through references that may be cleared is gone, too.
        System.gc();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "organisations=%d heap.mib=%.1f state.mib=%.1f%n",
                crowd.watch.organisations(),
                (runtime.totalMemory() - runtime.freeMemory()) / 1048576.0,
                crowd.stateBytes / 1048576.0);
    }

    // Everybody is asked about once, within a day, by turns.
    private void ask(int organisations, int credentials, int people) {
        SplittableRandom random = new SplittableRandom(1);
        String event = new UUID(1, 1).toString();
        for (int i = 0; i < people; i++) {
            int organisation = random.nextInt(organisations);
            String id = "org-" + organisation;
            watch.observe(
                    new NidQuery(
                            event,
                            Traffic.START + DAY * i / people,
                            id,
                            id + "-k" + random.nextInt(credentials),
                            null,
                            "10.0.0." + random.nextInt(8),
                            Operation.RETRIEVE,
                            Outcome.DISCLOSED,
                            12,
                            new Token(random.nextLong(), random.nextLong()),
                            new Token(3, random.nextInt(120_000)),
                            1,
                            null),
                    0,
                    i);
            if (i % WRITE_EVERY == 0) {
                write();
            }
        }
        write();
    }

    private void write() {
        watch.writeChanges((key, value) -> {
            int size = value == null ? 0 : key.length + value.length;
            Integer before = pieces.put(key(key), size);
            stateBytes += size - (before == null ? 0 : before);
        });
    }

    // Two hashes in place of the key: it need not be known, only told apart.
    private static Key key(byte[] key) {
        long hash = 1_125_899_906_842_597L;
        for (byte each : key) {
            hash = 31 * hash + each;
        }
        return new Key(java.util.Arrays.hashCode(key), hash);
    }
}
