// SPDX-License-Identifier: Apache-2.0
/** What a query is, and what we believe of it: domain records, tokens, checks. */
@NullMarked
package org.nidwatch.intake;

import org.jspecify.annotations.NullMarked;
