// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DetectorsTest {
    private final List<Detector> detectors = Detectors.of(DetectorSettings.DEFAULTS);

    @Test
    void everyDetectorOfTheRoomIsInTheList() {
        assertThat(detectors)
                .<Class<?>>extracting(Object::getClass)
                .containsExactlyInAnyOrderElementsOf(concrete(Detector.class).toList());
    }

    private static Stream<Class<?>> concrete(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(DetectorsTest::concrete)
                : Stream.of(type);
    }

    @Test
    void idsAreUniqueAndKebabCase() {
        assertThat(detectors)
                .extracting(Detector::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z]+(-[a-z]+)*"));
    }

    @Test
    void whatNeverOpensAnAlertNeverLeadsOne() {
        assertThat(detectors)
                .allSatisfy(detector ->
                        assertThat(Detectors.evidenceOnly(detector.id())).isEqualTo(!detector.opensAlerts()));
    }

    @Test
    void settingsOutOfBoundsSayWhatIsAllowed() {
        assertThatThrownBy(() -> new MissRatio.Settings(0.1, 0.05, 12, 18))
                .hasMessageContaining("guessing = 0.05: must be within [0.1");
        assertThatThrownBy(() -> new DeclaredQuota.Settings(0.5, 0.6, 1_000, 10))
                .hasMessage("day-factor = 0.5: must be within [1, 100]");
    }
}
