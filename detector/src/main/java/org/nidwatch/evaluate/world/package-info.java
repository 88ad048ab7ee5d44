// SPDX-License-Identifier: Apache-2.0
/** Labelled worlds as counts: written from what is known of such traffic, with no knowledge of any detector. */
@NullMarked
package org.nidwatch.evaluate.world;

import org.jspecify.annotations.NullMarked;
