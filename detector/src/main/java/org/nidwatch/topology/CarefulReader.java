// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Query;
import org.nidwatch.intake.RejectReason;
import org.nidwatch.wire.QueryReader;
import org.nidwatch.wire.RegistryException;
import org.nidwatch.wire.RegistryUnavailableException;
import org.nidwatch.wire.UnreadableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads queries so that no record can stop the stream: a registry that is away is waited for, and whatever a record's
 * bytes do to the decoder is that record's fault alone. Not thread-safe.
 */
final class CarefulReader {
    private static final Logger LOG = LoggerFactory.getLogger(CarefulReader.class);

    private final QueryReader reader;
    private final RegistryPatience patience;
    private RejectReason why = RejectReason.UNDECODABLE;
    private boolean told;

    CarefulReader(QueryReader reader, RegistryPatience patience) {
        this.reader = reader;
        this.patience = patience;
    }

    private record Outcome(@Nullable Query query, @Nullable RejectReason reason) {}

    /**
     * The query, valid until the next call for the same place; null when it cannot be read, and {@link #why} says why.
     */
    @Nullable
    Query read(byte @Nullable [] value, int place) {
        try {
            return reader.read(value, place);
        } catch (UnreadableException e) {
            return refuse(e.reason());
        } catch (RegistryUnavailableException away) {
            return readWhenItAnswers(value, place);
        } catch (RegistryException e) {
            throw e;
        } catch (RuntimeException e) {
            return refuse(broken(e));
        }
    }

    /** Why the last {@link #read} gave no query. */
    RejectReason why() {
        return why;
    }

    /** The organisation alone; null when a short look cannot tell. It never waits. */
    @Nullable
    String peek(byte @Nullable [] value) {
        try {
            return reader.organisationId(value);
        } catch (RegistryException e) {
            return null;
        } catch (RuntimeException e) {
            broken(e);
            return null;
        }
    }

    private @Nullable Query refuse(RejectReason reason) {
        why = reason;
        return null;
    }

    private @Nullable Query readWhenItAnswers(byte @Nullable [] value, int place) {
        Outcome outcome = patience.insist(() -> {
            try {
                return new Outcome(reader.read(value, place), null);
            } catch (UnreadableException e) {
                return new Outcome(null, e.reason());
            }
        });
        return outcome.reason() == null ? outcome.query() : refuse(outcome.reason());
    }

    // The exception's message may quote the record: only its type is told.
    private RejectReason broken(RuntimeException e) {
        if (!told) {
            told = true;
            LOG.warn(
                    "the decoder failed on a record with {}; it is rejected as UNDECODABLE, and so are more like it",
                    e.getClass().getName());
        }
        return RejectReason.UNDECODABLE;
    }
}
