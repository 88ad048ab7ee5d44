// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.time.Instant;
import org.nidwatch.watch.Coverage;

/** {@link Coverage}. */
final class CoverageTranslation implements Translation<Coverage, org.nidwatch.event.Coverage> {
    @Override
    public org.nidwatch.event.Coverage toAvro(Coverage coverage) {
        return new org.nidwatch.event.Coverage(
                Instant.ofEpochMilli(coverage.from()),
                Instant.ofEpochMilli(coverage.to()),
                coverage.partition(),
                coverage.organisationId(),
                org.nidwatch.event.Cause.valueOf(coverage.cause().name()));
    }

    @Override
    public Coverage fromAvro(org.nidwatch.event.Coverage record) {
        return new Coverage(
                record.getFrom().toEpochMilli(),
                record.getTo().toEpochMilli(),
                record.getPartition(),
                record.getOrganisation(),
                Coverage.Cause.valueOf(record.getCause().name()));
    }
}
