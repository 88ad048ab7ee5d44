// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.federation.SourceReport;
import org.nidwatch.intake.RejectReason;
import org.nidwatch.policy.AuditRecord;
import org.nidwatch.watch.Coverage;
import org.nidwatch.watch.OrganisationActivity;
import org.nidwatch.window.StateWriter;
import org.nidwatch.wire.Wire;

/** What the watch sends out. */
sealed interface Emission {
    /** As it is written to the topic. */
    byte[] bytes(Wire wire, String topic);

    /** One emission of an alert, with the wall clock of the moment. */
    record AlertEmitted(ScrapingAlert alert, long emittedAtMillis) implements Emission {
        String alertId() {
            return alert.alertId().toString();
        }

        @Override
        public byte[] bytes(Wire wire, String topic) {
            return wire.alert(topic, alert, emittedAtMillis);
        }
    }

    /** One organisation's closed minute. */
    record ActivityEmitted(OrganisationActivity activity) implements Emission {
        @Override
        public byte[] bytes(Wire wire, String topic) {
            return wire.activity(topic, activity);
        }
    }

    /** What the federation is told: an organisation's closed 5 minutes, or how far a partition is. */
    record ReportEmitted(SourceReport report) implements Emission {
        @Override
        public byte[] bytes(Wire wire, String topic) {
            return report.toBytes(new StateWriter());
        }
    }

    /** What a silence hid on a day. */
    record AuditEmitted(AuditRecord audit) implements Emission {
        @Override
        public byte[] bytes(Wire wire, String topic) {
            return wire.audit(topic, audit);
        }
    }

    /** A span in which nobody looked. */
    record CoverageEmitted(Coverage coverage) implements Emission {
        /** The organisation's id, or the partition's number. */
        String key() {
            String organisation = coverage.organisationId();
            return organisation == null ? String.valueOf(coverage.partition()) : organisation;
        }

        @Override
        public byte[] bytes(Wire wire, String topic) {
            return wire.coverage(topic, coverage);
        }
    }

    /**
     * A record that was not counted. It is told by its place and the reason alone: its value, and whatever was not
     * verified, could hold a citizen's number.
     */
    record QueryRejected(@Nullable String organisationId, RejectReason reason, Origin origin, int valueBytes)
            implements Emission {
        @Override
        public byte[] bytes(Wire wire, String topic) {
            return new byte[0];
        }
    }
}
