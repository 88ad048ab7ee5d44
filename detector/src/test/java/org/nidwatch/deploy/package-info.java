// SPDX-License-Identifier: Apache-2.0
/** What lies in deploy/: each file read as its reader will read it, and started where that can be done. */
@NullMarked
package org.nidwatch.deploy;

import org.jspecify.annotations.NullMarked;
