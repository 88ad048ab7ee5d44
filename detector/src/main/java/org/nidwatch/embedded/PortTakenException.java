// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.embedded;

import java.io.IOException;

/** Somebody else listens on the port that an embedded server was to have. */
public final class PortTakenException extends IOException {
    private final int port;

    /** A sentence for people: which server wanted the port, who could be there, and which setting moves it. */
    public PortTakenException(String server, int port, String likely, String setting) {
        super("port " + port + " on 127.0.0.1, wanted for the " + server + ", is taken: " + likely
                + " could be running there. Stop it, or set " + setting + " to another port (0 = any free one).");
        this.port = port;
    }

    /** The port that is taken. */
    public int port() {
        return port;
    }
}
