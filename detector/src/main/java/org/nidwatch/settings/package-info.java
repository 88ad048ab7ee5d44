// SPDX-License-Identifier: Apache-2.0
/** Settings: file, environment, flags; every error at once, before anything is touched. */
@NullMarked
package org.nidwatch.settings;

import org.jspecify.annotations.NullMarked;
