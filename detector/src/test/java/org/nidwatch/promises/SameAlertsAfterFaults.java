// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.Scope;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.detect.Finding;

/**
 * The alerts read committed are those of a run to which nothing happened: ids, phases, severities, findings, exposure, places,
 * every field but emitted_at, and the version of settings where these were changed on the way. Of the federation's: which were
 * opened, and by what.
 */
final class SameAlertsAfterFaults implements Promise {
    private static final int FEWEST = 20;
    /** The federation's grace, and a tick or two. */
    private static final long UNDECIDED_MILLIS = 20 * 60_000L;

    @Override
    public void kept(Evidence run) throws Exception {
        List<ScrapingAlert> undisturbed = new Undisturbed(run.sent()).alerts();
        List<String> expected = organisations(undisturbed);
        assertThat(expected).as("alerts of an undisturbed run").hasSizeGreaterThan(FEWEST);
        List<ScrapingAlert> told = run.alerts();
        assertThat(organisations(told)).as("alerts, %s", run.told()).containsExactlyInAnyOrderElementsOf(expected);
        long decided = newest(run) - UNDECIDED_MILLIS;
        assertThat(federation(told, decided))
                .as("alerts of the federation until %d, %s", decided, run.told())
                .containsExactlyInAnyOrderElementsOf(federation(undisturbed, decided));
    }

    private static long newest(Evidence run) {
        return run.sent().stream()
                .filter(each -> each.record().query() != null && !each.record().refused())
                .mapToLong(each -> each.record().query().occurredAt())
                .max()
                .orElseThrow();
    }

    /**
     * Which alerts of the federation were opened by a time, and by what; what comes later it had not yet decided when the run
     * ended. No figures: in which five minutes a query counts that was three hours late depends on how far its partition had come.
     */
    static List<String> federation(List<ScrapingAlert> alerts, long until) {
        return alerts.stream()
                .filter(alert -> alert.scope() == Scope.FEDERATION
                        && alert.phase() == Phase.OPENED
                        && alert.detectedAt() <= until)
                .map(alert -> alert.alertId() + " " + alert.shape() + " "
                        + alert.findings().stream().map(Finding::detector).toList())
                .toList();
    }

    /** The alerts of single organisations, as they are compared. */
    static List<String> organisations(List<ScrapingAlert> alerts) {
        return alerts.stream()
                .filter(alert -> alert.scope() != Scope.FEDERATION)
                .map(SameAlertsAfterFaults::compared)
                .toList();
    }

    private static String compared(ScrapingAlert alert) {
        return alert.toString()
                .replace("mode=" + alert.mode(), "mode=any")
                .replace("settingsVersion=" + alert.settingsVersion(), "settingsVersion=any");
    }
}
