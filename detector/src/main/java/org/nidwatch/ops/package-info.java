// SPDX-License-Identifier: Apache-2.0
/** Meters with their laws, health. */
@NullMarked
package org.nidwatch.ops;

import org.jspecify.annotations.NullMarked;
