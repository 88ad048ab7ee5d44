// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

/** The detector cannot start or had to stop; the message is for people and says what to change. */
public final class DetectorException extends Exception {
    DetectorException(String message) {
        super(message);
    }
}
