// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

/** The registry answered, and it knows no schema with this id. */
public final class UnknownSchemaException extends RegistryException {
    UnknownSchemaException(String message) {
        super(message);
    }
}
