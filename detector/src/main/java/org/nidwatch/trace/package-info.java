// SPDX-License-Identifier: Apache-2.0
/** Which organisation did a leaked sample come through? Reads what was asked, and weighs it; accuses nobody. */
@NullMarked
package org.nidwatch.trace;

import org.jspecify.annotations.NullMarked;
