// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nidwatch.detect.Assessment;
import org.nidwatch.detect.Detector;
import org.nidwatch.detect.OrganisationPicture;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Query;
import org.nidwatch.policy.Canary;
import org.nidwatch.policy.Organisation;
import org.nidwatch.policy.Policy;
import org.nidwatch.policy.Probe;
import org.nidwatch.profile.OrganisationProfile;
import org.nidwatch.window.OrganisationWindows;
import org.nidwatch.window.StateWriter;
import org.nidwatch.window.Timeliness;
import org.nidwatch.window.WindowState;

/** One organisation: its windows, its open episodes, and when to look at it. */
final class OrganisationWatch {
    /** A block hit this often lately is worth a look at once: walking fills a block within seconds. */
    private static final int BLOCK_WORTH_A_LOOK = 8;

    /**
     * By the clock an alert is over later than by a query, by this part of the quiet period: queries that still belong to it may
     * be on their way, and would come before the one that ends it.
     */
    private static final int ON_THE_WAY = 60;

    /** Kinds of state from here on belong to the profile. */
    private static final int PROFILE = WindowState.KINDS + 8;

    private final WatchContext context;
    private final OrganisationWindows windows;
    private final OrganisationPicture picture;
    private final OpenEpisodes episodes;
    private final SingleAlerts singles;
    private final MinuteReport minute;
    private final OrganisationProfile profile;
    private final DigestWriter digest;
    private final byte[] keyPrefix;
    private @Nullable Organisation declared;
    private boolean declaredOnce;
    private long idleSince = Long.MIN_VALUE;
    private boolean touched;
    private boolean minuteOpen;

    OrganisationWatch(String organisationId, WatchContext context) {
        this.context = context;
        this.windows = new OrganisationWindows(organisationId);
        this.profile = context.newProfile(organisationId);
        this.picture = new OrganisationPicture(windows, profile);
        this.episodes = new OpenEpisodes(context, windows, profile);
        this.singles = new SingleAlerts(
                context, windows, new AlertWriter(context, windows, profile), episodes.verdicts(), episodes.hush());
        this.minute = new MinuteReport(context, windows, profile);
        this.digest = new DigestWriter(context, windows, episodes);
        this.keyPrefix = organisationId.getBytes(StandardCharsets.UTF_8);
    }

    Timeliness observe(Query query, int partition, long offset) {
        long time = query.occurredAt();
        if (windows.minuteCloses(time)) {
            endTick(time);
            // How near it was at the end of the minute counts in the tick of the query that ends it: so that depends on
            // no clock.
            lookAtLearned(true);
            if (minuteOpen) {
                reportMinute();
            }
        }
        // Before this query is measured, as when the clock comes first: what is over is told as it stood then.
        long now = windows.clockAfter(time);
        settle(now, now);
        Timeliness timeliness = windows.observe(query, partition, offset);
        if (!minuteOpen) {
            minuteOpen = true;
            declare();
        }
        idleSince = context.clockAt(windows.clock());
        episodes.count(query);
        digest.count(query);
        boolean reached = windows.latestCredential() != null && compare(query, time);
        Policy policy = context.policy();
        Canary canary = query.hasSubject() ? policy.canary(query.subjectHigh(), query.subjectLow()) : null;
        Probe probe = query.hasSubject() ? policy.probe(query.subjectHigh(), query.subjectLow(), time) : null;
        boolean due = windows.examinationDue(query.outcome().missed())
                || canary != null
                || probe != null
                || windows.latestBlockCount() >= BLOCK_WORTH_A_LOOK;
        if (due || reached) {
            picture.with(policy.organisation(windows.organisationId()), canary).answering(probe, query);
            examine(query, reached);
            picture.answering(null, null);
        }
        sound(windows.clock()); // what has just outgrown its silence
        return timeliness;
    }

    // Tells and decides what is due by the organisation's time, and closes what was over at another; whether anything
    // was.
    private boolean settle(long time, long over) {
        boolean changed = endTick(time);
        changed |= sound(time);
        changed |= episodes.decide(time);
        changed |= episodes.closeBefore(over);
        changed |= singles.decide(time);
        return singles.closeBefore(over) || changed;
    }

