// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How NIDs become tokens.
 *
 * @param keyFile file with the tokenisation key, mode 0600; without it, the one in the data directory
 * @param keyId number of the key, 0 to 2,147,483,647, written beside each token so that keys can be changed
 */
public record TokenSettings(@Nullable Path keyFile, int keyId) {
    static final TokenSettings DEFAULTS = new TokenSettings(null, 0);

    public TokenSettings {
        if (keyId < 0) {
            throw new IllegalArgumentException("key.id = " + keyId + ": must be within [0, 2147483647]");
        }
    }
}
