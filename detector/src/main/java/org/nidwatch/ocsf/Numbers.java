// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ocsf;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Locale;

/** Numbers that JSON and people can read. */
final class Numbers {
    private Numbers() {}

    /** JSON has no infinity and no NaN: such a field is left out. */
    static void write(String name, double value, JsonGenerator out) throws IOException {
        if (Double.isFinite(value)) {
            out.writeNumberField(name, value);
        }
    }

    /** The value as text, whole where it is whole. */
    static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.3g", value);
    }
}