    private boolean sound(long time) {
        Hush hush = episodes.hush();
        if (!hush.any()) {
            return false;
        }
        boolean changed = false;
        while (hush.dayEnd() <= time) {
            episodes.sound(hush.dayEnd());
            singles.sound(hush.dayEnd());
            hush.endDay();
            changed = true;
        }
        changed |= episodes.sound(time);
        return singles.sound(time) || changed;
    }

    private void declare() {
        Organisation now = context.policy().organisation(windows.organisationId());
        // Always once after a restart: what was taken back meanwhile is still in the profile's state.
        if (!declaredOnce || !Objects.equals(now, declared)) {
            declaredOnce = true;
            declared = now;
            profile.declare(Declarations.of(now));
        }
    }

    // Compares with what was learned; true when a learned sum has reached its threshold.
    private boolean compare(Query query, long time) {
        profile.freeze(episodes.any());
        profile.advance(windows.clock());
        boolean asked = windows.latestNew();
        Outcome outcome = query.outcome();
        return profile.count(
                time,
                query.credentialId(),
                query.operatorId(),
                query.sourceAddress(),
                asked,
                asked && outcome.missed(),
                asked && (outcome == Outcome.DISCLOSED || outcome == Outcome.MATCHED),
                asked && windows.latestBlockCount() >= OrganisationWindows.REPEATED_BLOCK);
    }

    private void examine(Query query, boolean reached) {
        List<Detector> detectors = context.detectors();
        Assessment[] assessments = context.assessments();
        boolean found = false;
        for (int i = 0; i < assessments.length; i++) {
            Assessment assessment = assessments[i];
            assessment.clear();
            Detector detector = detectors.get(i);
            if (detector.learned() && !reached) {
                continue; // its sums are watched event by event, and none is near
            }
            detector.examine(picture, assessment);
            minute.looked(i, assessment);
            digest.looked(detector, assessment);
            if (assessment.fired()) {
                String about = detector.about(picture, assessment);
                if (about != null) {
                    singles.found(about, detector, picture, assessment, query);
                } else {
                    found |= detector.opensAlerts() || episodes.any();
                }
            }
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
            lookAtLearned(false);
            reportMinute();
            changed = true;
        }
        long onTheWay = context.alerts().quietPeriod().toMillis() / ON_THE_WAY;
        changed |= settle(reached, reached == Long.MIN_VALUE ? reached : reached - onTheWay);
        return episodes.decideLate(reached) || changed;
    }

    /** Tells the federation of the tick if it is over at the given time; whether it was. */
    boolean endTick(long time) {
        if (!digest.over(time)) {
            return false;
        }
        digest.tell();
        return true;
    }

    private void lookAtLearned(boolean forDigest) {
        Assessment[] assessments = context.assessments();
        for (int i = 0; i < assessments.length; i++) {
            Detector detector = context.detectors().get(i);
            if (detector.learned()) {
                assessments[i].clear();
                detector.examine(picture, assessments[i]);
                if (forDigest) {
                    digest.looked(detector, assessments[i]);
                }
                if (minuteOpen) {
                    minute.looked(i, assessments[i]);
                }
            }
        }
    }

    private void reportMinute() {
        minuteOpen = false;
        UUID episode = episodes.openAlertId();
        Organisation present = context.policy().organisation(windows.organisationId());
        context.output().activity(minute.close(episode == null ? singles.openAlertId() : episode, present));
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
        singles.writeChanges(writer, sink);
        profile.writeChanges(writer, (kind, index, value) -> sink.put(PROFILE + kind, index, value));
        digest.writeChanges(writer, sink);
    }

    void restore(int kind, long index, byte[] value) {
        if (kind < WindowState.KINDS) {
            windows.restore(kind, index, value);
        } else if (kind >= PROFILE) {
            profile.restore(kind - PROFILE, index, value);
        } else if (kind == DigestWriter.KIND) {
            digest.restore(index, value);
        } else if (kind == SingleAlerts.KIND) {
            singles.restore(index, value);
        } else {
            episodes.restore(kind, index, value);
        }
    }

    void restored() {
        windows.restored();
        profile.restored();
        episodes.restored();
        singles.restored();
        minuteOpen = windows.total() > 0;
    }

    void collectOpen(List<OpenAlert> into) {
        episodes.collect(into);
        singles.collect(into);
    }
}
