// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

/** What we ask of a schema registry that speaks Confluent's API. Thread-safe. */
public interface SchemaRegistry {
    /** The builtin client: JDK HTTP, cached, with time-outs and retries. */
    static SchemaRegistry connect(RegistrySettings settings) {
        return new CachedRegistry(new RegistryHttp(settings), System::nanoTime);
    }

    /**
     * Registers the schema under the subject, or finds it there; cached. Throws {@link IncompatibleSchemaException} when
     * the registry refuses the change.
     *
     * @return the schema's id
     */
    int register(String subject, String schemaJson) throws RegistryException;

    /**
     * The schema with this id, cached for ever (ids never change their meaning). Throws {@link UnknownSchemaException}
     * when the registry does not know it, and remembers that for 30 s.
     */
    String schemaById(int id) throws RegistryException;

    /**
     * Has the schema with this id asked for anew at the next {@link #schemaById}: what the registry said is of no use to the
     * caller, who may have heard the wrong thing.
     */
    default void doubt(int id) {}

    /** Whether the schema could follow the subject's latest one; true when the subject does not exist. */
    boolean compatible(String subject, String schemaJson) throws RegistryException;
}
