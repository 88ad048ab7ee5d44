// SPDX-License-Identifier: Apache-2.0
/** Seeded traffic of many organisations, with attacks hidden in it. */
@NullMarked
package org.nidwatch.simulate;

import org.jspecify.annotations.NullMarked;
