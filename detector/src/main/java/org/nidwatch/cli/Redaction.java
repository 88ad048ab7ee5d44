// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.util.regex.Pattern;

/**
 * The last net under messages that we did not write ourselves: a bare 10-, 13- or 17-digit number could be a citizen's. The
 * layout of the logs has the same expression.
 */
final class Redaction {
    private static final Pattern NID =
            Pattern.compile("(?<!\\p{Nd})(?:\\p{Nd}{10}|\\p{Nd}{13}|\\p{Nd}{17})(?!\\p{Nd})");

    private Redaction() {}

    static String of(String text) {
        return NID.matcher(text).replaceAll("(number)");
    }
}
