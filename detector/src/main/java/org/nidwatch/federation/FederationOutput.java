// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.federation;

import org.nidwatch.alert.ScrapingAlert;

/** Where the federation puts what it has to say, at once and in order. */
public interface FederationOutput {
    /** One emission of an alert of scope FEDERATION. */
    void alert(ScrapingAlert alert);

    /** Organisations rose together so that they would have made an alert, had they not all risen: no alert follows. */
    default void commonCause(String detector) {}

    /** A digest came after its tick was decided; it counts from now on. */
    default void late() {}
}
