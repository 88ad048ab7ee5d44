// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.alert;

/** What an episode is about. */
public enum Scope {
    ORGANISATION,
    CREDENTIAL,
    FEDERATION
}
