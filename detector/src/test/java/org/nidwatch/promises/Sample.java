// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

/**
 * How a long run stood at one moment.
 *
 * @param minute since its beginning
 * @param heapMiB of the detector that is never killed, after a full collection
 * @param residentMiB of its process
 * @param lag records behind; NaN when it did not say
 * @param sent records that the broker has
 * @param done records that are counted or rejected, and committed
 */
record Sample(double minute, double heapMiB, double residentMiB, double lag, double sent, double done) {}
