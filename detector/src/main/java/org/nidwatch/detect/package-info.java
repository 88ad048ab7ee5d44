// SPDX-License-Identifier: Apache-2.0
/** Pure detectors: a picture of one organisation in, findings out. No clock, no I/O, no memory of their own. */
@NullMarked
package org.nidwatch.detect;

import org.jspecify.annotations.NullMarked;
