// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.util.ClassSecurityValidator;

/** The schemas of our topics' values, as they lie in the schemas module. */
public enum Contract {
    /** Value of nid.queries. */
    NID_QUERY("NidQuery", org.nidwatch.event.NidQuery.getClassSchema()),
    /** Value of nid.alerts and nid.alerts.current. */
    SCRAPING_ALERT("ScrapingAlert", org.nidwatch.event.ScrapingAlert.getClassSchema()),
    /** Value of nid.activity. */
    ORGANISATION_ACTIVITY("OrganisationActivity", org.nidwatch.event.OrganisationActivity.getClassSchema()),
    /** Value of nid.organisations. */
    ORGANISATION("Organisation", org.nidwatch.event.Organisation.getClassSchema()),
    /** Value of nid.canaries. */
    CANARY("Canary", org.nidwatch.event.Canary.getClassSchema()),
    /** Value of nid.probes. */
    PROBE("Probe", org.nidwatch.event.Probe.getClassSchema()),
    /** Value of nid.silences. */
    SILENCE("Silence", org.nidwatch.event.Silence.getClassSchema()),
    /** Value of nid.dispositions. */
    DISPOSITION("Disposition", org.nidwatch.event.Disposition.getClassSchema()),
    /** Value of nid.coverage. */
    COVERAGE("Coverage", org.nidwatch.event.Coverage.getClassSchema()),
    /** Value of nid.audit. */
    AUDIT_RECORD("AuditRecord", org.nidwatch.event.AuditRecord.getClassSchema());

    static {
        // Avro makes objects only of classes it was told to trust: ours, besides what the user allows.
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(),
                type -> type.getPackage() == org.nidwatch.event.NidQuery.class.getPackage()));
    }

    private final String schemaJson;
    /** Avro does not call its schemas immutable, but nobody changes this one. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Schema classSchema;

    Contract(String name, Schema classSchema) {
        this.schemaJson = minified(name);
        this.classSchema = classSchema;
    }

    /** The schema as it is registered: docs included, without Java's own properties. */
    public String schemaJson() {
        return schemaJson;
    }

    /** The same schema as the generated class has it. */
    Schema classSchema() {
        return classSchema;
    }

    private static String minified(String name) {
        String resource = "/org/nidwatch/schemas/" + name + ".avsc";
        try (InputStream in = Objects.requireNonNull(Contract.class.getResourceAsStream(resource), resource)) {
            String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Schema.Parser().parse(json).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
