// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nidwatch.alert.Mode;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.detect.Shape;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Outcome;
import org.nidwatch.policy.AuditRecord;
import org.nidwatch.policy.Canary;
import org.nidwatch.policy.Organisation;
import org.nidwatch.policy.Policy;
import org.nidwatch.policy.Silence;
import org.nidwatch.policy.SilenceTable;

/** What a silence does to the telling of alerts. */
class HushTest {
    private static final long MINUTE = 60_000L;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long ATTACK = Traffic.START + 2 * HOUR;
    private static final long DECOY = 77;

    private final Recorded recorded = new Recorded();
    private final SilenceTable silences = new SilenceTable();
    private boolean planted;
    private long offset;

    private final Policy policy = new Policy() {
        @Override
        public Organisation organisation(String id) {
            return new Organisation(id, "", "bank", 5_000_000L, null, List.of());
        }

        @Override
        public @Nullable Canary canary(long high, long low) {
            Canary decoy = new Canary(Traffic.token(DECOY), "decoy", null);
            return planted && decoy.token().high() == high && decoy.token().low() == low ? decoy : null;
        }

        @Override
        public List<Silence> silences(String organisationId) {
            return silences.of(organisationId);
        }
    };

    private Watch watch = fresh();

    private Watch fresh() {
        return new Watch(WatchSettings.DEFAULTS, policy, Mode.LIVE, "nid.queries", recorded);
    }

    private void silence(@Nullable String detector, long from, long until, @Nullable Long ceiling) {
        silences.put(new Silence("bank-1", detector, from, until, ceiling, "amina", "campaign"));
    }

    private void run(List<NidQuery> queries) {
        queries.forEach(query -> watch.observe(query, 0, offset++));
    }

    /** Guesses for so long, one every two seconds: an alert within a minute. */
    private static List<NidQuery> guesses(long millis) {
        return new Traffic(5)
                .guesses("bank-1", "k", ATTACK, (int) (millis / 2_000), 2_000)
                .queries();
    }

    private List<Phase> phases() {
        return recorded.alerts.stream().map(ScrapingAlert::phase).toList();
    }

    @Test
    void whatIsOverBeforeItsSilenceEndsIsNeverTold() {
        silence(null, ATTACK, ATTACK + 30 * HOUR, null); // quiet closes it a day after the last finding
        run(guesses(10 * MINUTE));
        watch.advance(0);
        watch.advance(26 * HOUR);

        assertThat(recorded.alerts).isEmpty();
        assertThat(recorded.silenced).containsExactly("bank-1");
        assertThat(recorded.audit).singleElement().satisfies(audit -> {
            assertThat(audit.action()).isEqualTo(AuditRecord.Action.SILENCE_HID);
            assertThat(audit.alerts()).isEqualTo(1);
            assertThat(audit.records()).isPositive();
            assertThat(audit.target()).startsWith("bank-1/all/");
            assertThat(audit.note()).contains("held back 1 alert");
        });
        assertThat(watch.openAlerts()).isEmpty();
    }

    @Test
    void whatIsStillOpenSoundsWhenTheSilenceEnds() {
        long until = ATTACK + 20 * MINUTE;
        silence(null, ATTACK, until, null);
        run(guesses(40 * MINUTE));

        ScrapingAlert opened = recorded.alerts.get(0);
        assertThat(opened.phase()).isEqualTo(Phase.OPENED);
        assertThat(opened.sequence()).isZero();
        assertThat(opened.detectedAt()).isBetween(ATTACK, ATTACK + 2 * MINUTE);
        assertThat(opened.windowEnd()).isBetween(until, until + MINUTE);
        assertThat(opened.queries()).as("as it stood at the silence's end").isBetween(598L, 601L);
        assertThat(recorded.opened()).hasSize(1);
    }

    @Test
    void itSoundsWithTheClockAndSaysTheSameAsWithAQuery() {
        long until = ATTACK + 20 * MINUTE;
        silence(null, ATTACK, until, null);
        List<NidQuery> queries = guesses(15 * MINUTE);
        run(queries);
        watch.advance(0);
        watch.advance(HOUR / 2);
        List<ScrapingAlert> byClock = recorded.opened();

        recorded.alerts.clear();
        offset = 0;
        watch = fresh();
        run(queries);
        run(new Traffic(1)
                .add(until + 3 * MINUTE, "bank-1", "k2", Outcome.DISCLOSED, 5)
                .queries());
        assertThat(byClock).hasSize(1).isEqualTo(recorded.opened());
    }

