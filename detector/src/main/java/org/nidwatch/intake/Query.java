// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.intake;

import org.jspecify.annotations.Nullable;

/**
 * The fields of one query that detection needs, as a read-only view. On the hot path one object is filled again and
 * again, so nobody may keep a {@code Query} after the call that received it; strings may be kept.
 */
public interface Query {
    /** When the NID server answered, milliseconds since the epoch. */
    long occurredAt();

    /** The partner organisation. */
    String organisationId();

    /** API key, client certificate or portal account used. */
    String credentialId();

    /** The person at the partner, where known. */
    @Nullable
    String operatorId();

    /** The caller's IP address, where known. */
    @Nullable
    String sourceAddress();

    /** What was asked. */
    Operation operation();

    /** What was answered. */
    Outcome outcome();

    /** How many personal fields went out. */
    int fieldsReturned();

    /** Whether a citizen was named: false for a search, then the subject is 0. */
    boolean hasSubject();

    /** First 8 bytes of the subject token. */
    long subjectHigh();

    /** Last 8 bytes of the subject token. */
    long subjectLow();

    /** Whether the block token is known; when false the block is 0. */
    boolean hasBlock();

    /** First 8 bytes of the block token. */
    long blockHigh();

    /** Last 8 bytes of the block token. */
    long blockLow();

    /** Which tokenisation key made the tokens. */
    int tokenKeyId();
}
