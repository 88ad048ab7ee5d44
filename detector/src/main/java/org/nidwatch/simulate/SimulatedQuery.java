// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Tokeniser;

/**
 * One query before it is tokenised: a {@link NidQuery} to be, with its number, and with what it really was.
 *
 * @param idHigh first half of the event id
 * @param idLow second half of the event id
 * @param occurredAt milliseconds since the epoch
 * @param fieldsReturned personal fields that went out
 * @param number the made-up citizen's number, 10 or 13 digits; 0 for a search
 * @param birthYear written before the number where the caller sends 17 digits; 0 = not written
 * @param attack the attack this is part of; null for honest traffic
 */
public record SimulatedQuery(
        long idHigh,
        long idLow,
        long occurredAt,
        String organisationId,
        String credentialId,
        @Nullable String operatorId,
        @Nullable String sourceAddress,
        Operation operation,
        Outcome outcome,
        int fieldsReturned,
        long number,
        int birthYear,
        @Nullable String purpose,
        @Nullable Attack attack) {

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    /** The event id, a UUID (version 4 by its looks, from the seed in truth). */
    public String eventId() {
        char[] text = new char[36];
        int at = 0;
        for (int i = 0; i < 32; i++) {
            if (i == 8 || i == 12 || i == 16 || i == 20) {
                text[at++] = '-';
            }
            long half = i < 16 ? idHigh : idLow;
            text[at++] = HEX[(int) (half >>> (60 - 4 * (i & 15))) & 15];
        }
        return new String(text);
    }

    /** The number as it was sent, 10, 13 or 17 digits; null for a search. */
    public @Nullable String nid() {
        return number == 0 ? null : birthYear == 0 ? Long.toString(number) : birthYear + Long.toString(number);
    }

    /** The same query about somebody else, who exists. */
    public SimulatedQuery about(long citizen) {
        return new SimulatedQuery(
                idHigh,
                idLow,
                occurredAt,
                organisationId,
                credentialId,
                operatorId,
                sourceAddress,
                operation,
                Outcome.DISCLOSED,
                Math.max(1, fieldsReturned),
                citizen,
                0,
                purpose,
                attack);
    }

    /** The query as it may leave this process. */
    public NidQuery tokenised(Tokeniser tokeniser) {
        String nid = nid();
        return new NidQuery(
                eventId(),
                occurredAt,
                organisationId,
                credentialId,
                operatorId,
                sourceAddress,
                operation,
                outcome,
                fieldsReturned,
                nid == null ? null : tokeniser.subject(nid),
                nid == null ? null : tokeniser.block(nid),
                nid == null ? 0 : tokeniser.keyId(),
                purpose);
    }

    /** Without the number, so that no message or log can hold one. */
    @Override
    public String toString() {
        return "SimulatedQuery[" + eventId() + " " + organisationId + "]";
    }
}
