// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.trace;

import java.util.ArrayList;
import java.util.List;

/** A leaked person as the model sees them: who looked them up before the leak, and how likely each did so anyway. */
final class Person {
    /** The bin of the person's date; -1 for none. */
    final int bin;

    final List<OrganisationLookUps> by = new ArrayList<>();
    final List<Hit> hits = new ArrayList<>();

    /** For each of {@link #by}: the probability that it would have looked this person up without any leak, (0, 1]. */
    double[] chance = new double[0];

    Person(int bin) {
        this.bin = bin;
    }

    void add(OrganisationLookUps organisation, Hit hit) {
        by.add(organisation);
        hits.add(hit);
    }
}
