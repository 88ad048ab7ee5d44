// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nidwatch.alert.Mode;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.alert.Severity;
import org.nidwatch.intake.Checks;
import org.nidwatch.intake.IntakeSettings;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.RejectReason;
import org.nidwatch.policy.Policy;

/**
 * Ways around a detector that are about records, not about volumes: what is exposed before somebody hears of it. Those about
 * volumes (low, slow, split, padded, rotated, straddling, just below the alarm) are scored by {@code nidwatch evaluate}.
 */
class EvasionTest {
    private static final long HOUR = 3_600_000L;
    private static final long BEGINS = Traffic.START + 6 * HOUR;
    private static final String THIEF = "bank-1-k3";

    /** One day of a bank with 8 credentials. */
    private static List<NidQuery> honest() {
        return new Traffic(1).honest("bank-1", 8, 4_000, 20_000).queries();
    }

    private static NidQuery stolen(long time, String credential, String address, long citizen, Outcome outcome) {
        return new NidQuery(
                "s" + citizen,
                time,
                "bank-1",
                credential,
                null,
                address,
                Operation.RETRIEVE,
                outcome,
                12,
                Traffic.token(citizen),
                Traffic.token(-1 - citizen / 1_000),
                0,
                null);
    }

    /** Honest work with the abuse between it, in the order in which the records come. */
    private record Night(List<NidQuery> arriving, Recorded heard) {
        static Night of(List<NidQuery> abuse, long gapMillis) {
            List<NidQuery> all = new ArrayList<>();
            int next = 0;
            for (NidQuery query : honest()) {
                while (next < abuse.size() && BEGINS + next * gapMillis <= query.occurredAt()) {
                    all.add(abuse.get(next++));
                }
                all.add(query);
            }
            Night night = new Night(all, new Recorded());
            Watch watch = new Watch(WatchSettings.DEFAULTS, Policy.NONE, Mode.LIVE, "nid.queries", night.heard);
            for (int i = 0; i < all.size(); i++) {
                watch.observe(all.get(i), 0, i);
            }
            return night;
        }

        /** Stolen records that were out when the first alert of the night told of it; all of them when none did. */
        int exposed() {
            long last = heard.opened().stream()
                    .filter(alert -> alert.detectedAt() >= BEGINS)
                    .mapToLong(alert -> alert.replayRef() == null
                            ? Long.MAX_VALUE
                            : alert.replayRef().lastOffset())
                    .min()
                    .orElse(Long.MAX_VALUE);
            int exposed = 0;
            for (int i = 0; i < arriving.size() && i <= last; i++) {
                exposed += arriving.get(i).eventId().startsWith("s")
                                && arriving.get(i).outcome() == Outcome.DISCLOSED
                        ? 1
                        : 0;
            }
            return exposed;
        }
    }

    private static List<NidQuery> walk(long lateMillis) {
        List<NidQuery> abuse = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            long citizen = 5_000_000_000L + i * 617L % 1_000;
            abuse.add(stolen(BEGINS + i * 4_000L - lateMillis, THIEF, "10.9.9.9", citizen, Outcome.DISCLOSED));
        }
        return abuse;
    }

    private static List<NidQuery> harvest(long lateMillis, int addresses) {
        SplittableRandom random = new SplittableRandom(7);
        List<NidQuery> abuse = new ArrayList<>();
        for (int i = 0; i < 6_000; i++) {
            String address = "10.9." + i % addresses + ".1";
            abuse.add(stolen(
                    BEGINS + i * 2_000L - lateMillis, THIEF, address, random.nextLong(1L << 40), Outcome.DISCLOSED));
        }
        return abuse;
    }

    @Test
    void aWalkDatedHoursBackIsSeenNearlyAsSoon() {
        int onTime = Night.of(walk(0), 4_000).exposed();
        int late = Night.of(walk(3 * HOUR), 4_000).exposed();

        assertThat(onTime).isBetween(1, 60);
        assertThat(late).isBetween(1, 60);
    }

    @Test
    void aHarvestDatedHoursBackIsSeenLaterIfAtAll() {
        int onTime = Night.of(harvest(0, 1), 2_000).exposed();
        int late = Night.of(harvest(3 * HOUR, 1), 2_000).exposed();

        assertThat(onTime).isBetween(1, 1_000);
        assertThat(late).isGreaterThanOrEqualTo(onTime);
    }

    @Test
    void manyAddressesBuyNothing() {
        int one = Night.of(harvest(0, 1), 2_000).exposed();
        int many = Night.of(harvest(0, 200), 2_000).exposed();

        assertThat(many).isLessThanOrEqualTo(one + 1);
    }

    @Test
    void aFloodOfGuessesDoesNotCoverAHarvest() {
        List<NidQuery> abuse = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(9);
        for (NidQuery query : harvest(0, 1)) {
            abuse.add(query);
            for (int decoy = 0; decoy < 4; decoy++) {
                abuse.add(stolen(
                        query.occurredAt(),
                        "noise-" + random.nextInt(40),
                        "10.8.8.8",
                        (1L << 42) + random.nextLong(1L << 40),
                        Outcome.NOT_FOUND));
            }
        }

        Night night = Night.of(abuse, 400);

        List<ScrapingAlert> opened = night.heard().opened();
        ScrapingAlert worst = night.heard().alerts.stream()
                .filter(alert -> alert.phase() != Phase.CLOSED)
                .max(java.util.Comparator.comparing(ScrapingAlert::severity)
                        .thenComparingLong(ScrapingAlert::recordsExposed))
                .orElseThrow();
        assertThat(opened).as("episodes of 41 abused credentials").hasSizeLessThan(30);
        assertThat(worst.severity()).isGreaterThanOrEqualTo(Severity.HIGH);
        assertThat(worst.recordsExposed()).isGreaterThan(1_000);
    }

    @Test
    void whatIsDatedAheadIsRefusedAndCounted() {
        Checks checks = new Checks(IntakeSettings.DEFAULTS);
        NidQuery ahead = stolen(BEGINS + HOUR, THIEF, null, 1, Outcome.DISCLOSED);

        assertThat(checks.check(ahead, BEGINS)).isEqualTo(Checks.rejected(RejectReason.FUTURE_TIME));
    }
}
