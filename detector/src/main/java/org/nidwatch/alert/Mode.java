// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.alert;

/** Live stream or replay of history. */
public enum Mode {
    LIVE,
    REPLAY
}