    @Test
    void whatPassesTheCeilingSoundsAtOnce() {
        silence(null, ATTACK, ATTACK + DAY, 50L);
        run(new Traffic(5).walk("bank-1", "k", ATTACK, 600, 2_000).queries());

        ScrapingAlert opened = recorded.alerts.get(0);
        assertThat(opened.phase()).isEqualTo(Phase.OPENED);
        assertThat(opened.recordsExposed()).isEqualTo(51);
        assertThat(recorded.silenced).hasSize(1);
    }

    @Test
    void decoysSoundAllTheSame() {
        planted = true;
        silence(null, ATTACK, ATTACK + DAY, 1_000_000L);
        run(guesses(5 * MINUTE));
        assertThat(recorded.alerts).isEmpty();
        run(new Traffic(1)
                .add(ATTACK + 6 * MINUTE, "bank-1", "k", Outcome.DISCLOSED, DECOY)
                .queries());
        assertThat(recorded.alerts).singleElement().satisfies(alert -> {
            assertThat(alert.shape()).isEqualTo(Shape.CANARY);
            assertThat(alert.phase()).isEqualTo(Phase.OPENED);
        });
    }

    @Test
    void otherDetectorsOrganisationsAndTimesAreHeard() {
        silence("organisation-volume", ATTACK, ATTACK + DAY, null);
        silences.put(new Silence("bank-2", null, ATTACK, ATTACK + DAY, null, "amina", "x"));
        silence(null, ATTACK - HOUR, ATTACK, null);
        run(guesses(5 * MINUTE));
        assertThat(phases()).startsWith(Phase.OPENED);
        assertThat(recorded.silenced).isEmpty();
    }

    @Test
    void whatWasToldIsHushedAndItsEndIsTold() {
        silence(null, ATTACK + 10 * MINUTE, ATTACK + 10 * HOUR, null);
        run(guesses(40 * MINUTE));
        watch.advance(0);
        watch.advance(30 * HOUR);

        assertThat(phases()).startsWith(Phase.OPENED).endsWith(Phase.CLOSED);
        assertThat(recorded.alerts.subList(1, recorded.alerts.size() - 1))
                .as("nothing from the silence's start on")
                .allMatch(alert -> alert.windowEnd() <= ATTACK + 11 * MINUTE);
        assertThat(recorded.silenced).hasSize(1);
    }

    @Test
    void eachDayIsTold() {
        silence(null, ATTACK, ATTACK + 10 * DAY, 1_000_000L);
        run(guesses(50 * HOUR));

        assertThat(recorded.alerts).isEmpty();
        assertThat(recorded.audit).hasSizeBetween(2, 3).allMatch(audit -> audit.alerts() == 1);
        assertThat(recorded.audit).extracting(AuditRecord::records).isSorted();
        assertThat(recorded.silenced).as("one alert, counted once").hasSize(1);
    }

    @Test
    void stoppingAnywhereChangesNothing() {
        silence(null, ATTACK, ATTACK + 6 * MINUTE, null);
        silence("miss-ratio", ATTACK + 3 * MINUTE, ATTACK + 11 * MINUTE, null);
        silence(null, ATTACK + 15 * MINUTE, ATTACK + 18 * MINUTE, null);
        List<NidQuery> queries = new ArrayList<>(guesses(20 * MINUTE));
        queries.addAll(new Traffic(9)
                .guesses("bank-1", "k", ATTACK + 2 * DAY, 60, 2_000)
                .queries());
        run(queries);
        List<ScrapingAlert> calm = List.copyOf(recorded.alerts);
        List<AuditRecord> audit = List.copyOf(recorded.audit);
        assertThat(calm).hasSizeGreaterThan(2);
        assertThat(audit).isNotEmpty();

        recorded.alerts.clear();
        recorded.audit.clear();
        offset = 0;
        watch = fresh();
        Map<String, byte[]> store = new TreeMap<>();
        for (NidQuery query : queries) {
            watch.observe(query, 0, offset++);
            watch.writeChanges((key, value) -> {
                if (value == null) {
                    store.remove(HexFormat.of().formatHex(key));
                } else {
                    store.put(HexFormat.of().formatHex(key), value);
                }
            });
            Watch next = fresh();
            store.forEach((key, value) -> next.restore(HexFormat.of().parseHex(key), value));
            watch = next;
        }
        assertThat(recorded.alerts).isEqualTo(calm);
        assertThat(recorded.audit).isEqualTo(audit);
    }
}
