// SPDX-License-Identifier: Apache-2.0
/** The life of an episode, from the first finding to the closing, and the alert that tells of it. */
@NullMarked
package org.nidwatch.alert;

import org.jspecify.annotations.NullMarked;
