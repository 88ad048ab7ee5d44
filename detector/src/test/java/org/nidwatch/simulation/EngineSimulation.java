// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.nidwatch.alert.AlertSettings;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.federation.SourceReport;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.RejectReason;
import org.nidwatch.intake.Token;
import org.nidwatch.policy.CalendarEntry;
import org.nidwatch.policy.Canary;
import org.nidwatch.policy.Disposition;
import org.nidwatch.policy.Organisation;
import org.nidwatch.policy.Probe;
import org.nidwatch.policy.Silence;
import org.nidwatch.watch.OrganisationActivity;
import org.nidwatch.watch.WatchSettings;
import org.nidwatch.wire.Wire;

/**
 * Two detectors over one log, one of which is killed again and again. What the schedule does, to whom and when is a function of
 * the seed alone, so a failure is found again by its seed and number of steps. Checked at every step: what is open is what was told
 * open, and every emission fits its alert's life. Checked at every commit: both said the same, kept the same state, byte for byte,
 * and accounted for every record.
 *
 * <p>Time goes in one of two ways. In a replay only queries move it, so everything must be equal at every commit. Live, a clock
 * runs, too, and closes what fell silent; a restarted process waits out a silence anew, so it may say the same a little later, and
 * a query that is late by then belongs to another episode. That one case is stated in RATIONALE.md, and the live schedule keeps out
 * of it: a late query comes beside one that is not.
 */
final class EngineSimulation {
    /** Long enough for a world to grow old; further steps are better spent on another seed. */
    static final long USUAL_STEPS = 50_000;

    private static final long START = 1_780_000_020_000L;
    private static final long MINUTE = 60_000L;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final int REMEMBERED = 512;

    private final long seed;
    private final boolean live;
    private final SplittableRandom random;
    private final People people = new People();
    private final Wire wire = new Wire(new OneSchema());
    private final Node calm;
    private final Node shaken;
    private final FederationNode calmFederation;
    private final FederationNode shakenFederation;
    private final List<Partner> partners = new ArrayList<>();
    private final List<Sent> sinceCommit = new ArrayList<>();
    private final Sent[] recent = new Sent[REMEMBERED];
    private final Map<String, long[]> expected = new TreeMap<>();
    private final Map<String, UUID> told = new TreeMap<>();
    private long now = START;
    private long offset;
    private long step;
    private long alerts;
    private long rejected;
    private long federationAlerts;

    /** One record of the log, and what must become of it: null = it is counted. */
    private record Sent(byte[] value, RejectReason refusal, String organisation) {}

    /** What a run went through. */
    record Result(
            long steps, long queries, long rejected, long crashes, long alerts, long federationAlerts, double days) {
        Result plus(Result other) {
            return new Result(
                    steps + other.steps,
                    queries + other.queries,
                    rejected + other.rejected,
                    crashes + other.crashes,
                    alerts + other.alerts,
                    federationAlerts + other.federationAlerts,
                    days + other.days);
        }
    }

    EngineSimulation(long seed, boolean live) {
        this.seed = seed;
        this.live = live;
        random = new SplittableRandom(seed * 2 + (live ? 1 : 0));
        calm = new Node(wire, people, WatchSettings.DEFAULTS, seed);
        shaken = new Node(wire, people, WatchSettings.DEFAULTS, seed + 1);
        calmFederation = new FederationNode(people, seed);
        shakenFederation = new FederationNode(people, seed + 1);
        partners.add(new Partner("bank", 12, false, seed));
        partners.add(new Partner("telecom", 6, false, seed + 1));
        partners.add(new Partner("ministry", 3, true, seed + 2));
        partners.add(new Partner("tiny", 1, false, seed + 3));
        partners.add(new Partner("insurer", 40, true, seed + 4));
        for (int i = 0; i < 8; i++) {
            Token decoy = Partner.token(-1_000_000 - i);
            people.canaries.put(decoy, new Canary(decoy, "decoy " + i, i % 2 == 0 ? null : "bank"));
        }
    }

    /** Runs so many steps; throws with seed and step when a promise does not hold. */
    Result run(long steps) {
        try {
            for (step = 1; step <= steps; step++) {
                step();
                check(shaken);
            }
            settle();
        } catch (RuntimeException e) {
            throw new AssertionError(
                    "seed " + seed + (live ? " live" : " replay") + ", step " + step + " of " + steps + ": "
                            + (e instanceof Broken ? "" : e.getClass().getSimpleName() + ": ") + e.getMessage()
                            + "; again: new EngineSimulation(" + seed + "L, " + live + ").run(" + steps + ")",
                    e);
        }
        return new Result(
                steps, offset, rejected, shaken.restores, alerts, federationAlerts, (double) (now - START) / DAY);
    }

