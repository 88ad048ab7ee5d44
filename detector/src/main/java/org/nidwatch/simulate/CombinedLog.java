// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import java.io.IOException;
import java.io.Writer;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;

/** The combined log of nginx in front of an API that has organisation and number in the path. */
final class CombinedLog extends LogFile {
    private static final String[] NAMES = {"rahman", "akter", "hossain", "begum", "islam", "khatun", "das", "chakma"};

    private final Timestamps times = Timestamps.combined();
    private final StringBuilder line = new StringBuilder(256);

    CombinedLog(Writer out) {
        super(out);
    }

    @Override
    public void write(SimulatedQuery query) throws IOException {
        line.setLength(0);
        line.append(query.sourceAddress()).append(" - ").append(query.credentialId());
        line.append(" [").append(times.seconds(query.occurredAt())).append("] \"");
        request(query);
        line.append(" HTTP/1.1\" ").append(status(query)).append(' ');
        line.append(query.outcome() == Outcome.DISCLOSED ? 120 + 61 * query.fieldsReturned() : 48);
        line.append(" \"-\" \"").append(query.operatorId() == null ? "partner-gateway/2.4" : "Mozilla/5.0");
        line.append("\"\n");
        out.append(line);
    }

    private void request(SimulatedQuery query) {
        boolean verify = query.operation() == Operation.VERIFY;
        line.append(verify ? "POST" : "GET").append(" /v1/orgs/").append(query.organisationId());
        if (verify) {
            line.append("/verify?nid=").append(query.nid());
        } else if (query.number() == 0) {
            line.append("/persons?name=").append(NAMES[(int) (query.idLow() & 7)]);
        } else {
            line.append("/persons/").append(query.nid());
        }
    }

    private static int status(SimulatedQuery query) {
        return switch (query.outcome()) {
            case DISCLOSED, MATCHED -> 200;
            case MISMATCHED -> 409;
            case NOT_FOUND -> 404;
            case DENIED -> (query.idLow() & 1) == 0 ? 403 : 429;
            case ERROR, OTHER -> (query.idLow() & 1) == 0 ? 500 : 503;
        };
    }
}
