// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Resolver;
import org.apache.avro.Resolver.Action;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.nidwatch.event.NidQuery;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;

/**
 * Turns a writer's schema into a {@link QueryPlan}. What goes where is decided by Avro's own resolver against our
 * schema, so that a plan and Avro's reader cannot disagree about the rules.
 */
final class QueryPlanCompiler {
    private static final Schema READER = NidQuery.getClassSchema();

    private final List<Step> steps = new ArrayList<>();
    private Operation[] operations = new Operation[0];
    private Outcome[] outcomes = new Outcome[0];

    private record Step(int op, int nullBranch, boolean nullAllowed, Skip skip) {}

    /** Avro could read this, we have no plan for it: the generic reader has to. */
    static final class UnplannedException extends Exception {
        UnplannedException(String message) {
            super(message, null, false, false);
        }
    }

    private QueryPlanCompiler() {}

    /** Throws {@link UnreadableException} with INCOMPATIBLE_SCHEMA when Avro could not read it either. */
    static QueryPlan compile(Schema writer) throws UnplannedException {
        Action action = Resolver.resolve(writer, READER, new GenericData());
        if (action.type == Action.Type.ERROR) {
            throw UnreadableException.incompatible();
        }
        if (!(action instanceof Resolver.RecordAdjust record)) {
            throw new UnplannedException("the writer's schema is a " + writer.getType() + " around a record");
        }
        QueryPlanCompiler compiler = new QueryPlanCompiler();
        int read = 0;
        for (Action field : record.fieldActions) {
            if (field.type == Action.Type.SKIP) {
                compiler.pass(field.writer);
            } else {
                compiler.read(record.readerOrder[read++].name(), field);
            }
        }
        return compiler.plan();
    }

    private QueryPlan plan() {
        return new QueryPlan(
                steps.stream().mapToInt(Step::op).toArray(),
                steps.stream().mapToInt(Step::nullBranch).toArray(),
                nullAllowed(),
                steps.stream().map(Step::skip).toArray(Skip[]::new),
                operations,
                outcomes);
    }

    private boolean[] nullAllowed() {
        boolean[] allowed = new boolean[steps.size()];
        for (int i = 0; i < allowed.length; i++) {
            allowed[i] = steps.get(i).nullAllowed();
        }
        return allowed;
    }

    private void pass(Schema writer) {
        int op = switch (writer.getType()) {
            case STRING, BYTES -> QueryPlan.PASS_TEXT;
            case LONG -> QueryPlan.PASS_LONG;
            default -> QueryPlan.PASS;
        };
        steps.add(new Step(op, QueryPlan.NO_UNION, false, Skip.of(writer)));
    }

    private void read(String field, Action action) throws UnplannedException {
        boolean nullAllowed = READER.getField(field).schema().isNullable();
        Action value = action;
        int nullBranch = QueryPlan.NO_UNION;
        if (action instanceof Resolver.WriterUnion union) {
            List<Schema> branches = action.writer.getTypes();
            nullBranch = nullBranch(branches);
            if (branches.size() != 2 || nullBranch == QueryPlan.NO_UNION) {
                throw new UnplannedException(field + " is a union of other than null and one type");
            }
            value = union.actions[1 - nullBranch];
        }
        if (value instanceof Resolver.ReaderUnion union) {
            value = union.actualAction;
        }
        if (value.type == Action.Type.ERROR) {
            throw UnreadableException.incompatible();
        }
        steps.add(new Step(op(field, value), nullBranch, nullAllowed, Skip.of(value.writer)));
    }

    private static int nullBranch(List<Schema> branches) {
        for (int i = 0; i < branches.size(); i++) {
            if (branches.get(i).getType() == Schema.Type.NULL) {
                return i;
            }
        }
        return QueryPlan.NO_UNION;
    }

    private int op(String field, Action value) throws UnplannedException {
        Schema writer = value.writer;
        if (writer.getType() == Schema.Type.NULL) {
            // A field that is always null: nothing to read, and clear() has set it so.
            return QueryPlan.PASS;
        }
        return switch (field) {
            case "event_id", "purpose" -> QueryPlan.PASS_TEXT;
            case "occurred_at" ->
                writer.getType() == Schema.Type.INT ? QueryPlan.OCCURRED_AT_INT : QueryPlan.OCCURRED_AT_LONG;
            case "organisation_id" -> QueryPlan.ORGANISATION;
            case "credential_id" -> QueryPlan.CREDENTIAL;
            case "operator_id" -> QueryPlan.OPERATOR;
            case "source_address" -> QueryPlan.SOURCE_ADDRESS;
            case "operation" -> {
                operations = writer.getEnumSymbols().stream()
                        .map(QueryPlanCompiler::operation)
                        .toArray(Operation[]::new);
                yield QueryPlan.OPERATION;
            }
            case "outcome" -> {
                outcomes = writer.getEnumSymbols().stream()
                        .map(QueryPlanCompiler::outcome)
                        .toArray(Outcome[]::new);
                yield QueryPlan.OUTCOME;
            }
            case "fields_returned" -> QueryPlan.FIELDS_RETURNED;
            case "subject" -> QueryPlan.SUBJECT;
            case "subject_block" -> QueryPlan.BLOCK;
            case "token_key_id" -> QueryPlan.TOKEN_KEY_ID;
            default -> throw new UnplannedException(field + " is not known to the compiler");
        };
    }

    /** By name: a writer may order its symbols as it likes, and one we do not know is OTHER. */
    static Operation operation(String symbol) {
        return Arrays.stream(Operation.values())
                .filter(operation -> operation.name().equals(symbol))
                .findFirst()
                .orElse(Operation.OTHER);
    }

    static Outcome outcome(String symbol) {
        return Arrays.stream(Outcome.values())
                .filter(outcome -> outcome.name().equals(symbol))
                .findFirst()
                .orElse(Outcome.OTHER);
    }
}
