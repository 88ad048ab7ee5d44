// SPDX-License-Identifier: Apache-2.0
/** What goes into an evidence pack: a report and a chart for people, a list of events and a manifest to check them by. */
@NullMarked
package org.nidwatch.evidence;

import org.jspecify.annotations.NullMarked;
