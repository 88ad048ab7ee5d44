// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ops;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** What is served beside metrics and health. It closes each exchange, now or, from a thread of its own, later. */
public interface Site extends AutoCloseable {
    /** Answers one request; from several threads. */
    void serve(HttpExchange exchange, Doorkeeper door) throws IOException;

    /** Ends what it still answers. */
    @Override
    void close();
}
