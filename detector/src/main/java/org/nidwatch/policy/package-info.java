// SPDX-License-Identifier: Apache-2.0
/** What people decide: organisations with their quotas and calendars, canaries, probes, verdicts on alerts. */
@NullMarked
package org.nidwatch.policy;

import org.jspecify.annotations.NullMarked;
