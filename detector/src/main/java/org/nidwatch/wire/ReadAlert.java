// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import org.nidwatch.alert.ScrapingAlert;

/**
 * An alert as it was read.
 *
 * @param alert what was found: a function of event time
 * @param emittedAtMillis wall clock when it was written, milliseconds since the epoch
 */
public record ReadAlert(ScrapingAlert alert, long emittedAtMillis) {}
