// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ops;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where HTTP listens, and who may read. Loopback is open; anywhere else needs tokens, and TLS or a proxy that has it.
 *
 * @param port 0 = any free port
 * @param certificateFile PEM chain; with keyFile it makes HTTPS
 * @param keyFile PEM key, PKCS#8, not encrypted
 * @param behindProxy whether a proxy in front of it encrypts
 * @param tokensFile who may read; null = everybody who reaches the port
 * @param requestsPerMinute of one token, or of all without one; more are answered with 429, health and the page apart
 */
public record HttpAccess(
        String bind,
        int port,
        @Nullable Path certificateFile,
        @Nullable Path keyFile,
        boolean behindProxy,
        @Nullable Path tokensFile,
        int requestsPerMinute) {
    private static final int REQUESTS = 600;

    /** On 127.0.0.1, without tokens. */
    public static HttpAccess loopback(int port) {
        return new HttpAccess("127.0.0.1", port, null, null, false, null, REQUESTS);
    }

    boolean encrypted() {
        return certificateFile != null && keyFile != null;
    }

    /** The address to listen on; throws with all that is missing for it. */
    InetAddress address() throws IOException {
        InetAddress address = InetAddress.getByName(bind);
        List<String> missing = new ArrayList<>();
        if ((certificateFile == null) != (keyFile == null)) {
            missing.add("http.certificate.file and http.key.file belong together: set both or none");
        }
        if (!address.isLoopbackAddress()) {
            if (!encrypted() && !behindProxy) {
                missing.add("TLS: set http.certificate.file and http.key.file (PEM), or http.behind.proxy=true when a"
                        + " reverse proxy encrypts in front of it");
            }
            if (tokensFile == null) {
                missing.add(
                        "tokens: set http.tokens.file; `nidwatch access add NAME --role viewer --file FILE` makes it");
            }
        }
        if (!missing.isEmpty()) {
            throw new IOException("http.bind = " + bind
                    + (address.isLoopbackAddress() ? ": " : ": others could read there, so it needs ")
                    + String.join("; and ", missing)
                    + (address.isLoopbackAddress() ? "" : ". 127.0.0.1 needs none of it."));
        }
        return address;
    }
}
