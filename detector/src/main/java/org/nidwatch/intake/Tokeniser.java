// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.intake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns citizens' numbers into tokens, at the edge, before anything is kept or sent: the first 16 bytes of
 * HMAC-SHA256(key, normalised number). Keyed, since all 10^10 numbers can be tried against a plain hash in minutes.
 * Safe for use by several threads (each has its own {@link Mac}).
 */
public final class Tokeniser {
    /** The environment variable that holds the key where no file does. */
    public static final String VARIABLE = "NIDWATCH_TOKENS_KEY";

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] BLOCK = "block:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LINE = "line:".getBytes(StandardCharsets.US_ASCII);

    /** A block is the numbers that differ in the last 3 digits only. */
    private static final int BLOCK_DIGITS = 3;

    private final int keyId;
    private final ThreadLocal<Mac> macs;

    private Tokeniser(byte[] key, int keyId) {
        if (keyId < 0) {
            throw new TokenKeyException("key id " + keyId + ": must be 0 or more");
        }
        this.keyId = keyId;
        SecretKeySpec secret = new SecretKeySpec(key, ALGORITHM);
        Arrays.fill(key, (byte) 0);
        macs = ThreadLocal.withInitial(() -> mac(secret));
    }

    private static Mac mac(SecretKeySpec secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }

    /** As {@link #fromKeyFile(Path, int)} with key id 0. */
    public static Tokeniser fromKeyFile(Path file) {
        return fromKeyFile(file, 0);
    }

    /**
     * Reads the key from a file that only its owner may read or write. White space at both ends is dropped; 32 or more
     * hex digits of even count are hex, {@code base64:...} is Base64, anything else is the key as it stands.
     *
     * @param file 16 to 4096 bytes of key, mode 0600 or 0400
     * @param keyId which key this is, 0 or more; goes into every query, so that keys can be rotated
     * @throws TokenKeyException when the file is missing, unreadable, readable by others or too short
     */
    public static Tokeniser fromKeyFile(Path file, int keyId) {
        return new Tokeniser(TokenKey.read(file), keyId);
    }

    /** Reads the key from {@link #VARIABLE} in the given environment, in the same forms as from a file. */
    public static Tokeniser fromEnvironment(Map<String, String> environment, int keyId) {
        String text = environment.get(VARIABLE);
        if (text == null || text.isBlank()) {
            throw new TokenKeyException("no tokenisation key: set tokens.key.file to a file (mode 0600), or the"
                    + " environment variable " + VARIABLE);
        }
        return new Tokeniser(TokenKey.decode(text.getBytes(StandardCharsets.UTF_8), VARIABLE), keyId);
    }

    /** As {@link #fromEnvironment(Map, int)} with this process's environment and key id 0. */
    public static Tokeniser fromEnvironment() {
        return fromEnvironment(System.getenv(), 0);
    }

    /**
     * Makes a new key file (32 random bytes as hex, mode 0600) and a tokeniser with it.
     *
     * @throws TokenKeyException when the file exists already or cannot be written
     */
    public static Tokeniser generate(Path file) {
        TokenKey.write(file);
        return fromKeyFile(file);
    }

    /**
     * The token of a citizen's number.
     *
     * @throws IllegalArgumentException when it is not a number as {@link NidNumber} allows; the text is not repeated
     */
    public Token subject(CharSequence nid) {
        return Token.of(mac().doFinal(NidNumber.digits(nid)));
    }

    /** The token of the block of 1000 numbers that a citizen's number lies in; throws as {@link #subject}. */
    public Token block(CharSequence nid) {
        byte[] digits = NidNumber.digits(nid);
        Mac mac = mac();
        mac.update(BLOCK);
        mac.update(digits, 0, digits.length - BLOCK_DIGITS);
        return Token.of(mac.doFinal());
    }

    /**
     * A keyed hash of some line of a log. Keyed too, as a line may hold a number that could be tried out.
     *
     * @param position tells equal lines apart
     */
    public Token line(long position, byte[] bytes, int from, int length) {
        Mac mac = mac();
        mac.update(LINE);
        mac.update(ByteBuffer.allocate(Long.BYTES).putLong(0, position));
        mac.update(bytes, from, length);
        return Token.of(mac.doFinal());
    }

    /** Which key makes these tokens. */
    public int keyId() {
        return keyId;
    }

    private Mac mac() {
        return macs.get();
    }

    @Override
    public String toString() {
        return "Tokeniser[keyId=" + keyId + "]";
    }
}
