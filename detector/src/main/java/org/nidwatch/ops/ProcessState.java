// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ops;

/** What can be asked of the running detector; each answer is of this moment. */
public interface ProcessState {
    /** How it is. */
    Health health();

    /** Records that its slowest partition is behind, as far as is known. */
    long lagRecords();

    /** Records that it should have read and does not get to, of the partition where that has lasted the longest; 0 = none. */
    long hiddenRecords();

    /** How many it may be behind and still be called ready; a setting. */
    long lagLimit();

    /** Partitions of the queries topic; 0 = not known yet. */
    int partitions();

    /** How many of them this process watches. */
    int partitionsWatched();

    /** Threads that wait for the schema registry. */
    int registryWaiting();
}
