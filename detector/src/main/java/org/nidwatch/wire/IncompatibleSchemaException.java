// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

/** The registry refused to register a schema because of its compatibility rule. */
public final class IncompatibleSchemaException extends RegistryException {
    IncompatibleSchemaException(String message) {
        super(message);
    }
}
