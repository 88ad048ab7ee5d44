// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

/** A record that the broker has. */
record Sent(Planned record, long offset) {}
