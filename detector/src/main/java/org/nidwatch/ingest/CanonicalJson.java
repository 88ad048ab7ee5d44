// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Canonical JSON Lines, read as a stream from the bytes: most of history arrives in this form. */
final class CanonicalJson implements LineParser {
    /** Names come from outside: they must neither be interned for ever nor stop the reading when they collide. */
    static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .build();

    @Override
    public Found parse(Line line, Draft draft) throws BadLineException {
        try (JsonParser parser = FACTORY.createParser(line.bytes, line.from, line.length)) {
            object(parser, draft);
            return Found.QUERY;
        } catch (IOException e) {
            return again(line, draft);
        }
    }

    /** Once more as text: what broke the first reading may only be bytes that are not UTF-8. */
    private static Found again(Line line, Draft draft) throws BadLineException {
        String text = line.text();
        if (!line.recoded) {
            throw new BadLineException("the line is not one JSON object");
        }
        draft.clear();
        try (JsonParser parser = FACTORY.createParser(text)) {
            object(parser, draft);
            return Found.QUERY;
        } catch (IOException e) {
            throw new BadLineException("the line is not one JSON object");
        }
    }

    private static void object(JsonParser parser, Draft draft) throws IOException, BadLineException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new BadLineException("the line is not one JSON object");
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            Field field = Field.named(name);
            JsonToken value = parser.nextToken();
            if (field == null) {
                parser.skipChildren();
            } else if (value.isScalarValue()) {
                draft.set(field, value == JsonToken.VALUE_NULL ? null : parser.getText());
            } else {
                throw new BadLineException(field.label() + " is not a plain value");
            }
        }
        if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
            throw new BadLineException("something follows the JSON object on its line");
        }
    }
}