    private void step() {
        int choice = random.nextInt(20_000);
        if (choice < 20) {
            crash();
        } else if (choice < 120) {
            commit();
        } else if (choice < 130) {
            decide();
        } else if (choice < 131) {
            upgrade();
        } else if (choice < 135) {
            pause();
        } else {
            now += 1 + (long) (-Math.log(1 - random.nextDouble()) * 4_000);
            tick();
            event(partners.get(random.nextInt(partners.size())));
        }
    }

    private void event(Partner partner) {
        int choice = random.nextInt(1_000);
        if (choice < 10) {
            Spoiled bad = Spoiled.of(partner.next(now), wire, now, random);
            rejected++;
            send(new Sent(bad.value(), bad.reason(), bad.organisation()));
            return;
        }
        if (choice == 10 && random.nextInt(20) == 0) {
            send(partner.about(now, Partner.token(-1_000_000 - random.nextInt(8))));
            return;
        }
        if (choice < 60 && live) {
            send(partner.next(now)); // brings the organisation's time up to now: what follows is late or disordered
        }
        if (choice < 15) {
            send(partner.next(now - random.nextLong(100 * DAY)));
        } else if (choice < 30) {
            send(partner.next(now - random.nextLong(5 * HOUR)));
        } else if (choice < 55) {
            send(partner.next(now - random.nextLong(2 * MINUTE)));
        } else if (choice < 60) {
            again(partner);
        } else if (choice < 65 && !live) {
            send(partner.next(now + random.nextLong(2 * MINUTE)));
        } else {
            send(partner.next(now));
        }
    }

    /** The same record once more, as a producer sends it that heard no answer. */
    private void again(Partner partner) {
        Sent old = recent[random.nextInt(REMEMBERED)];
        if (old != null && old.organisation().equals(partner.id) && old.refusal() == null) {
            send(old);
        }
    }

    private void send(NidQuery query) {
        send(new Sent(wire.query("nid.queries", query), null, query.organisationId()));
    }

    private void send(Sent sent) {
        recent[(int) (offset % REMEMBERED)] = sent;
        long[] counts = expected.computeIfAbsent(sent.organisation(), id -> new long[2]);
        counts[sent.refusal() == null ? 0 : 1]++;
        sinceCommit.add(sent);
        take(calm, sent, offset);
        take(shaken, sent, offset);
        offset++;
    }

    private void take(Node node, Sent sent, long at) {
        RejectReason refusal = node.take(sent.value(), at, now);
        if (refusal != sent.refusal()) {
            throw new Broken("a record that is to be " + said(sent.refusal()) + " was " + said(refusal));
        }
    }

    private static String said(RejectReason refusal) {
        return refusal == null ? "counted" : "refused as " + refusal;
    }

    private void tick() {
        if (live) {
            calm.tick(now);
            shaken.tick(now);
        }
    }

    private void crash() {
        shaken.crash();
        long at = offset - sinceCommit.size();
        for (Sent sent : sinceCommit) {
            take(shaken, sent, at++);
            check(shaken);
        }
    }

    private void commit() {
        calm.commit();
        shaken.commit();
        sinceCommit.clear();
        compare();
        if (!live) {
            int reports = calm.reports.size();
            calmFederation.take(calm.reports, -1);
            shakenFederation.take(shaken.reports, random.nextInt(4) == 0 ? random.nextInt(reports + 1) : -1);
            compareFederations();
        }
    }

    /** A decision is a record of another topic: it takes hold between two commits, and is there after every crash. */
    private void decide() {
        Partner partner = partners.get(random.nextInt(partners.size()));
        send(partner.next(now));
        commit();
        switch (random.nextInt(6)) {
            case 0, 1 -> verdict(partner);
            case 2 ->
                people.silences.put(new Silence(
                        partner.id,
                        random.nextInt(3) > 0 ? null : "miss-ratio",
                        now + random.nextLong(HOUR),
                        now + HOUR + random.nextLong(2 * DAY),
                        random.nextBoolean() ? null : random.nextLong(2_000),
                        "amina",
                        "drill"));
            case 3 -> people.silences.of(partner.id).forEach(each -> people.silences.remove(each.id()));
            case 4 -> probe(partner);
            default -> declare(partner);
        }
        send(partner.next(now));
        tick();
        commit(); // when a verdict is heard is the clock's business, so nobody may hear it anew
    }

