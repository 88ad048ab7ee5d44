// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.policy.AuditRecord;
import org.nidwatch.policy.Canary;
import org.nidwatch.policy.Disposition;
import org.nidwatch.policy.Organisation;
import org.nidwatch.policy.Probe;
import org.nidwatch.policy.Silence;
import org.nidwatch.watch.Coverage;
import org.nidwatch.watch.OrganisationActivity;

/**
 * The JSON of files and the HTTP API: one object on one line, with the schemas' field names in the schemas' order. Times
 * are milliseconds since the epoch, tokens 32 hex digits, absent values null. Thread-safe.
 */
public final class JsonForm {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonWriting writing = new JsonWriting(JSON);
    private final JsonReading reading = new JsonReading(JSON);

    public String alert(ScrapingAlert alert, long emittedAtMillis) {
        return writing.line(new AlertTranslation().toAvro(new ReadAlert(alert, emittedAtMillis)));
    }

    public String activity(OrganisationActivity activity) {
        return writing.line(new ActivityTranslation().toAvro(activity));
    }

    public String organisation(Organisation organisation) {
        return writing.line(new OrganisationTranslation().toAvro(organisation));
    }

    public String canary(Canary canary) {
        return writing.line(new CanaryTranslation().toAvro(canary));
    }

    public String probe(Probe probe) {
        return writing.line(new ProbeTranslation().toAvro(probe));
    }

    public String disposition(Disposition disposition) {
        return writing.line(new DispositionTranslation().toAvro(disposition));
    }

    public String silence(Silence silence) {
        return writing.line(new SilenceTranslation().toAvro(silence));
    }

    public String audit(AuditRecord audit) {
        return writing.line(new AuditTranslation().toAvro(audit));
    }

    public String coverage(Coverage coverage) {
        return writing.line(new CoverageTranslation().toAvro(coverage));
    }

    public String query(NidQuery query) {
        return writing.line(new QueryTranslation().toAvro(query));
    }

    /**
     * Reads an organisation; fields with a default may be missing. Throws {@link IllegalArgumentException} naming the
     * field, never its value.
     */
    public Organisation organisation(String json) {
        return parse(
                json,
                Contract.ORGANISATION,
                record -> new OrganisationTranslation().fromAvro((org.nidwatch.event.Organisation) record));
    }

    /** Reads a canary, as {@link #organisation(String)} does. */
    public Canary canary(String json) {
        return parse(
                json, Contract.CANARY, record -> new CanaryTranslation().fromAvro((org.nidwatch.event.Canary) record));
    }

    /** Reads a probe, as {@link #organisation(String)} does. */
    public Probe probe(String json) {
        return parse(
                json, Contract.PROBE, record -> new ProbeTranslation().fromAvro((org.nidwatch.event.Probe) record));
    }

    /** Reads an alert, as {@link #organisation(String)} does. */
    public ReadAlert alert(String json) {
        return parse(
                json,
                Contract.SCRAPING_ALERT,
                record -> new AlertTranslation().fromAvro((org.nidwatch.event.ScrapingAlert) record));
    }

    /** Reads a disposition, as {@link #organisation(String)} does. */
    public Disposition disposition(String json) {
        return parse(
                json,
                Contract.DISPOSITION,
                record -> new DispositionTranslation().fromAvro((org.nidwatch.event.Disposition) record));
    }

    /** Reads a silence, as {@link #organisation(String)} does. */
    public Silence silence(String json) {
        return parse(
                json,
                Contract.SILENCE,
                record -> new SilenceTranslation().fromAvro((org.nidwatch.event.Silence) record));
    }

    private <D> D parse(String json, Contract contract, Function<SpecificRecord, D> translation) {
        return translation.apply(reading.read(json, contract));
    }
}
