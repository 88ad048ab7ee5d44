// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

/**
 * One value as somebody wrote it.
 *
 * @param key full key
 * @param value the text
 * @param origin where it stands, for messages: {@code nidwatch.yaml line 3}, {@code NIDWATCH_HTTP_PORT}, {@code --set}
 */
record Given(String key, String value, String origin) {
    /** {@code key = value (from origin)}, with the value of a secret hidden. */
    String shown() {
        return key + " = " + Secrets.shown(key, value) + " (from " + origin + ")";
    }
}
