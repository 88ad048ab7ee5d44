// SPDX-License-Identifier: Apache-2.0
/**
 * Alerts to a webhook: a consumer of the alerts topic on a thread of its own, which detection never waits for. An alert's place in
 * the topic is committed once the receiver has answered 2xx, so what it has not taken is told again after a stop.
 */
@NullMarked
package org.nidwatch.deliver;

import org.jspecify.annotations.NullMarked;