    private void verdict(Partner partner) {
        Set<UUID> open = new TreeSet<>();
        for (ScrapingAlert each : calm.book.openAlerts()) {
            if (each.organisationId().equals(partner.id) && shaken.book.open().contains(each.alertId())) {
                open.add(each.alertId());
            }
        }
        UUID alert = !open.isEmpty() ? open.iterator().next() : told.get(partner.id);
        if (alert != null) {
            Disposition.Verdict[] verdicts = Disposition.Verdict.values();
            people.dispositions.put(
                    alert,
                    new Disposition(alert, verdicts[random.nextInt(verdicts.length)], "amina", "", partner.id, now));
        }
    }

    private void probe(Partner partner) {
        Token asked = Partner.token(random.nextLong(1L << 40));
        people.probes.put(new Probe(asked, now, now + 4 * MINUTE, "bot", 2 * MINUTE));
        send(partner.about(now, asked));
    }

    private void declare(Partner partner) {
        if (random.nextInt(4) == 0) {
            people.organisations.remove(partner.id);
            return;
        }
        people.organisations.put(
                partner.id,
                new Organisation(
                                partner.id,
                                partner.id,
                                "bank",
                                random.nextBoolean() ? null : 500 + random.nextLong(20_000),
                                random.nextBoolean() ? null : "09:00-17:00",
                                List.of())
                        .withCalendar(List.of(new CalendarEntry(now, now + DAY, random.nextInt(4), "")))
                        .withCustomers(random.nextBoolean() ? null : 1_000 + random.nextLong(50_000)));
    }

    private void upgrade() {
        AlertSettings alertSettings = new AlertSettings(
                Duration.ofMinutes(5 + random.nextInt(120)),
                Duration.ofHours(1 + random.nextInt(30)),
                Duration.ofSeconds(10 + random.nextInt(1_000)),
                50 + random.nextInt(100),
                500 + random.nextInt(1_000),
                5_000 + random.nextInt(10_000));
        WatchSettings next =
                new WatchSettings(WatchSettings.DEFAULTS.detectors(), alertSettings, WatchSettings.DEFAULTS.calendar());
        commit();
        calm.upgrade(next);
        shaken.upgrade(next);
    }

    /** Nobody asks anything for an hour or for days. */
    private void pause() {
        commit();
        tick();
        long end = now + (random.nextBoolean() ? random.nextLong(3 * HOUR) : random.nextLong(6 * DAY));
        while (now < end) {
            now = Math.min(end, now + 1 + random.nextLong(12 * HOUR));
            tick();
        }
        // What follows days of silence is not believed at once; what is closed must not be undone before it is.
        commit();
    }

    /** All that can still be said is said: both must have said the same, and every record is in some minute. */
    private void settle() {
        for (int i = 0; i < 2; i++) {
            calm.tick(now);
            shaken.tick(now);
            now += 40 * DAY;
        }
        commit();
        for (Node node : List.of(calm, shaken)) {
            if (!node.openAlerts().isEmpty()) {
                throw new Broken("alerts stay open for ever: " + node.openAlerts());
            }
            node.alerts.forEach((id, left) -> {
                if (!left.isEmpty()) {
                    throw new Broken("only one of the two said " + left.get(0));
                }
            });
            node.counts().forEach((id, counts) -> {
                if (!live && counts.inMinutes + counts.lateInMinutes > counts.onTime + counts.late) {
                    throw new Broken(id + ": counted " + counts.onTime + " + " + counts.late + ", its minutes tell "
                            + counts.inMinutes + " + " + counts.lateInMinutes);
                }
            });
        }
    }

    private void check(Node node) {
        Set<UUID> open = node.openAlerts();
        if (!open.equals(node.book.open())) {
            throw new Broken("open are " + open + ", told are " + node.book.open());
        }
    }

