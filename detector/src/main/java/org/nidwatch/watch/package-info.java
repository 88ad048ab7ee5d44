// SPDX-License-Identifier: Apache-2.0
/** The loop from a query to alerts, without Kafka: the topology and the file scan run the same one. */
@NullMarked
package org.nidwatch.watch;

import org.jspecify.annotations.NullMarked;
