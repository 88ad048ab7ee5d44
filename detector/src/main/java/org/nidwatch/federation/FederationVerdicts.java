// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.federation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.Episode;
import org.nidwatch.alert.Mode;
import org.nidwatch.detect.Finding;
import org.nidwatch.policy.Disposition;
import org.nidwatch.policy.Policy;
import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;

/**
 * What analysts decided about alerts of the federation, as far as it has taken effect. A verdict closes its alert; what was
 * found in it opens no further one for as long as its detector looks back, and for a day when it was honest: unless it grows
 * by half, or by as many organisations as would be an alert of their own. Nothing is taught: what is usual is learned anew as
 * soon as the alert is over. Bounded: {@link #MOST} explained findings, the oldest go first.
 */
final class FederationVerdicts {
    static final int MOST = 32;

    private static final int VERSION = 1;
    private static final double RISE = 1.5;
    private static final long DAY_MILLIS = 86_400_000L;

    private final Policy policy;
    private final Mode mode;
    private final int newcomers;
    private final List<Explained> explained = new ArrayList<>();
    private boolean dirty;

    /** What a detector found in an alert that a person has closed. */
    private record Explained(UUID alertId, String detector, double score, long until, Set<String> members) {
        boolean covers(Reading reading, long time, int newcomers) {
            return time < until
                    && detector.equals(reading.finding().detector())
                    && reading.finding().score() <= RISE * score
                    && reading.contributions().keySet().stream()
                                    .filter(id -> !members.contains(id))
                                    .count()
                            < newcomers;
        }
    }

    /** @param newcomers organisations more than were in a closed alert that are something new */
    FederationVerdicts(Policy policy, Mode mode, int newcomers) {
        this.policy = policy;
        this.mode = mode;
        this.newcomers = newcomers;
    }

    /** What was decided on an alert; null when nothing is known of it yet. */
    @Nullable
    Disposition decided(UUID alertId, long time) {
        Disposition disposition = policy.disposition(alertId);
        // A replay of history knows today's verdicts too early.
        return disposition != null && (mode == Mode.LIVE || disposition.decidedAt() <= time) ? disposition : null;
    }

    /** A verdict has closed an alert. */
    void closedBy(Disposition disposition, Episode.Closed episode, Set<String> members) {
        explained.removeIf(each -> each.until <= episode.end());
        for (Finding finding : episode.findings()) {
            long lasting =
                    Math.max(finding.window().toMillis(), disposition.verdict().honest() ? DAY_MILLIS : 0);
            explained.add(new Explained(
                    episode.identity().alertId(),
                    finding.detector(),
                    finding.score(),
                    episode.end() + lasting,
                    Set.copyOf(members)));
        }
        while (explained.size() > MOST) {
            explained.remove(0);
        }
        dirty = true;
    }

    /** Those that are not known and explained. */
    List<Reading> unexplained(List<Reading> readings, long time) {
        return explained.isEmpty()
                ? readings
                : readings.stream()
                        .filter(reading -> explained.stream().noneMatch(each -> each.covers(reading, time, newcomers)))
                        .toList();
    }

    void writeChanges(StateWriter writer, FederationState.Sink sink) {
        if (!dirty) {
            return;
        }
        dirty = false;
        writer.start(VERSION).count(explained.size());
        for (Explained each : explained) {
            writer.fixed(each.alertId.getMostSignificantBits()).fixed(each.alertId.getLeastSignificantBits());
            writer.text(each.detector).real(each.score).number(each.until).count(each.members.size());
            new TreeSet<>(each.members).forEach(writer::text);
        }
        sink.put(FederationState.VERDICTS, 0, writer.toBytes());
    }

    void restore(byte[] value) {
        StateReader reader = new StateReader(value, VERSION);
        for (int i = reader.size(); i > 0; i--) {
            UUID alertId = new UUID(reader.fixed(), reader.fixed());
            String detector = reader.text();
            double score = reader.real();
            long until = reader.number();
            Set<String> members = new TreeSet<>();
            for (int member = reader.size(); member > 0; member--) {
                members.add(reader.text());
            }
            explained.add(new Explained(alertId, detector, score, until, Set.copyOf(members)));
        }
    }
}
