// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.nidwatch.detect.Detectors;
import org.nidwatch.intake.Checks;
import org.nidwatch.ops.Role;
import org.nidwatch.policy.AuditRecord;
import org.nidwatch.policy.Disposition;
import org.nidwatch.policy.Silence;

/** What analysts do: stored and noted in Kafka first, then known here. */
final class Writes {
    private static final int LONGEST_ID = 128;

    /** The page's clock may be so much behind, in milliseconds. */
    private static final long PAST = 60_000;

    private static final int COME_AGAIN = 10;

    private final Board board;
    private final Deeds deeds;
    private final LongSupplier millis;

    Writes(Board board, Deeds deeds, LongSupplier millis) {
        this.board = board;
        this.deeds = deeds;
        this.millis = millis;
    }

    List<Route> routes() {
        return List.of(
                new Route("POST", "/api/alerts/{id}/disposition", Role.ANALYST, this::decide),
                new Route("POST", "/api/silences", Role.ANALYST, this::silence),
                new Route("DELETE", "/api/silences/{id}", Role.ANALYST, this::end));
    }

    private Answer decide(Request request) throws Refusal, IOException {
        request.parameters();
        UUID id = request.alertId();
        JsonNode body = request.body();
        String organisation = board.organisationOf(id);
        if (organisation == null) {
            throw Refusal.notFound("There is no alert with this id.");
        }
        Fields fields = new Fields(body, "verdict", "note", "analyst");
        Disposition.Verdict verdict = fields.constant("verdict", Disposition.Verdict.values());
        String note = fields.text("note", Disposition.NOTE_LIMIT);
        String analyst = analyst(request, fields);
        fields.check();
        if (verdict == null) {
            throw Refusal.failed();
        }
        long now = millis.getAsLong();
        Disposition decided = new Disposition(id, verdict, analyst, note == null ? "" : note, organisation, now);
        String word = verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
        AuditRecord audit = AuditRecord.done(
                now,
                analyst,
                AuditRecord.Action.DISPOSITION_ADDED,
                organisation,
                id.toString(),
                word + " by " + analyst + (decided.note().isEmpty() ? "" : ": " + decided.note()));
        stored(() -> deeds.decide(decided, audit));
        board.disposition(id.toString(), decided);
        return Answer.created(
                new View.Disposition(id, verdict, analyst, decided.note(), organisation, decided.decidedAt()));
    }

    private Answer silence(Request request) throws Refusal, IOException {
        request.parameters();
        Fields fields = new Fields(
                request.body(),
                "organisation",
                "detector",
                "from",
                "until",
                "ceiling",
                "reason",
                "approver",
                "analyst");
        String analyst = analyst(request, fields);
        long now = millis.getAsLong();
        Silence silence = silence(fields, analyst, now);
        if (board.silence(silence.id()) != null) {
            throw Refusal.conflict("A silence of this organisation and detector begins in the same second.");
        }
        AuditRecord audit = AuditRecord.done(
                now, analyst, AuditRecord.Action.SILENCE_ADDED, silence.organisationId(), silence.id(), words(silence));
        stored(() -> deeds.silence(silence.id(), silence, audit));
        board.silence(silence.id(), silence);
        return Answer.created(Shown.silence(silence, now))
                .with("Location", "/api/silences/" + URLEncoder.encode(silence.id(), StandardCharsets.UTF_8));
    }

    private Silence silence(Fields fields, String analyst, long now) throws Refusal {
        String organisation = fields.required("organisation", LONGEST_ID);
        String detector = detector(fields);
        Long from = fields.number("from", 0, Long.MAX_VALUE);
        Long until = fields.number("until", 0, Long.MAX_VALUE);
        Long ceiling = fields.number("ceiling", 0, Silence.MOST_CEILING);
        String reason = fields.required("reason", Silence.REASON_LIMIT);
        String approver = fields.text("approver", Silence.APPROVER_LIMIT);
        if (until == null) {
            fields.wrong("until", "must be given: every silence has an end");
        }
        if (from != null && from < now - PAST) {
            fields.wrong("from", "lies in the past; what was told then cannot be unsaid. Leave it out to begin now");
        }
        if (organisation.equals("*")) {
            fields.wrong("organisation", "must name one organisation, never several");
        } else if (!organisation.isEmpty() && !board.knowsOrganisation(organisation)) {
            fields.wrong("organisation", "is not declared and was never seen");
        }
        long begins = from == null ? now : from;
        if (until != null && (until <= begins || until - begins > Silence.LONGEST)) {
            fields.wrong("until", "must lie after the start, at most 31 days");
        }
        fields.check();
        return new Silence(
                organisation,
                detector,
                begins,
                until == null ? begins : until,
                ceiling,
                approver == null || approver.isEmpty() ? analyst : approver,
                reason);
    }

