// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.util.ArrayList;
import java.util.List;
import org.nidwatch.wire.SchemaRegistry;

/** A registry in memory that gives the same ids in every process, as the schemas are registered in the same order. */
final class MemoryRegistry implements SchemaRegistry {
    private final List<String> schemas = new ArrayList<>();

    @Override
    public synchronized int register(String subject, String schemaJson) {
        if (!schemas.contains(schemaJson)) {
            schemas.add(schemaJson);
        }
        return schemas.indexOf(schemaJson) + 1;
    }

    @Override
    public synchronized String schemaById(int id) {
        return schemas.get(id - 1);
    }

    @Override
    public boolean compatible(String subject, String schemaJson) {
        return true;
    }
}
