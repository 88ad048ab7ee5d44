// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.Severity;

/**
 * Where a page ended, in a text that the client hands back: nothing is kept for it here.
 *
 * @param instance of this server: revisions are its own
 */
record Cursors(String instance) {
    /** After this alert, as things stood at that revision. */
    record Place(long revision, int filters, Severity severity, long detectedAt, UUID id) {}

    String text(Place place) {
        String plain = String.join(
                ",",
                instance,
                Long.toString(place.revision),
                Integer.toString(place.filters),
                place.severity.name(),
                Long.toString(place.detectedAt),
                place.id.toString());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /** The place; null when the text is none, or not one of this server. */
    @Nullable
    Place place(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(",", -1);
            if (parts.length != 6 || !parts[0].equals(instance)) {
                return null;
            }
            return new Place(
                    Long.parseLong(parts[1]),
                    Integer.parseInt(parts[2]),
                    Severity.valueOf(parts[3]),
                    Long.parseLong(parts[4]),
                    UUID.fromString(parts[5]));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
