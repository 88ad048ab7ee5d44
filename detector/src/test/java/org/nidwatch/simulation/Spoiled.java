// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulation;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.RejectReason;
import org.nidwatch.wire.Wire;

/** A record that must be refused, and why. */
record Spoiled(byte[] value, RejectReason reason, String organisation) {
    private static final long YEAR_MILLIS = 31_557_600_000L;

    static Spoiled of(NidQuery good, Wire wire, long now, SplittableRandom random) {
        byte[] bytes = wire.query("nid.queries", good);
        return switch (random.nextInt(10)) {
            case 0 -> undecodable(new byte[0], RejectReason.EMPTY);
            case 1 -> undecodable(null, RejectReason.EMPTY);
            case 2 -> undecodable(Arrays.copyOf(bytes, 1 + random.nextInt(4)), RejectReason.NOT_FRAMED);
            case 3 -> {
                bytes[0] = (byte) (1 + random.nextInt(255));
                yield undecodable(bytes, RejectReason.NOT_FRAMED);
            }
            case 4 -> {
                bytes[1 + random.nextInt(3)] = 77;
                yield undecodable(bytes, RejectReason.INCOMPATIBLE_SCHEMA);
            }
            case 5 -> undecodable(Arrays.copyOf(bytes, 5 + random.nextInt(bytes.length - 5)), RejectReason.UNDECODABLE);
            case 6 -> undecodable(Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(9)), RejectReason.UNDECODABLE);
            case 7 -> of(wire, with(good, now + YEAR_MILLIS, good.organisationId(), "k"), RejectReason.FUTURE_TIME);
            case 8 ->
                of(wire, with(good, random.nextInt(1_000), good.organisationId(), "k"), RejectReason.IMPLAUSIBLE_TIME);
            default ->
                random.nextBoolean()
                        ? of(wire, with(good, good.occurredAt(), "", "k"), RejectReason.NO_ORGANISATION)
                        : of(
                                wire,
                                with(good, good.occurredAt(), good.organisationId(), "k\n"),
                                RejectReason.BAD_IDENTIFIER);
        };
    }

    private static Spoiled undecodable(byte[] bytes, RejectReason reason) {
        return new Spoiled(bytes, reason, "");
    }

    private static Spoiled of(Wire wire, NidQuery query, RejectReason reason) {
        return new Spoiled(wire.query("nid.queries", query), reason, query.organisationId());
    }

    private static NidQuery with(NidQuery good, long time, String organisation, String credential) {
        return new NidQuery(
                good.eventId(),
                time,
                organisation,
                credential,
                good.operatorId(),
                good.sourceAddress(),
                good.operation(),
                good.outcome(),
                good.fieldsReturned(),
                good.subject(),
                good.subjectBlock(),
                good.tokenKeyId(),
                good.purpose());
    }
}
