// SPDX-License-Identifier: Apache-2.0
/** What we measure per organisation: panes, distinct counts, credentials; one codec with a version byte. */
@NullMarked
package org.nidwatch.window;

import org.jspecify.annotations.NullMarked;
