// SPDX-License-Identifier: Apache-2.0
/** The only room that knows Avro, the schema registry and the Confluent framing. */
@NullMarked
package org.nidwatch.wire;

import org.jspecify.annotations.NullMarked;
