// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

/** Something that holds after every run, whatever happened in it. */
interface Promise {
    /** Fails when it does not; the evidence's description, seed included, goes into the text. */
    void kept(Evidence run) throws Exception;
}
