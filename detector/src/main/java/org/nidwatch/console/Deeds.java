// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import org.jspecify.annotations.Nullable;
import org.nidwatch.policy.AuditRecord;
import org.nidwatch.policy.Disposition;
import org.nidwatch.policy.Silence;

/**
 * Stores what people decide, with a note of who did it; returns when all replicas have both. Thread-safe.
 */
public interface Deeds extends AutoCloseable {
    /** Stores a decision. */
    void decide(Disposition disposition, AuditRecord audit) throws NotStoredException;

    /** Stores a silence under its id; null takes it away. */
    void silence(String id, @Nullable Silence silence, AuditRecord audit) throws NotStoredException;

    /** Notes an attempt that was refused; does not wait. */
    void refused(AuditRecord audit);

    /** It could not be stored, or not be noted; the message says which and why, in words for the one who asked. */
    final class NotStoredException extends Exception {
        private static final long serialVersionUID = 1;

        public NotStoredException(String message) {
            super(message);
        }
    }

    @Override
    void close();
}
