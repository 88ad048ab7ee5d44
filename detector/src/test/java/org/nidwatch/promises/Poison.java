// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Token;
import org.nidwatch.wire.Wire;

/** Records that no detector can count, each with a citizen's number in it where there is room for one. */
final class Poison {
    private static final String TOPIC = "nid.queries";
    private static final int KINDS = 8;

    private final Random random;
    private final Wire wire;
    private final Set<String> numbers = new HashSet<>();
    private int next;

    Poison(Random random, Wire wire) {
        this.random = random;
        this.wire = wire;
    }

    Set<String> numbers() {
        return Set.copyOf(numbers);
    }

    Planned next(int partition) {
        String number = number();
        String victim = "org-" + random.nextInt(10, 24);
        byte[] key = victim.getBytes(UTF_8);
        return switch (next++ % KINDS) {
            case 0 -> nobodys(partition, number.getBytes(UTF_8), null);
            case 1 -> nobodys(partition, null, ("nid=" + number).getBytes(UTF_8));
            case 2 -> nobodys(partition, null, unknownSchema(number));
            case 3 -> refused(victim, partition, key, cut(encoded(victim, "key", Traffic.START), number));
            case 4 -> refused("", partition, number.getBytes(UTF_8), encoded(number, "key", Traffic.START));
            case 5 -> refused(victim, partition, key, encoded(victim, number + "x".repeat(200), Traffic.START));
            case 6 -> refused(victim, partition, key, encoded(victim, "key", -1));
            default -> refused("", partition, number.getBytes(UTF_8), encoded("", "key", Traffic.START));
        };
    }

    private String number() {
        // A 17-digit number as the server's logs have it; its last 13 and 10 digits are what other logs have.
        String seventeen =
                "19" + (50 + random.nextInt(50)) + (7_000_000_000_000L + (long) (random.nextDouble() * 2e12));
        numbers.add(seventeen);
        numbers.add(seventeen.substring(4));
        return random.nextBoolean() ? seventeen : seventeen.substring(4);
    }

    private static Planned nobodys(int partition, byte @Nullable [] key, byte @Nullable [] value) {
        return new Planned("", null, true, partition, key, value);
    }

    private static Planned refused(String organisation, int partition, byte[] key, byte[] value) {
        return new Planned(organisation, null, true, partition, key, value);
    }

    private byte[] unknownSchema(String number) {
        byte[] text = number.getBytes(UTF_8);
        return ByteBuffer.allocate(5 + text.length)
                .put((byte) 0)
                .putInt(900_000 + random.nextInt(3))
                .put(text)
                .array();
    }

    // Ends within the query, behind the organisation; what follows is somebody's number.
    private static byte[] cut(byte[] value, String number) {
        byte[] text = number.getBytes(UTF_8);
        byte[] broken = Arrays.copyOf(value, 70 + text.length);
        System.arraycopy(text, 0, broken, 70, text.length);
        return broken;
    }

    private byte[] encoded(String organisation, String credential, long time) {
        return wire.query(
                TOPIC,
                new NidQuery(
                        "00000000-0000-0000-0000-000000000000",
                        time,
                        organisation,
                        credential,
                        null,
                        null,
                        Operation.RETRIEVE,
                        Outcome.DISCLOSED,
                        12,
                        new Token(random.nextLong(), random.nextLong()),
                        null,
                        1,
                        null));
    }
}
