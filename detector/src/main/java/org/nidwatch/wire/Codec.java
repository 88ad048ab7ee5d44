// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import org.apache.avro.specific.SpecificRecord;

/** Turns records into framed values and back: ours, or Confluent's. Thread-safe. */
interface Codec {
    /** Makes sure that the topic's values have their schema in the registry. */
    void register(String topic, Contract contract);

    byte[] encode(String topic, Contract contract, SpecificRecord record);

    /** Reads a value as the contract's class, whatever version wrote it. */
    SpecificRecord decode(byte[] value, Contract contract) throws UnreadableException;

    QueryReader newQueryReader();

    /** A reader that may leave credential, operator and address empty. */
    QueryReader newGlanceReader();
}
