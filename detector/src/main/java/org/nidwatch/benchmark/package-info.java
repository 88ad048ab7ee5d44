/** How fast the detector is against the plain consumer, on one topic, in one run. */
@NullMarked
package org.nidwatch.benchmark;

import org.jspecify.annotations.NullMarked;
