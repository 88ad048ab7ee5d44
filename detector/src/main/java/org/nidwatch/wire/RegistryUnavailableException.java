// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

/**
 * No registry answered: refused, timed out, or a server error after all retries. An outage is not bad input: wait and
 * try again, never skip the record.
 */
public final class RegistryUnavailableException extends RegistryException {
    RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    RegistryUnavailableException(String message) {
        super(message);
    }
}
