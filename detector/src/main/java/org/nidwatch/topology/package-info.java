// SPDX-License-Identifier: Apache-2.0
/** The only room that knows Kafka Streams: topology, topics, stores, thin processors. */
@NullMarked
package org.nidwatch.topology;

import org.jspecify.annotations.NullMarked;
