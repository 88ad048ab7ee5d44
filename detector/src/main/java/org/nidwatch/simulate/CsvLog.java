// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import java.io.IOException;
import java.io.Writer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Tokeniser;

/** Comma-separated values with the schema's field names in the header. */
final class CsvLog extends LogFile {
    private final Timestamps times = Timestamps.iso();
    private final @Nullable Tokeniser tokeniser;
    private final CSVPrinter csv;

    CsvLog(Writer out, @Nullable Tokeniser tokeniser) throws IOException {
        super(out);
        this.tokeniser = tokeniser;
        csv = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get().print(out);
        for (String name : new String[] {
            "event_id",
            "occurred_at",
            "organisation_id",
            "credential_id",
            "operator_id",
            "source_address",
            "operation",
            "outcome",
            "fields_returned"
        }) {
            csv.print(name);
        }
        if (tokeniser == null) {
            csv.print("nid");
        } else {
            csv.print("subject");
            csv.print("subject_block");
            csv.print("token_key_id");
        }
        csv.print("purpose");
        csv.println();
    }

    @Override
    public void write(SimulatedQuery query) throws IOException {
        csv.print(query.eventId());
        csv.print(times.millis(query.occurredAt()));
        csv.print(query.organisationId());
        csv.print(query.credentialId());
        csv.print(query.operatorId());
        csv.print(query.sourceAddress());
        csv.print(query.operation().name());
        csv.print(query.outcome().name());
        csv.print(query.fieldsReturned());
        String nid = query.nid();
        if (tokeniser == null) {
            csv.print(nid);
        } else {
            csv.print(nid == null ? null : tokeniser.subject(nid).hex());
            csv.print(nid == null ? null : tokeniser.block(nid).hex());
            csv.print(nid == null ? 0 : tokeniser.keyId());
        }
        csv.print(query.purpose());
        csv.println();
    }
}
