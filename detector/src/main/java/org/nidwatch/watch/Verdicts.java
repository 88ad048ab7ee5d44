// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.Episode;
import org.nidwatch.alert.Mode;
import org.nidwatch.detect.Detector;
import org.nidwatch.detect.Finding;
import org.nidwatch.detect.Shape;
import org.nidwatch.policy.Disposition;
import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;
import org.nidwatch.window.WindowState;

/**
 * What analysts decided about one organisation's alerts, as far as it has taken effect: each alert's verdict does so once,
 * also when the topic is read again after a restart. Bounded: {@link #APPLIED} alerts with a verdict, {@link #CLOSED}
 * closed ones without, {@link #EXPLAINED} explained findings; the oldest go first. At most about 8 kB.
 */
final class Verdicts {
    /** Its kind of state. */
    static final int KIND = WindowState.KINDS + 2;

    /** Alerts remembered whose verdict has taken effect. */
    static final int APPLIED = 64;

    /** Closed alerts remembered that wait for a verdict. */
    static final int CLOSED = 8;

    /** How long a closed alert waits, event time. */
    static final long WAIT_MILLIS = 7 * 86_400_000L;

    private static final long DAY_MILLIS = 86_400_000L;
    private static final int EXPLAINED = 64;
    /** What an analyst has looked at explains the same evidence up to this multiple. */
    private static final double EXPLAINED_RISE = 1.5;

    private static final String ORGANISATION = "";
    private static final int VERSION = 1;

    private final WatchContext context;
    private final Set<UUID> applied = new LinkedHashSet<>();
    private final List<Over> closed = new ArrayList<>();
    private final List<Explained> explained = new ArrayList<>();
    private long taughtAt = Long.MIN_VALUE;
    /** End of the last alert that made room here: what began before could take the id of one that is over. */
    private long forgotten = Long.MIN_VALUE;

    private boolean dirty;

    /** An alert that closed by itself. */
    private record Over(UUID alertId, long at) {}

    /** What a detector found of a credential (or, with the key "", of the organisation), seen and explained by a person. */
    private record Explained(String key, String detector, double score, long until) {
        boolean covers(String other, String id, double found, long time) {
            return time < until
                    && found <= EXPLAINED_RISE * score
                    && detector.equals(id)
                    && (key.equals(ORGANISATION) || other.equals(ORGANISATION) || key.equals(other));
        }
    }

    Verdicts(WatchContext context) {
        this.context = context;
    }

    /** What was decided on an alert, when it has yet to take effect; true positives take none. */
    @Nullable
    Disposition due(UUID alertId, long time) {
        Disposition disposition = decided(alertId, time);
        return disposition == null || !disposition.verdict().closes() || applied.contains(alertId) ? null : disposition;
    }

    /** What was decided on an alert; null when nothing is known of it yet. */
    @Nullable
    Disposition decided(UUID alertId, long time) {
        Disposition disposition = context.policy().disposition(alertId);
        // A replay of history knows today's verdicts too early; live they are news whatever the events' time is.
        return disposition != null && (context.mode() == Mode.LIVE || disposition.decidedAt() <= time)
                ? disposition
                : null;
    }

    /**
     * A verdict has closed an episode. What was found in it opens no further one while it stays in sight of its detector,
     * and for a day when it was honest, unless it grows: else a campaign that goes on would be an alert a minute.
     */
    void closedBy(Disposition.Verdict verdict, Episode.Closed episode, String key) {
        apply(episode.identity().alertId(), episode.end());
        explained.removeIf(each -> each.until <= episode.end());
        for (Finding finding : episode.findings()) {
            long lasting = Math.max(finding.window().toMillis(), verdict.honest() ? DAY_MILLIS : 0);
            explained.add(new Explained(key, finding.detector(), finding.score(), episode.end() + lasting));
        }
        trim(explained, EXPLAINED);
    }

