// SPDX-License-Identifier: Apache-2.0
/** Scores the engine on labelled worlds, beside simpler methods and the limit of what anybody could know. */
@NullMarked
package org.nidwatch.evaluate;

import org.jspecify.annotations.NullMarked;
