// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ops;

import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * How this process is.
 *
 * @param live false = a restart is the only cure
 * @param ready whether it is looking: connected, with its share of the work or standing by, restored, not far behind
 * @param reason one sentence, also when all is well
 */
public record Health(boolean live, boolean ready, String reason) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** As the health endpoints say it: one line. */
    String json() {
        return JSON.createObjectNode()
                        .put("live", live)
                        .put("ready", ready)
                        .put("reason", reason)
                        .toString()
                + "\n";
    }
}
