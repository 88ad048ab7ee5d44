// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ops;

/**
 * How this process is.
 *
 * @param live false = a restart is the only cure
 * @param ready whether it is looking: connected, with its share of the work, restored
 * @param reason one sentence, also when all is well
 */
public record Health(boolean live, boolean ready, String reason) {}
