/**
 * What is promised whatever happens, each promise a class, and the faults that they are put through: real processes, a real
 * broker, seeded schedules.
 */
@NullMarked
package org.nidwatch.promises;

import org.jspecify.annotations.NullMarked;
