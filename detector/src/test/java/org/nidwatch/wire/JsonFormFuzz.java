// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** JSON of files that people hand in: policy, and the alert of an evidence pack. The first byte chooses which. */
public final class JsonFormFuzz {
    private static final JsonForm FORM = new JsonForm();
    private static final List<Consumer<String>> READERS =
            List.of(FORM::organisation, FORM::canary, FORM::probe, FORM::alert, FORM::disposition, FORM::silence);

    private JsonFormFuzz() {}

    /** Which form, then the line. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        String line = new String(input, 1, input.length - 1, StandardCharsets.UTF_8);
        try {
            READERS.get((input[0] & 0xff) % READERS.size()).accept(line);
        } catch (IllegalArgumentException e) {
            // Said so, by the field's name.
        }
    }
}