    private void compare() {
        check(calm);
        for (Map.Entry<String, long[]> each : expected.entrySet()) {
            account(calm, each.getKey(), each.getValue());
            account(shaken, each.getKey(), each.getValue());
        }
        for (Partner partner : partners) {
            same(calm.alerts.get(partner.id), shaken.alerts.get(partner.id), true);
            same(calm.audit.get(partner.id), shaken.audit.get(partner.id), false);
        }
        if (!live) {
            equal("minutes", bare(calm.minutes), bare(shaken.minutes));
            equal("digests", inOrder(calm.reports), inOrder(shaken.reports));
            Set<Node.Key> keys = new HashSet<>(calm.changed);
            keys.addAll(shaken.changed);
            for (Node.Key key : keys) {
                byte[] one = calm.store.get(key);
                byte[] other = shaken.store.get(key);
                if (key.movesWhenRead() ? (one == null) != (other == null) : !Arrays.equals(one, other)) {
                    throw new Broken("the state differs at " + key);
                }
            }
        }
    }

    private static void account(Node node, String organisation, long[] sent) {
        Node.Counts counts = node.counts().get(organisation);
        if (counts == null
                || counts.received != sent[0] + sent[1]
                || counts.rejected != sent[1]
                || counts.received != counts.rejected + counts.onTime + counts.late) {
            throw new Broken(organisation + ": " + sent[0] + " + " + sent[1] + " were sent; received "
                    + (counts == null
                            ? "none"
                            : counts.received + ", rejected " + counts.rejected + ", counted " + counts.onTime + " + "
                                    + counts.late));
        }
    }

    /** Takes off what both have said; live, one of them may not have said it yet. */
    private <T> void same(List<T> one, List<T> other, boolean count) {
        if (one == null || other == null) {
            return;
        }
        int common = Math.min(one.size(), other.size());
        for (int i = 0; i < common; i++) {
            equal("what was said", one.get(i), other.get(i));
            if (count) {
                remember((ScrapingAlert) one.get(i));
            }
        }
        one.subList(0, common).clear();
        other.subList(0, common).clear();
        if (!live && one.size() != other.size()) {
            throw new Broken("only one of the two said " + (one.isEmpty() ? other : one).get(0));
        }
    }

    private void remember(ScrapingAlert alert) {
        alerts++;
        told.put(alert.organisationId(), alert.alertId());
    }

    private void compareFederations() {
        equal("the federation's alerts", calmFederation.alerts, shakenFederation.alerts);
        equal("the federation's late digests", calmFederation.late, shakenFederation.late);
        federationAlerts += calmFederation.alerts.size();
        calmFederation.alerts.clear();
        shakenFederation.alerts.clear();
        equal("the federation's pieces", calmFederation.store.keySet(), shakenFederation.store.keySet());
        calmFederation.store.forEach((key, value) -> {
            if (!Arrays.equals(value, shakenFederation.store.get(key))) {
                throw new Broken("the federation's state differs at " + key);
            }
        });
    }

    private static void equal(String what, Object one, Object other) {
        if (!Objects.equals(one, other)) {
            throw new Broken(what + " differ: " + firstDifference(String.valueOf(one), String.valueOf(other)));
        }
    }

    private static String firstDifference(String one, String other) {
        int at = 0;
        while (at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        int from = Math.max(0, at - 400);
        return "undisturbed ..." + one.substring(from, Math.min(one.length(), at + 200)) + "..., killed ..."
                + other.substring(Math.min(from, other.length()), Math.min(other.length(), at + 200));
    }

    /** Without the peaks of the detectors' scores: these start anew in the minute of a crash, and no alert depends on them. */
    private static List<OrganisationActivity> bare(List<OrganisationActivity> minutes) {
        List<OrganisationActivity> bare = new ArrayList<>(minutes.size());
        for (OrganisationActivity minute : minutes) {
            bare.add(new OrganisationActivity(
                    minute.organisationId(),
                    minute.minute(),
                    minute.queries(),
                    minute.expected(),
                    minute.distinctSubjects(),
                    minute.disclosed(),
                    minute.notFound(),
                    minute.mismatched(),
                    minute.denied(),
                    minute.late(),
                    minute.credentials(),
                    0,
                    List.of(),
                    minute.openAlertId(),
                    minute.citizensAnswered(),
                    minute.declaredCustomers(),
                    minute.outgrowsAt()));
        }
        bare.sort(Comparator.comparing(OrganisationActivity::organisationId)); // whose comes first means nothing
        return bare;
    }

    // Whose digest comes first between two steps of the source means nothing, and a restarted process says anew where
    // it is.
    private static List<SourceReport> inOrder(List<SourceReport> reports) {
        return reports.stream()
                .filter(report -> report.digest() != null)
                .sorted(Comparator.comparing(report -> report.digest().organisationId()))
                .toList();
    }
}