    private static @Nullable String detector(Fields fields) {
        String detector = fields.text("detector", LONGEST_ID);
        if (detector != null && !Detectors.ids().contains(detector)) {
            fields.wrong("detector", "must be null or one of " + String.join(", ", Detectors.ids()));
        }
        return detector;
    }

    private static String words(Silence silence) {
        Long ceiling = silence.ceiling();
        return "Alerts of " + silence.organisationId()
                + (silence.detector() == null ? "" : " that " + silence.detector() + " alone raises")
                + " are held back from " + java.time.Instant.ofEpochMilli(silence.from()) + " to "
                + java.time.Instant.ofEpochMilli(silence.until())
                + (ceiling == null ? ", up to alerts.high.records" : ", up to " + ceiling + " records exposed")
                + ". Agreed by " + silence.approver() + ": " + silence.reason();
    }

    private Answer end(Request request) throws Refusal {
        Map<String, String> given = request.parameters("analyst");
        Silence silence = board.silence(request.id());
        if (silence == null) {
            throw Refusal.notFound("There is no silence with this id.");
        }
        String analyst = request.caller().name();
        if (analyst == null) {
            analyst = given.getOrDefault("analyst", "").strip();
            if (analyst.isEmpty() || analyst.length() > Silence.APPROVER_LIMIT || Checks.holdsNid(analyst)) {
                throw Refusal.fields(List.of(new View.FieldError("analyst", NAMED)));
            }
        }
        long now = millis.getAsLong();
        AuditRecord audit = AuditRecord.done(
                now,
                analyst,
                AuditRecord.Action.SILENCE_ENDED,
                silence.organisationId(),
                silence.id(),
                "Ended or taken back; it had been agreed until " + java.time.Instant.ofEpochMilli(silence.until())
                        + ".");
        Silence ended = silence.holds(now) && now > silence.from() ? silence.endedAt(now) : null;
        stored(() -> deeds.silence(silence.id(), ended, audit));
        board.silence(silence.id(), ended);
        return Answer.done();
    }

    private static final String NAMED =
            "must be given, 1 to 128 characters: this server has no tokens, so it does not know who acts";

    /** Who acts: the token's name, or, where there are no tokens, who says so. */
    private static String analyst(Request request, Fields fields) {
        String name = request.caller().name();
        String given = fields.text("analyst", Disposition.ANALYST_LIMIT);
        if (name == null) {
            if (given == null || given.isEmpty()) {
                fields.wrong("analyst", NAMED);
                return "";
            }
            return given;
        }
        if (given != null && !given.equals(name)) {
            fields.wrong("analyst", "must be left out: it is the token's name");
        }
        return name;
    }

    private interface Deed {
        void run() throws Deeds.NotStoredException;
    }

    private static void stored(Deed deed) throws Refusal {
        try {
            deed.run();
        } catch (Deeds.NotStoredException e) {
            throw Refusal.unavailable(String.valueOf(e.getMessage()), COME_AGAIN);
        }
    }

    /** Notes a write that was refused: who tried what, and why not; never what was sent. */
    void refused(Request request, Route route, Refusal refusal) {
        String target = "";
        try {
            target = request.id().isEmpty() ? "" : request.alertId().toString();
        } catch (Refusal e) {
            Silence silence = board.silence(request.id());
            target = silence == null ? "" : silence.id();
        }
        String name = request.caller().name();
        deeds.refused(AuditRecord.done(
                millis.getAsLong(),
                name == null ? "" : name,
                AuditRecord.Action.OTHER,
                "",
                target,
                "Refused with " + refusal.status() + ": " + route.method() + " " + route.path() + ". "
                        + refusal.detail()));
    }
}
