// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Checks;

/** Reads the fields of a body, and gathers all that is wrong with them. */
final class Fields {
    private final JsonNode body;
    private final List<View.FieldError> errors = new ArrayList<>();

    Fields(JsonNode body, String... known) {
        this.body = body;
        Set<String> names = Set.of(known);
        body.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                // The name itself could be a citizen's number.
                wrong("body", "has a field that is not known; known are " + String.join(", ", known));
            }
        });
    }

    void wrong(String field, String detail) {
        errors.add(new View.FieldError(field, detail));
    }

    /** A text for people; null when it is not there. It goes to a topic, so no citizen's number may be in it. */
    @Nullable
    String text(String field, int most) {
        JsonNode value = body.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual() || value.textValue().length() > most) {
            wrong(field, "must be a text of at most " + most + " characters");
            return null;
        }
        String text = value.textValue();
        if (Checks.holdsNid(text)) {
            wrong(
                    field,
                    "holds a 10-, 13- or 17-digit number, which could be a citizen's: describe it without the number");
            return null;
        }
        if (text.chars().anyMatch(each -> Character.isISOControl(each) && each != '\n')) {
            wrong(field, "must hold no control characters");
            return null;
        }
        return text.strip();
    }

    /** A text that must be there. */
    String required(String field, int most) {
        int before = errors.size();
        String text = text(field, most);
        if ((text == null || text.isEmpty()) && errors.size() == before) {
            wrong(field, "must be given");
        }
        return text == null ? "" : text;
    }

    /** A whole number; null when it is not there. */
    @Nullable
    Long number(String field, long least, long most) {
        JsonNode value = body.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > most) {
            wrong(field, "must be a whole number from " + least + " to " + most);
            return null;
        }
        return value.longValue();
    }

    /** One of the constants; null, and told, when it is none. */
    <E extends Enum<E>> @Nullable E constant(String field, E[] constants) {
        JsonNode value = body.get(field);
        for (E each : constants) {
            if (value != null && value.isTextual() && each.name().equals(value.textValue())) {
                return each;
            }
        }
        wrong(
                field,
                "must be one of " + Arrays.stream(constants).map(Enum::name).collect(Collectors.joining(", ")));
        return null;
    }

    /** Throws all that was wrong, if anything was. */
    void check() throws Refusal {
        if (!errors.isEmpty()) {
            throw Refusal.fields(errors);
        }
    }
}
