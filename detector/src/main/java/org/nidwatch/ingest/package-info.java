// SPDX-License-Identifier: Apache-2.0
/** Server logs in, tokenised queries out. */
@NullMarked
package org.nidwatch.ingest;

import org.jspecify.annotations.NullMarked;
