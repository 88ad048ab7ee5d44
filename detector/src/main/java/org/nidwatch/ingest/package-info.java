// SPDX-License-Identifier: Apache-2.0
/** Server logs in, tokenised queries out: what is in a line, and how lines reach Kafka exactly once. */
@NullMarked
package org.nidwatch.ingest;

import org.jspecify.annotations.NullMarked;
