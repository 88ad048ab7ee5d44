// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulation;

/** A promise that does not hold. */
final class Broken extends RuntimeException {
    Broken(String what) {
        super(what);
    }
}
