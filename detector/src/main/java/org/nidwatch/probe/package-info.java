// SPDX-License-Identifier: Apache-2.0
/** What several probes say together: who answered, and whether chance could have done it. */
@NullMarked
package org.nidwatch.probe;

import org.jspecify.annotations.NullMarked;
