// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which values are never shown. Paths of files that hold secrets may be shown, what is in them may not. */
final class Secrets {
    static final String HIDDEN = "(hidden)";

    private static final Pattern SECRET = Pattern.compile(
            "password|passwd|secret|token|jaas|user[._-]?info|credential|api[._-]?key|keystore[._-]key|private[._-]key");
    private static final Pattern PLACE = Pattern.compile("[._-](file|path|location|url|id)$");
    private static final Pattern USER_IN_URL = Pattern.compile("//[^/@\\s]*@");

    /** Many receivers have their key in the path. */
    private static final String WEBHOOK = "webhook.url";

    private static final Pattern HOOK_PATH = Pattern.compile("(?<=//)(?:[^/@\\s]*@)?([^/\\s]*/).+");

    private Secrets() {}

    static boolean secret(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return SECRET.matcher(withoutRoom(lower)).find()
                && !PLACE.matcher(lower).find();
    }

    /** The value as it may be printed: hidden when the key is secret, without the user part when it is a URL. */
    static String shown(String key, String value) {
        if (key.equals(WEBHOOK)) {
            return HOOK_PATH.matcher(value).replaceFirst("$1***");
        }
        return secret(key) ? HIDDEN : USER_IN_URL.matcher(value).replaceAll("//***@");
    }

    /** {@code tokens.} is the name of a section, not of a secret. */
    private static String withoutRoom(String key) {
        return key.startsWith("tokens.") ? key.substring("tokens.".length()) : key;
    }
}
