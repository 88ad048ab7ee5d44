// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Token;
import org.nidwatch.watch.Coverage;

/**
 * How long the only detector is blind after a kill -9 when it is started again at once, and how much of that is reading its
 * state back. Setting: {@code restore.organisations}, such as 180,2000.
 */
@Tag("slow")
@EnabledIfSystemProperty(named = "restore.organisations", matches = "[0-9,]+")
class RestoreIT {
    private static final int QUERIES_EACH = 150;
    private static final int CREDENTIALS = 12;

    @TempDir
    Path directory;

    @Test
    void isToldAndMeasured() throws Exception {
        for (String number : System.getProperty("restore.organisations", "180").split(",", -1)) {
            measure(Integer.parseInt(number), Map.of());
            measure(Integer.parseInt(number), Map.of("streams.main.consumer.group.instance.id", Site.NAME));
        }
    }

    private void measure(int organisations, Map<String, String> more) throws Exception {
        Path folder = Files.createDirectory(directory.resolve(organisations + "-" + more.size()));
        // As delivered, but for the polls' size, which does not matter here.
        Map<String, String> delivered = new HashMap<>(Map.of(
                "streams.consumer.session.timeout.ms", "10000",
                "streams.consumer.heartbeat.interval.ms", "3000",
                "streams.commit.interval.ms", "5000",
                "streams.producer.transaction.timeout.ms", "10000",
                "streams.main.consumer.max.poll.records", "2000"));
        delivered.putAll(more);
        try (Site site = new Site(folder, 1, delivered)) {
            Detector detector = site.add();
            site.awaitReady(detector);
            try (Pump pump = new Pump(site.servers(), plan(organisations, site), 1)) {
                pump.hurry();
                Course.settle(organisations + " organisations", site, pump);
            }
            long killed = System.currentTimeMillis();
            site.kill(detector);
            site.start(detector);
            site.awaitReady(detector);
            long ready = System.currentTimeMillis();
            Site.patiently("the blind time is told")
                    .until(() -> spans(site, killed).size() >= Site.PARTITIONS);
            String who = organisations + " organisations" + (more.isEmpty() ? "" : ", under a name of its own");
            tell(who, killed, ready, spans(site, killed));
        }
    }

    private static List<Coverage> spans(Site site, long killed) throws Exception {
        List<Coverage> spans = new ArrayList<>();
        for (var record : site.topics().committed("nid.coverage")) {
            Coverage span = site.wire().readCoverage(record.value());
            if (span.to() > killed && span.partition() != null) {
                spans.add(span);
            }
        }
        return spans;
    }

    private static void tell(String who, long killed, long ready, List<Coverage> spans) {
        long seeing = spans.stream().mapToLong(Coverage::to).max().orElse(ready);
        long restoring = spans.stream()
                .filter(span -> span.cause() == Coverage.Cause.RESTORE)
                .mapToLong(span -> span.to() - span.from())
                .max()
                .orElse(0);
        System.out.printf(
                "%s: blind for %.1f s after the kill, of which %.1f s reading state back; ready after %.1f s%n",
                who, (seeing - killed) / 1e3, restoring / 1e3, (ready - killed) / 1e3);
        assertThat(spans).allSatisfy(span -> assertThat(span.from()).isLessThan(seeing));
    }

    private static List<Planned> plan(int organisations, Site site) {
        Random random = new Random(organisations);
        List<Planned> plan = new ArrayList<>();
        int queries = organisations * QUERIES_EACH;
        for (int i = 0; i < queries; i++) {
            String id = "org-" + i % organisations;
            byte[] key = id.getBytes(UTF_8);
            NidQuery query = new NidQuery(
                    new UUID(random.nextLong(), random.nextLong()).toString(),
                    Traffic.START + 3_600_000L * i / queries,
                    id,
                    id + "-k" + random.nextInt(CREDENTIALS),
                    null,
                    "10.0.0." + random.nextInt(8),
                    Operation.RETRIEVE,
                    Outcome.DISCLOSED,
                    12,
                    new Token(random.nextLong(), random.nextLong()),
                    null,
                    1,
                    null);
            int partition = Utils.toPositive(Utils.murmur2(key)) % Site.PARTITIONS;
            plan.add(new Planned(id, query, false, partition, key, site.wire().query("nid.queries", query)));
        }
        return plan;
    }
}
