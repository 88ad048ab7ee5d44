// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where HTTP listens.
 *
 * @param bind address that HTTP listens on; any but loopback needs TLS or a proxy, and tokens
 * @param port port that HTTP listens on, 0 to 65,535; 0 = any free one
 * @param certificateFile PEM certificate chain; with the key it makes HTTPS
 * @param keyFile PEM key of the certificate, PKCS#8, not encrypted
 * @param behindProxy whether a reverse proxy encrypts in front of it
 * @param tokensFile file with hashed access tokens, made by `nidwatch access add`; without it whoever reaches the port reads
 * @param requestsPerMinute requests of one token, or of all without one, in a minute beyond which 429 is answered;
 *     health and the page apart, 1 to 1,000,000
 */
public record HttpSettings(
        String bind,
        int port,
        @Nullable Path certificateFile,
        @Nullable Path keyFile,
        boolean behindProxy,
        @Nullable Path tokensFile,
        int requestsPerMinute) {
    static final HttpSettings DEFAULTS = new HttpSettings("127.0.0.1", 8080, null, null, false, null, 600);

    public HttpSettings {
        Ports.check("port", port);
        if (requestsPerMinute < 1 || requestsPerMinute > 1_000_000) {
            throw new IllegalArgumentException(
                    "requests.per.minute = " + requestsPerMinute + ": must be within [1, 1000000]");
        }
    }

    /** The defaults on another port. */
    HttpSettings onPort(int other) {
        return new HttpSettings(bind, other, certificateFile, keyFile, behindProxy, tokensFile, requestsPerMinute);
    }
}
