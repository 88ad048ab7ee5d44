// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Query;

/** A query that a reader fills again and again. */
final class ReusedQuery implements Query {
    long occurredAt;
    String organisationId = "";
    String credentialId = "";

    @Nullable
    String operatorId;

    @Nullable
    String sourceAddress;

    Operation operation = Operation.OTHER;
    Outcome outcome = Outcome.OTHER;
    int fieldsReturned;
    boolean hasSubject;
    long subjectHigh;
    long subjectLow;
    boolean hasBlock;
    long blockHigh;
    long blockLow;
    int tokenKeyId;

    /** Sets every field to what the schema gives as its default. */
    void clear() {
        occurredAt = 0;
        organisationId = "";
        credentialId = "";
        operatorId = null;
        sourceAddress = null;
        operation = Operation.OTHER;
        outcome = Outcome.OTHER;
        fieldsReturned = 0;
        hasSubject = false;
        subjectHigh = 0;
        subjectLow = 0;
        hasBlock = false;
        blockHigh = 0;
        blockLow = 0;
        tokenKeyId = 0;
    }

    @Override
    public long occurredAt() {
        return occurredAt;
    }

    @Override
    public String organisationId() {
        return organisationId;
    }

    @Override
    public String credentialId() {
        return credentialId;
    }

    @Override
    public @Nullable String operatorId() {
        return operatorId;
    }

    @Override
    public @Nullable String sourceAddress() {
        return sourceAddress;
    }

    @Override
    public Operation operation() {
        return operation;
    }

    @Override
    public Outcome outcome() {
        return outcome;
    }

    @Override
    public int fieldsReturned() {
        return fieldsReturned;
    }

    @Override
    public boolean hasSubject() {
        return hasSubject;
    }

    @Override
    public long subjectHigh() {
        return subjectHigh;
    }

    @Override
    public long subjectLow() {
        return subjectLow;
    }

    @Override
    public boolean hasBlock() {
        return hasBlock;
    }

    @Override
    public long blockHigh() {
        return blockHigh;
    }

    @Override
    public long blockLow() {
        return blockLow;
    }

    @Override
    public int tokenKeyId() {
        return tokenKeyId;
    }
}
