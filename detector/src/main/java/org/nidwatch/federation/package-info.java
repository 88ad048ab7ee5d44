// SPDX-License-Identifier: Apache-2.0
/** What several organisations do together: their digests side by side, and the one alert that groups them. */
@NullMarked
package org.nidwatch.federation;

import org.jspecify.annotations.NullMarked;
