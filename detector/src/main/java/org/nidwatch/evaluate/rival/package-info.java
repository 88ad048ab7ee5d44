/** What our engine is compared with: methods of the literature, each at its best, and oracles that know the truth. */
@NullMarked
package org.nidwatch.evaluate.rival;

import org.jspecify.annotations.NullMarked;
