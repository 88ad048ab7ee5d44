// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evidence;

/** Text in HTML and SVG: names come from outside, and none of them may become markup. */
final class Html {
    private Html() {}

    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            switch (at) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(Character.isISOControl(at) ? '?' : at);
            }
        }
        return safe.toString();
    }
}
