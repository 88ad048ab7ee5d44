// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nidwatch.detect.Assessment;
import org.nidwatch.detect.Detector;
import org.nidwatch.detect.OrganisationPicture;
import org.nidwatch.intake.Query;
import org.nidwatch.policy.Canary;
import org.nidwatch.policy.Policy;
import org.nidwatch.window.OrganisationWindows;
import org.nidwatch.window.StateWriter;
import org.nidwatch.window.Timeliness;
import org.nidwatch.window.WindowState;

/** One organisation: its windows, its open episodes, and when to look at it. */
final class OrganisationWatch {
    /** A block hit this often lately is worth a look at once: walking fills a block within seconds. */
    private static final int BLOCK_WORTH_A_LOOK = 8;

    private final WatchContext context;
    private final OrganisationWindows windows;
    private final OrganisationPicture picture;
    private final OpenEpisodes episodes;
    private final MinuteReport minute;
    private final byte[] keyPrefix;
    private long idleSince = Long.MIN_VALUE;
    private boolean touched;
    private boolean minuteOpen;

    OrganisationWatch(String organisationId, WatchContext context) {
        this.context = context;
        this.windows = new OrganisationWindows(organisationId);
        this.picture = new OrganisationPicture(windows);
        this.episodes = new OpenEpisodes(context, windows);
        this.minute = new MinuteReport(context, windows);
        this.keyPrefix = organisationId.getBytes(StandardCharsets.UTF_8);
    }

    Timeliness observe(Query query, int partition, long offset) {
        long time = query.occurredAt();
        if (minuteOpen && windows.minuteCloses(time)) {
            reportMinute();
        }
        Timeliness timeliness = windows.observe(query, partition, offset);
        minuteOpen = true;
        idleSince = context.clock();
        episodes.closeBefore(windows.clock());
        episodes.count(query);
        Policy policy = context.policy();
        Canary canary = query.hasSubject() ? policy.canary(query.subjectHigh(), query.subjectLow()) : null;
        if (windows.examinationDue(query.outcome().missed())
                || canary != null
                || windows.latestBlockCount() >= BLOCK_WORTH_A_LOOK) {
            examine(query, canary);
        }
        return timeliness;
    }

    private void examine(Query query, @Nullable Canary canary) {
        picture.with(context.policy().organisation(windows.organisationId()), canary);
        List<Detector> detectors = context.detectors();
        Assessment[] assessments = context.assessments();
        boolean found = false;
        for (int i = 0; i < assessments.length; i++) {
            Assessment assessment = assessments[i];
            assessment.clear();
            Detector detector = detectors.get(i);
            detector.examine(picture, assessment);
            minute.looked(i, assessment);
            found |= assessment.fired() && (detector.opensAlerts() || episodes.any());
        }
        windows.examined();
        if (found) {
            episodes.found(picture, query);
        }
        episodes.grow(windows.clock());
    }

    /** Closes the minute and the episodes that are over when this organisation's time goes on to now. */
    boolean advance(long now) {
        if (idleSince == Long.MIN_VALUE) {
            idleSince = now;
        }
        long reached = windows.clock() == Long.MIN_VALUE ? Long.MIN_VALUE : windows.clock() + (now - idleSince);
        boolean changed = false;
        if (minuteOpen && reached >= windows.minuteStart() + 60_000L) {
            reportMinute();
            changed = true;
        }
        return episodes.closeBefore(reached) || changed;
    }

    private void reportMinute() {
        minuteOpen = false;
        context.output().activity(minute.close(episodes.openAlertId()));
    }

    /** Whether it was untouched since its state was last written. */
    boolean touch() {
        boolean first = !touched;
        touched = true;
        return first;
    }

    byte[] keyPrefix() {
        return keyPrefix;
    }

    void writeChanges(StateWriter writer, WindowState.Sink sink) {
        touched = false;
        windows.writeChanges(writer, sink);
        episodes.writeChanges(writer, sink);
    }

    void restore(int kind, long index, byte[] value) {
        if (kind < WindowState.KINDS) {
            windows.restore(kind, index, value);
        } else {
            episodes.restore(index, value);
        }
    }

    void restored() {
        windows.restored();
        minuteOpen = windows.total() > 0;
    }

    void collectOpen(List<OpenAlert> into) {
        episodes.collect(into);
    }
}
