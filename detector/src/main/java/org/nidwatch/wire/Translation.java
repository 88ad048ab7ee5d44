// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import org.apache.avro.specific.SpecificRecord;

/**
 * Between a domain record and its class on the wire.
 *
 * @param <D> the domain record
 * @param <A> the class generated from the schema
 */
interface Translation<D, A extends SpecificRecord> {
    A toAvro(D value);

    /** Throws {@link RuntimeException} when a text in the record does not have the form it must have. */
    D fromAvro(A record);
}
