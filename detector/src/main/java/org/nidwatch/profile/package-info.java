// SPDX-License-Identifier: Apache-2.0
/**
 * What is learned of each organisation: what to expect of it and of its credentials, hour by hour, and how far the
 * present is from that. It can be poisoned, so it has a room of its own and learns slowly.
 */
@NullMarked
package org.nidwatch.profile;

import org.jspecify.annotations.NullMarked;
