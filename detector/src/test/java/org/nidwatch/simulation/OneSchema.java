// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulation;

import java.util.ArrayList;
import java.util.List;
import org.nidwatch.wire.SchemaRegistry;

/** A registry in memory. What it was not given is no query. */
final class OneSchema implements SchemaRegistry {
    private final List<String> schemas = new ArrayList<>();

    @Override
    public int register(String subject, String schemaJson) {
        if (!schemas.contains(schemaJson)) {
            schemas.add(schemaJson);
        }
        return schemas.indexOf(schemaJson) + 1;
    }

    @Override
    public String schemaById(int id) {
        return id < 1 || id > schemas.size() ? "\"string\"" : schemas.get(id - 1);
    }

    @Override
    public boolean compatible(String subject, String schemaJson) {
        return true;
    }
}
