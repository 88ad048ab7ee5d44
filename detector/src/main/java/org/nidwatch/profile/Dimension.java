// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.profile;

/** What peers can be told apart by. Credentials always; operators and addresses where credentials are too few. */
public enum Dimension {
    CREDENTIAL("credential"),
    OPERATOR("operator"),
    SOURCE_ADDRESS("source address");

    private final String noun;

    Dimension(String noun) {
        this.noun = noun;
    }

    /** What an analyst calls one of them. */
    public String noun() {
        return noun;
    }
}
