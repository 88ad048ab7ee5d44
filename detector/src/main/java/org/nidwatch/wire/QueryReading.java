// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** How records of one writer's schema are read: by plan, by Avro's generic reader, or not at all. */
interface QueryReading {
    /** The schema cannot be read as NidQuery. */
    QueryReading INCOMPATIBLE = new QueryReading() {
        @Override
        public void read(AvroCursor cursor, ReusedQuery query, Identifiers identifiers) {
            throw UnreadableException.incompatible();
        }

        @Override
        public @Nullable String organisationId(AvroCursor cursor, ReusedQuery scratch, Identifiers identifiers) {
            return null;
        }
    };

    /** Reads the rest of the record into the query. */
    void read(AvroCursor cursor, ReusedQuery query, Identifiers identifiers);

    /** Reads as far as the organisation. */
    @Nullable
    String organisationId(AvroCursor cursor, ReusedQuery scratch, Identifiers identifiers);

    /** The same without credential, operator and address, which cost most; whole where that saves nothing. */
    default QueryReading glance() {
        return this;
    }

    /** The best way for this writer's schema. */
    static QueryReading of(Schema writer) {
        try {
            return QueryPlanCompiler.compile(writer);
        } catch (QueryPlanCompiler.UnplannedException e) {
            return new GenericQueryReading(writer);
        } catch (UnreadableException e) {
            return INCOMPATIBLE;
        }
    }
}
