// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

import java.util.Set;

/**
 * Keys that belong to somebody else and are handed on as they are.
 *
 * @param prefix what they start with, the dot included
 * @param kept whether the prefix stays when they are handed on
 * @param doc one line
 * @param documented the owner's own keys, prefix included, to tell a slip of the pen by; empty = not known
 */
record PassThrough(String prefix, boolean kept, String doc, Set<String> documented) {
    String handedOn(String key) {
        return kept ? key : key.substring(prefix.length());
    }
}
