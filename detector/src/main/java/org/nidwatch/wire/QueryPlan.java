// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Token;

/**
 * What to do with the bytes of one writer's schema, field after field: read it into the query, or pass over it. Made
 * once for each schema by {@link QueryPlanCompiler}; holds no state of a record.
 */
final class QueryPlan implements QueryReading {
    /** What one step does. Numbers, since a switch over them is the hottest loop of the detector. */
    static final int PASS = 0;

    static final int PASS_TEXT = 1;
    static final int PASS_LONG = 2;
    static final int OCCURRED_AT_LONG = 3;
    static final int OCCURRED_AT_INT = 4;
    static final int ORGANISATION = 5;
    static final int CREDENTIAL = 6;
    static final int OPERATOR = 7;
    static final int SOURCE_ADDRESS = 8;
    static final int OPERATION = 9;
    static final int OUTCOME = 10;
    static final int FIELDS_RETURNED = 11;
    static final int SUBJECT = 12;
    static final int BLOCK = 13;
    static final int TOKEN_KEY_ID = 14;

    /** The writer's field is no union. */
    static final int NO_UNION = -1;

    private final int[] ops;
    private final int[] nullBranches;
    private final boolean[] nullAllowed;
    private final Skip[] skips;
    private final Operation[] operations;
    private final Outcome[] outcomes;

    /**
     * A plan of as many steps as {@code ops} has.
     *
     * @param nullBranches for each step the branch (0 or 1) that is null, or {@link #NO_UNION}
     * @param nullAllowed for each step whether null is a value that we can take
     * @param skips for each step how to {@link #PASS}
     * @param operations the writer's symbols, in the writer's order
     * @param outcomes likewise
     */
    QueryPlan(
            int[] ops,
            int[] nullBranches,
            boolean[] nullAllowed,
            Skip[] skips,
            Operation[] operations,
            Outcome[] outcomes) {
        this.ops = ops;
        this.nullBranches = nullBranches;
        this.nullAllowed = nullAllowed;
        this.skips = skips;
        this.operations = operations;
        this.outcomes = outcomes;
    }

    @Override
    public QueryReading glance() {
        int[] fewer = ops.clone();
        for (int step = 0; step < fewer.length; step++) {
            if (fewer[step] == CREDENTIAL || fewer[step] == OPERATOR || fewer[step] == SOURCE_ADDRESS) {
                fewer[step] = PASS_TEXT;
            }
        }
        return new QueryPlan(fewer, nullBranches, nullAllowed, skips, operations, outcomes);
    }

    /** Reads one whole record; bytes left over are an error. */
    @Override
    public void read(AvroCursor cursor, ReusedQuery query, Identifiers identifiers) {
        query.clear();
        for (int step = 0; step < ops.length; step++) {
            int nullBranch = nullBranches[step];
            if (nullBranch != NO_UNION && cursor.readIndex(2) == nullBranch) {
                if (!nullAllowed[step]) {
                    throw UnreadableException.incompatible();
                }
                continue;
            }
            step(step, cursor, query, identifiers);
        }
        if (!cursor.atEnd()) {
            throw UnreadableException.undecodable();
        }
    }

    private void step(int step, AvroCursor cursor, ReusedQuery query, Identifiers identifiers) {
        switch (ops[step]) {
            case PASS -> skips[step].over(cursor, 0);
            case PASS_TEXT -> cursor.skip(cursor.readLength());
            case PASS_LONG -> cursor.readLong();
            case OCCURRED_AT_LONG -> query.occurredAt = cursor.readLong();
            case OCCURRED_AT_INT -> query.occurredAt = cursor.readInt();
            case ORGANISATION -> query.organisationId = text(cursor, identifiers.organisations());
            case CREDENTIAL -> query.credentialId = text(cursor, identifiers.credentials());
            case OPERATOR -> query.operatorId = text(cursor, identifiers.operators());
            case SOURCE_ADDRESS -> query.sourceAddress = text(cursor, identifiers.addresses());
            case OPERATION -> query.operation = operations[cursor.readIndex(operations.length)];
            case OUTCOME -> query.outcome = outcomes[cursor.readIndex(outcomes.length)];
            case FIELDS_RETURNED -> query.fieldsReturned = cursor.readInt();
            case TOKEN_KEY_ID -> query.tokenKeyId = cursor.readInt();
            case SUBJECT -> {
                int at = cursor.at;
                cursor.skip(Token.BYTES);
                query.hasSubject = true;
                query.subjectHigh = cursor.bigEndianLong(at);
                query.subjectLow = cursor.bigEndianLong(at + Long.BYTES);
            }
            case BLOCK -> {
                int at = cursor.at;
                cursor.skip(Token.BYTES);
                query.hasBlock = true;
                query.blockHigh = cursor.bigEndianLong(at);
                query.blockLow = cursor.bigEndianLong(at + Long.BYTES);
            }
            default -> throw new IllegalStateException("step " + ops[step] + " has no meaning");
        }
    }

    /** Reads no further than the organisation; null when the record ends or breaks before it. */
    @Override
    public @Nullable String organisationId(AvroCursor cursor, ReusedQuery scratch, Identifiers identifiers) {
        for (int step = 0; step < ops.length; step++) {
            int nullBranch = nullBranches[step];
            if (nullBranch != NO_UNION && cursor.readIndex(2) == nullBranch) {
                continue;
            }
            step(step, cursor, scratch, identifiers);
            if (ops[step] == ORGANISATION) {
                return scratch.organisationId;
            }
        }
        return null;
    }

    private static String text(AvroCursor cursor, Interner interner) {
        int length = cursor.readLength();
        int at = cursor.at;
        cursor.skip(length);
        return interner.get(cursor.bytes, at, length);
    }
}
