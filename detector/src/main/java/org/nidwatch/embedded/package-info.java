// SPDX-License-Identifier: Apache-2.0
/** The default for an empty machine: one broker and one schema registry on loopback. */
@NullMarked
package org.nidwatch.embedded;

import org.jspecify.annotations.NullMarked;
