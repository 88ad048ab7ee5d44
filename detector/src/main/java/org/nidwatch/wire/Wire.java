// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.util.Map;
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
 * Domain records to framed values and back. One for a process; thread-safe. Writing throws {@link RegistryException}
 * when the schema cannot be registered; reading throws {@link UnreadableException} when the value is bad, and
 * {@link RegistryException} when the registry cannot be asked.
 */
public final class Wire {
    private static final QueryTranslation QUERY = new QueryTranslation();
    private static final AlertTranslation ALERT = new AlertTranslation();
    private static final ActivityTranslation ACTIVITY = new ActivityTranslation();
    private static final OrganisationTranslation ORGANISATION = new OrganisationTranslation();
    private static final CanaryTranslation CANARY = new CanaryTranslation();
    private static final CoverageTranslation COVERAGE = new CoverageTranslation();
    private static final ProbeTranslation PROBE = new ProbeTranslation();
    private static final SilenceTranslation SILENCE = new SilenceTranslation();
    private static final AuditTranslation AUDIT = new AuditTranslation();
    private static final DispositionTranslation DISPOSITION = new DispositionTranslation();

    private final Codec codec;

    /** With the client that the settings name. */
    public Wire(RegistrySettings settings) {
        codec = switch (settings.client()) {
            case BUILTIN -> new BuiltinCodec(SchemaRegistry.connect(settings));
            case CONFLUENT -> new ConfluentCodec(settings);
        };
    }

    /** With a registry that the caller brings. */
    public Wire(SchemaRegistry registry) {
        codec = new BuiltinCodec(registry);
    }

    /** A reader for one thread. */
    public QueryReader newQueryReader() {
        return codec.newQueryReader();
    }

    /** A reader for one thread that may leave credential, operator and address empty: for who looks for few among many. */
    public QueryReader newGlanceReader() {
        return codec.newGlanceReader();
    }

    /** Registers each topic's schema; does nothing where it is registered. */
    public void registerAll(Map<String, Contract> contractsByTopic) {
        contractsByTopic.forEach(codec::register);
    }

    public byte[] query(String topic, NidQuery query) {
        return codec.encode(topic, Contract.NID_QUERY, QUERY.toAvro(query));
    }

    public byte[] alert(String topic, ScrapingAlert alert, long emittedAtMillis) {
        return codec.encode(topic, Contract.SCRAPING_ALERT, ALERT.toAvro(new ReadAlert(alert, emittedAtMillis)));
    }

    public byte[] activity(String topic, OrganisationActivity activity) {
        return codec.encode(topic, Contract.ORGANISATION_ACTIVITY, ACTIVITY.toAvro(activity));
    }

    public byte[] organisation(String topic, Organisation organisation) {
        return codec.encode(topic, Contract.ORGANISATION, ORGANISATION.toAvro(organisation));
    }

    public byte[] canary(String topic, Canary canary) {
        return codec.encode(topic, Contract.CANARY, CANARY.toAvro(canary));
    }

    public byte[] probe(String topic, Probe probe) {
        return codec.encode(topic, Contract.PROBE, PROBE.toAvro(probe));
    }

    public byte[] disposition(String topic, Disposition disposition) {
        return codec.encode(topic, Contract.DISPOSITION, DISPOSITION.toAvro(disposition));
    }

    public byte[] silence(String topic, Silence silence) {
        return codec.encode(topic, Contract.SILENCE, SILENCE.toAvro(silence));
    }

    public byte[] audit(String topic, AuditRecord audit) {
        return codec.encode(topic, Contract.AUDIT_RECORD, AUDIT.toAvro(audit));
    }

    public byte[] coverage(String topic, Coverage coverage) {
        return codec.encode(topic, Contract.COVERAGE, COVERAGE.toAvro(coverage));
    }

    public NidQuery readQuery(byte[] value) throws UnreadableException {
        return read(value, Contract.NID_QUERY, org.nidwatch.event.NidQuery.class, QUERY);
    }

    public ReadAlert readAlert(byte[] value) throws UnreadableException {
        return read(value, Contract.SCRAPING_ALERT, org.nidwatch.event.ScrapingAlert.class, ALERT);
    }

    public OrganisationActivity readActivity(byte[] value) throws UnreadableException {
        return read(value, Contract.ORGANISATION_ACTIVITY, org.nidwatch.event.OrganisationActivity.class, ACTIVITY);
    }

    public Organisation readOrganisation(byte[] value) throws UnreadableException {
        return read(value, Contract.ORGANISATION, org.nidwatch.event.Organisation.class, ORGANISATION);
    }

    public Canary readCanary(byte[] value) throws UnreadableException {
        return read(value, Contract.CANARY, org.nidwatch.event.Canary.class, CANARY);
    }

    public Probe readProbe(byte[] value) throws UnreadableException {
        return read(value, Contract.PROBE, org.nidwatch.event.Probe.class, PROBE);
    }

    public Disposition readDisposition(byte[] value) throws UnreadableException {
        return read(value, Contract.DISPOSITION, org.nidwatch.event.Disposition.class, DISPOSITION);
    }

    public Silence readSilence(byte[] value) throws UnreadableException {
        return read(value, Contract.SILENCE, org.nidwatch.event.Silence.class, SILENCE);
    }

    public AuditRecord readAudit(byte[] value) throws UnreadableException {
        return read(value, Contract.AUDIT_RECORD, org.nidwatch.event.AuditRecord.class, AUDIT);
    }

    public Coverage readCoverage(byte[] value) throws UnreadableException {
        return read(value, Contract.COVERAGE, org.nidwatch.event.Coverage.class, COVERAGE);
    }

    private <D, A extends SpecificRecord> D read(
            byte[] value, Contract contract, Class<A> type, Translation<D, A> translation) {
        A record = type.cast(codec.decode(value, contract));
        try {
            return translation.fromAvro(record);
        } catch (IllegalArgumentException | java.time.DateTimeException | ArithmeticException e) {
            // A text or time without the form it must have: an id that is no UUID, a window that is no duration.
            throw UnreadableException.undecodable();
        }
    }
}
