// SPDX-License-Identifier: Apache-2.0
/** Samples leaked from made-up organisations, and how often the trace names the right one. */
@NullMarked
package org.nidwatch.evaluate.leaks;

import org.jspecify.annotations.NullMarked;
