// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.detect.Shape;

/**
 * An episode is opened once, then goes on in consecutive steps, and is closed at most once, last; two episodes of one
 * credential or organisation do not overlap.
 */
final class OneAlertPerEpisode implements Promise {
    @Override
    public void kept(Evidence run) throws Exception {
        Map<String, List<ScrapingAlert>> lives = new TreeMap<>();
        for (ScrapingAlert alert : run.alerts()) {
            lives.computeIfAbsent(alert.alertId().toString(), id -> new ArrayList<>())
                    .add(alert);
        }
        Map<String, List<ScrapingAlert>> neighbours = new TreeMap<>();
        lives.forEach((id, life) -> {
            life(run, id, life);
            ScrapingAlert last = life.get(life.size() - 1);
            // Each decoy and each probe has an alert of its own.
            if (last.shape() != Shape.CANARY && last.shape() != Shape.PROBE) {
                neighbours
                        .computeIfAbsent(
                                last.organisationId() + " " + last.scope() + " " + last.credentialId(),
                                key -> new ArrayList<>())
                        .add(last);
            }
        });
        neighbours.forEach((who, episodes) -> apart(run, who, episodes));
    }

    private static void life(Evidence run, String id, List<ScrapingAlert> life) {
        life.sort(Comparator.comparingInt(ScrapingAlert::sequence));
        int first = life.get(0).sequence();
        for (int i = 0; i < life.size(); i++) {
            ScrapingAlert step = life.get(i);
            assertThat(step.sequence())
                    .as("sequence of alert %s, %s", id, run.told())
                    .isEqualTo(first + i);
            assertThat(step.phase() == Phase.OPENED)
                    .as("alert %s opened at step %d, %s", id, i, run.told())
                    .isEqualTo(i == 0);
            assertThat(step.phase() == Phase.CLOSED && i < life.size() - 1)
                    .as("alert %s goes on after its end, %s", id, run.told())
                    .isFalse();
        }
    }

    private static void apart(Evidence run, String who, List<ScrapingAlert> episodes) {
        episodes.sort(Comparator.comparingLong(ScrapingAlert::episodeStart));
        for (int i = 1; i < episodes.size(); i++) {
            Long end = episodes.get(i - 1).episodeEnd();
            assertThat(end)
                    .as("an episode of %s before another one is over, %s", who, run.told())
                    .isNotNull();
            assertThat(episodes.get(i).episodeStart())
                    .as("start of an episode of %s after another one, %s", who, run.told())
                    .isGreaterThanOrEqualTo(end);
        }
    }
}
