// SPDX-License-Identifier: Apache-2.0
/** The console: what is known of alerts and organisations in memory, the HTTP API over it, and the page's files. */
@NullMarked
package org.nidwatch.console;

import org.jspecify.annotations.NullMarked;