    /** An episode closed by itself. */
    void closed(Episode.Closed episode) {
        UUID id = episode.identity().alertId();
        if (!applied.contains(id)) {
            closed.add(new Over(id, episode.end()));
            if (closed.size() > CLOSED) {
                forgotten = Math.max(forgotten, closed.remove(0).at);
            }
            dirty = true;
        }
    }

    /**
     * Lets verdicts on closed alerts take effect; whether any did.
     *
     * @param quiet no alert is open: nothing is learned beside one
     * @param teach called when what was seen is to be believed
     */
    boolean late(long time, boolean quiet, Runnable teach) {
        if (closed.isEmpty()) {
            return false;
        }
        boolean changed = closed.removeIf(over -> time - over.at > WAIT_MILLIS);
        for (int i = closed.size() - 1; i >= 0; i--) {
            Over over = closed.get(i);
            Disposition disposition = due(over.alertId, time);
            if (disposition == null) {
                continue;
            }
            apply(over.alertId, over.at);
            closed.remove(i);
            changed = true;
            if (disposition.verdict().honest() && quiet && teaches(over.at, time)) {
                teach.run();
            }
        }
        dirty |= changed;
        return changed;
    }

    /**
     * Whether an honest episode that ended then teaches. Several alerts about one rise, decided one after the other, teach
     * once: what was taught after an episode's end has that episode in it.
     */
    boolean teaches(long endedAt, long time) {
        if (endedAt <= taughtAt) {
            return false;
        }
        taughtAt = time;
        dirty = true;
        return true;
    }

    /** Whether this alert, which starts then, is over or may be: a later episode must not take its id. */
    boolean knows(UUID alertId, long start) {
        return start <= forgotten
                || applied.contains(alertId)
                || closed.stream().anyMatch(over -> over.alertId.equals(alertId));
    }

    /** Whether what a detector found is known and explained; never so for a decoy. */
    boolean explain(String key, Detector detector, double score, long time) {
        if (explained.isEmpty() || detector.shape() == Shape.CANARY) {
            return false;
        }
        for (int i = 0; i < explained.size(); i++) {
            if (explained.get(i).covers(key, detector.id(), score, time)) {
                return true;
            }
        }
        return false;
    }

    private void apply(UUID alertId, long at) {
        applied.add(alertId);
        dirty = true;
        if (applied.size() > APPLIED) {
            Iterator<UUID> oldest = applied.iterator();
            oldest.next();
            oldest.remove();
            forgotten = Math.max(forgotten, at);
        }
    }

    private static void trim(List<?> list, int most) {
        while (list.size() > most) {
            list.remove(0);
        }
    }

    void writeChanges(StateWriter writer, WindowState.Sink sink) {
        if (!dirty) {
            return;
        }
        dirty = false;
        writer.start(VERSION).number(taughtAt).count(applied.size());
        for (UUID id : applied) {
            id(writer, id);
        }
        writer.count(closed.size());
        for (Over over : closed) {
            id(writer, over.alertId).number(over.at);
        }
        writer.count(explained.size());
        for (Explained each : explained) {
            writer.text(each.key).text(each.detector).real(each.score).number(each.until);
        }
        if (forgotten != Long.MIN_VALUE) {
            writer.number(forgotten);
        }
        sink.put(KIND, 0, writer.toBytes());
    }

    void restore(byte[] value) {
        StateReader reader = new StateReader(value, VERSION);
        taughtAt = reader.number();
        for (int i = reader.size(); i > 0; i--) {
            applied.add(id(reader));
        }
        for (int i = reader.size(); i > 0; i--) {
            closed.add(new Over(id(reader), reader.number()));
        }
        for (int i = reader.size(); i > 0; i--) {
            explained.add(new Explained(reader.text(), reader.text(), reader.real(), reader.number()));
        }
        if (!reader.atEnd()) {
            forgotten = reader.number();
        }
    }

    private static StateWriter id(StateWriter writer, UUID id) {
        return writer.fixed(id.getMostSignificantBits()).fixed(id.getLeastSignificantBits());
    }

    private static UUID id(StateReader reader) {
        return new UUID(reader.fixed(), reader.fixed());
    }
}
