// SPDX-License-Identifier: Apache-2.0
/** The commands. */
@NullMarked
package org.nidwatch.cli;

import org.jspecify.annotations.NullMarked;
