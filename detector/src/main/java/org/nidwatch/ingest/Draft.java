// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Checks;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Token;
import org.nidwatch.intake.Tokeniser;

/** A query in the making: the texts that a line gave for each field. Reused from line to line. */
final class Draft {
    private static final String NONE = "-";
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}|[\\ud800-\\udbff]$");

    private final @Nullable String[] values = new @Nullable String[Field.COUNT];
    private final @Nullable Tokeniser tokeniser;
    private final EventIds ids;
    private final Times times;
    private int unknownWords;

    Draft(@Nullable Tokeniser tokeniser, Times times) {
        this.tokeniser = tokeniser;
        this.times = times;
        ids = new EventIds(tokeniser);
    }

    void clear() {
        Arrays.fill(values, null);
        unknownWords = 0;
    }

    void set(Field field, @Nullable String value) {
        values[field.ordinal()] = value;
    }

    /** Operations and outcomes of this line that became OTHER because their word is unknown. */
    int unknownWords() {
        return unknownWords;
    }

    /** The query; tokenises the number. */
    NidQuery query(Line line) throws BadLineException {
        String organisation = identifier(Field.ORGANISATION_ID);
        if (organisation == null) {
            throw new BadLineException("organisation_id is missing");
        }
        if (Checks.looksLikeNid(organisation)) {
            throw new BadLineException(
                    "organisation_id is a bare 10-, 13- or 17-digit number, which could be a citizen's");
        }
        String credential = hidden(Field.CREDENTIAL_ID);
        if (credential == null) {
            throw new BadLineException("credential_id is missing");
        }
        String time = given(Field.OCCURRED_AT);
        if (time == null) {
            throw new BadLineException("occurred_at is missing");
        }
        long occurredAt = times.millis(time);
        String nid = given(Field.NID);
        String eventId = given(Field.EVENT_ID);
        return new NidQuery(
                eventId == null ? ids.of(line) : ids.of(eventId),
                occurredAt,
                organisation,
                credential,
                hidden(Field.OPERATOR_ID),
                hidden(Field.SOURCE_ADDRESS),
                word(Field.OPERATION, Operation.class, Operation.OTHER),
                word(Field.OUTCOME, Outcome.class, Outcome.OTHER),
                whole(Field.FIELDS_RETURNED),
                nid == null ? token(Field.SUBJECT) : subject(nid),
                nid == null ? token(Field.SUBJECT_BLOCK) : key().block(nid),
                nid == null ? whole(Field.TOKEN_KEY_ID) : key().keyId(),
                purpose());
    }

    private Token subject(String nid) throws BadLineException {
        try {
            return key().subject(nid);
        } catch (IllegalArgumentException e) {
            throw new BadLineException(String.valueOf(e.getMessage()));
        }
    }

    private Tokeniser key() {
        if (tokeniser == null) {
            throw new IngestException("the log holds citizens' numbers (nid) and there is no key to tokenise them with:"
                    + " set tokens.key.file to a file (mode 0600), or the environment variable " + Tokeniser.VARIABLE);
        }
        return tokeniser;
    }

    private @Nullable String given(Field field) {
        String value = values[field.ordinal()];
        if (value == null) {
            return null;
        }
        String stripped = value.strip();
        return stripped.isEmpty() || stripped.equals(NONE) ? null : stripped;
    }

    private @Nullable String identifier(Field field) throws BadLineException {
        String value = given(field);
        if (value == null) {
            return null;
        }
        if (value.length() > Checks.IDENTIFIER_LIMIT) {
            throw new BadLineException(field.label() + " is longer than " + Checks.IDENTIFIER_LIMIT + " characters");
        }
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                throw new BadLineException(field.label() + " holds control characters");
            }
        }
        return value;
    }

    private @Nullable String hidden(Field field) throws BadLineException {
        String value = identifier(field);
        return value == null ? null : Identifiers.withoutNumbers(value, tokeniser, field);
    }

    /** A purpose is for people to read: a long or odd one is cut and cleaned, the query counts all the same. */
    private @Nullable String purpose() throws BadLineException {
        String value = given(Field.PURPOSE);
        if (value == null) {
            return null;
        }
        String hidden = Identifiers.withoutNumbers(value, tokeniser, Field.PURPOSE);
        String cut = hidden.length() <= Checks.IDENTIFIER_LIMIT ? hidden : hidden.substring(0, Checks.IDENTIFIER_LIMIT);
        return CONTROL.matcher(cut).replaceAll(" ");
    }

    private @Nullable Token token(Field field) throws BadLineException {
        String value = given(field);
        if (value == null) {
            return null;
        }
        try {
            return Token.parse(value);
        } catch (IllegalArgumentException e) {
            throw new BadLineException(field.label() + " is not a token of 32 hex digits");
        }
    }

    private int whole(Field field) throws BadLineException {
        String value = given(field);
        if (value == null) {
            return 0;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below: the parser's own message would repeat the text.
        }
        throw new BadLineException(field.label() + " is not a whole number from 0 to " + Integer.MAX_VALUE);
    }

    private <E extends Enum<E>> E word(Field field, Class<E> words, E other) {
        String value = given(field);
        if (value == null) {
            return other;
        }
        try {
            return Enum.valueOf(words, value);
        } catch (IllegalArgumentException e) {
            return anyCase(value, words, other);
        }
    }

    private <E extends Enum<E>> E anyCase(String value, Class<E> words, E other) {
        String upper = value.toUpperCase(Locale.ROOT);
        for (E word : words.getEnumConstants()) {
            if (word.name().equals(upper)) {
                return word;
            }
        }
        unknownWords++;
        return other;
    }
}
