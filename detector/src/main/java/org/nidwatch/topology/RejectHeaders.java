// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Checks;
import org.nidwatch.topology.Emission.QueryRejected;

/** What a record of the rejected topic says: why, and where the refused record stands. Text in UTF-8. */
final class RejectHeaders {
    private static final int DIGITS_OF_A_NID = 10;

    private RejectHeaders() {}

    static void add(Headers headers, QueryRejected rejected) {
        put(headers, "reason", rejected.reason().name());
        put(headers, "detail", rejected.reason().sentence());
        put(headers, "topic", rejected.origin().topic());
        put(headers, "partition", Integer.toString(rejected.origin().partition()));
        put(headers, "offset", Long.toString(rejected.origin().offset()));
        put(headers, "value.bytes", Integer.toString(rejected.valueBytes()));
    }

    private static void put(Headers headers, String name, String text) {
        headers.add(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The organisation id where it may be shown; null where it could be anything, a citizen's number included. */
    static @Nullable String presentable(@Nullable String organisationId) {
        if (organisationId == null
                || organisationId.isEmpty()
                || organisationId.length() > Checks.IDENTIFIER_LIMIT
                || organisationId.chars().anyMatch(Character::isISOControl)
                || holdsANumberLikeANid(organisationId)) {
            return null;
        }
        return organisationId;
    }

    private static boolean holdsANumberLikeANid(String text) {
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = Character.digit(text.charAt(i), 10) < 0 ? 0 : run + 1;
            if (run == DIGITS_OF_A_NID) {
                return true;
            }
        }
        return false;
    }
}
