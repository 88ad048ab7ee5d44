// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nidwatch.detect.Finding;
import org.nidwatch.detect.Shape;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Token;
import org.nidwatch.window.StateWriter;

class EpisodeTest {
    private static final long START = 1_780_000_000_000L;
    private static final AlertSettings SETTINGS = AlertSettings.DEFAULTS;

    private static Finding finding(String detector, double score) {
        return new Finding(detector, 10 * score, 1, 10, score, "queries", Duration.ofHours(1), "Seen.");
    }

    private static Episode.Open open(Finding... findings) {
        Episode.Identity identity = Episode.Identity.of("bank-1", Scope.CREDENTIAL, "k1", START, START + 60_000);
        return Episode.Open.opened(
                identity, Severity.LOW, Shape.HARVEST, List.of(findings), new Exposure(40, 30, 20, List.of()));
    }

    private static NidQuery disclosed(long subject) {
        return new NidQuery(
                "e",
                START,
                "bank-1",
                "k1",
                null,
                null,
                Operation.RETRIEVE,
                Outcome.DISCLOSED,
                9,
                new Token(subject, subject),
                null,
                0,
                null);
    }

    @Test
    void keepsTheStrongestFindingOfEachDetectorStrongestFirst() {
        Episode.Open episode = open(finding("a", 1.2), finding("b", 2))
                .found(List.of(finding("a", 3), finding("b", 1)), START + 90_000);
        assertThat(episode.findings()).extracting(Finding::detector).containsExactly("a", "b");
        assertThat(episode.findings()).extracting(Finding::score).containsExactly(3.0, 2.0);
    }

    @Test
    void recordsBeforeTheAlertAreFixedWhenItOpens() {
        Episode.Open episode = open(finding("a", 1));
        for (int i = 0; i < 50; i++) {
            episode.exposure().query(disclosed(i));
        }
        assertThat(episode.exposure().recordsExposed()).isEqualTo(70);
        assertThat(episode.updated(START + 600_000).recordsBeforeAlert()).isEqualTo(20);
    }

    @Test
    void updatesAtMostOncePerIntervalAndOnlyWhenMoreWentOut() {
        Episode.Open episode = open(finding("a", 1));
        long later = START + 60_000 + Duration.ofMinutes(5).toMillis();
        assertThat(episode.updateDue(SETTINGS, later)).isFalse();
        episode.exposure().query(disclosed(1));
        Episode.Open found = episode.found(List.of(finding("a", 1)), later - 1);
        assertThat(found.updateDue(SETTINGS, later - 1)).isFalse();
        assertThat(found.updateDue(SETTINGS, later)).isTrue();
        assertThat(found.updated(later).updateDue(SETTINGS, later + 1)).isFalse();
    }

    @Test
    void closesAQuietPeriodAfterTheNewestFinding() {
        Episode.Open episode = open(finding("a", 1)).found(List.of(finding("a", 1)), START + 3_600_000);
        assertThat(episode.closesAt(SETTINGS)).isEqualTo(START + 2 * 3_600_000);
        Episode.Closed closed = episode.closed(SETTINGS);
        assertThat(closed.end()).isEqualTo(START + 2 * 3_600_000);
        assertThat(closed.sequence()).isEqualTo(1);
    }

    @Test
    void severityNeverFalls() {
        Episode.Open high = open(finding("a", 1)).escalated(Severity.HIGH, START + 1);
        assertThatThrownBy(() -> high.escalated(Severity.LOW, START + 2))
                .hasMessage("Illegal escalation from HIGH to LOW");
    }

    @Test
    void theIdIsThatOfTheSameEpisodeOnlyAndOfVersionFive() {
        var id = AlertId.of("bank-1", Scope.CREDENTIAL, "k1", START);
        assertThat(id).isEqualTo(AlertId.of("bank-1", Scope.CREDENTIAL, "k1", START));
        assertThat(id.version()).isEqualTo(5);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id).isNotEqualTo(AlertId.of("bank-1", Scope.CREDENTIAL, "k1", START + 1));
        assertThat(id).isNotEqualTo(AlertId.of("bank-1", Scope.ORGANISATION, null, START));
        assertThat(AlertId.of("a|b", Scope.ORGANISATION, null, 1))
                .isNotEqualTo(AlertId.of("a", Scope.ORGANISATION, null, 1));
    }

    @Test
    void comesBackFromItsBytes() {
        Episode.Open episode = open(finding("a", 1.5), finding("b", 2)).escalated(Severity.HIGH, START + 5);
        for (int i = 0; i < 500; i++) {
            episode.exposure().query(disclosed(i * 0x9E3779B97F4A7C15L));
        }
        Episode.Open back = EpisodeState.of(EpisodeState.toBytes(episode, new StateWriter()));
        assertThat(back.identity()).isEqualTo(episode.identity());
        assertThat(back.findings()).isEqualTo(episode.findings());
        assertThat(back.exposure().recordsExposed())
                .isEqualTo(episode.exposure().recordsExposed());
        assertThat(back.exposure().samples())
                .isEqualTo(episode.exposure().samples())
                .hasSize(20);
        assertThat(EpisodeState.toBytes(back, new StateWriter()))
                .isEqualTo(EpisodeState.toBytes(episode, new StateWriter()));
    }

    @Test
    void severityFollowsExposureAndCertainty() {
        List<Finding> weak = List.of(finding("a", 1.1));
        assertThat(SeverityRule.of(Shape.HARVEST, weak, 99, SETTINGS)).isEqualTo(Severity.LOW);
        assertThat(SeverityRule.of(Shape.HARVEST, weak, 100, SETTINGS)).isEqualTo(Severity.MEDIUM);
        assertThat(SeverityRule.of(Shape.HARVEST, weak, 1_000, SETTINGS)).isEqualTo(Severity.HIGH);
        assertThat(SeverityRule.of(Shape.HARVEST, weak, 10_000, SETTINGS)).isEqualTo(Severity.CRITICAL);
        assertThat(SeverityRule.of(Shape.ENUMERATION, weak, 0, SETTINGS)).isEqualTo(Severity.LOW);
        assertThat(SeverityRule.of(Shape.ENUMERATION, List.of(finding("a", 2)), 0, SETTINGS))
                .isEqualTo(Severity.HIGH);
        assertThat(SeverityRule.of(Shape.CANARY, weak, 0, SETTINGS)).isEqualTo(Severity.CRITICAL);
        assertThat(SeverityRule.confidence(weak)).isBetween(0.5, 0.6);
        assertThat(SeverityRule.confidence(List.of(finding("a", 9)))).isEqualTo(0.99);
    }
}
