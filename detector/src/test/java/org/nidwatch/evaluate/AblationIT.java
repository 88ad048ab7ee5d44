// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nidwatch.detect.DetectorSettings;
import org.nidwatch.detect.Detectors;
import org.nidwatch.evaluate.world.AttackKind;
import org.nidwatch.evaluate.world.World;
import org.nidwatch.evaluate.world.Worlds;
import org.nidwatch.profile.Part;
import org.nidwatch.profile.Signal;
import org.nidwatch.profile.Thresholds;

/** What parts of the engine are worth: taken out, figures must get worse, or the part is not needed. */
@Tag("slow")
class AblationIT {
    private static final Thresholds DEFAULTS = Detectors.thresholds(DetectorSettings.DEFAULTS);
    private static final World WORLD = Worlds.of(Worlds.Kind.ORDINARY, 301, 120, 35, 21, 6);

    private static List<EngineRun.Row> run(Thresholds thresholds, Set<Part> without, boolean attacks) {
        return new EngineRun(2, without, progress -> {}).run(List.of(WORLD), thresholds, attacks, null);
    }

    private static long falseAlerts(Set<Part> without) {
        return falseAlerts(without, 1);
    }

    private static long falseAlerts(Set<Part> without, int credentials) {
        return run(DEFAULTS, without, false).stream()
                .filter(row -> row.tenant().credentials().size() >= credentials)
                .flatMap(row -> row.result().alerts().stream())
                .filter(alert -> !alert.byDesign())
                .count();
    }

    private static double recall(Thresholds thresholds) {
        List<Outcome> outcomes = run(thresholds, Set.of(), true).stream()
                .flatMap(row -> row.result().outcomes().stream())
                .filter(outcome -> outcome.kind().compareTo(AttackKind.RAMP) <= 0 || outcome.kind() == AttackKind.LIST)
                .toList();
        return outcomes.stream().filter(Outcome::detected).count() / (double) outcomes.size();
    }

    /** Where there are peers to ask: five credentials or more. */
    @Test
    void withoutThePeersPaceFalseAlertsMultiply() {
        long whole = falseAlerts(Set.of(), 5);
        long without = falseAlerts(EnumSet.of(Part.PEERS), 5);
        assertThat(without)
                .as("false alerts without peers, %d with them", whole)
                .isGreaterThanOrEqualTo(2 * Math.max(1, whole));
    }

    @Test
    void withoutTheNoveltyGateFalseAlertsAreNoFewer() {
        assertThat(falseAlerts(EnumSet.of(Part.NOVELTY_GATE))).isGreaterThanOrEqualTo(falseAlerts(Set.of()));
    }

    @Test
    void withoutTestsOfCredentialsRecallFalls() {
        Thresholds organisations = new Thresholds();
        for (Signal signal : Signal.values()) {
            if (!signal.ofCredential()) {
                organisations.with(signal, DEFAULTS.of(signal, false), DEFAULTS.of(signal, true));
            }
        }
        assertThat(recall(organisations)).isLessThanOrEqualTo(recall(DEFAULTS) - 0.1);
    }
}
