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
    private static final World WORLD = world(301);

    private static World world(long seed) {
        return Worlds.of(Worlds.Kind.ORDINARY, seed, 120, 35, 21, 6);
    }

    private static List<EngineRun.Row> run(
            List<World> worlds, Thresholds thresholds, Set<Part> without, boolean attacks) {
        return new EngineRun(2, without, progress -> {}).run(worlds, thresholds, attacks, null);
    }

    private static long falseAlerts(Set<Part> without) {
        return falseAlerts(List.of(WORLD), without, 1);
    }

    private static long falseAlerts(List<World> worlds, Set<Part> without, int credentials) {
        return run(worlds, DEFAULTS, without, false).stream()
                .filter(row -> row.tenant().credentials().size() >= credentials)
                .flatMap(row -> row.result().alerts().stream())
                .filter(alert -> !alert.byDesign())
                .count();
    }

    private static double recall(Thresholds thresholds) {
        List<Outcome> outcomes = run(List.of(WORLD), thresholds, Set.of(), true).stream()
                .flatMap(row -> row.result().outcomes().stream())
                .filter(outcome -> outcome.kind().compareTo(AttackKind.RAMP) <= 0 || outcome.kind() == AttackKind.LIST)
                .toList();
        return outcomes.stream().filter(Outcome::detected).count() / (double) outcomes.size();
    }

    /** Where there are peers to ask: five credentials or more. One world holds a dozen of such alerts: too few to tell. */
    @Test
    void withoutThePeersPaceFalseAlertsMultiply() {
        List<World> worlds = List.of(WORLD, world(302), world(303));
        double whole = falseAlerts(worlds, Set.of(), 5);
        double without = falseAlerts(worlds, EnumSet.of(Part.PEERS), 5);
        assertThat(without / whole)
                .as("false alerts without peers %.0f, with them %.0f", without, whole)
                .isGreaterThanOrEqualTo(1.5);
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
