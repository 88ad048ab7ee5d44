// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ops;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file of access tokens: one a line, name, role and the SHA-256 of the token, which is 32 random bytes: with so much chance in
 * it no slower hash is needed. The token itself is shown once and kept nowhere.
 */
public final class AccessTokens {
    private static final int TOKEN_BYTES = 32;
    private static final int MOST = 1_000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");
    private static final String PREFIX = "sha256:";
    private static final Pattern HASH = Pattern.compile(PREFIX + "[0-9a-f]{64}");

    /** One token of the file. */
    public record Entry(String name, Role role, String hash) {
        private String line() {
            return name + " " + role.name().toLowerCase(Locale.ROOT) + " " + hash;
        }
    }

    private final List<Entry> entries;

    private AccessTokens(List<Entry> entries) {
        this.entries = entries;
    }

    /**
     * The tokens of a file.
     *
     * @throws IOException when it cannot be read or a line is not as it must be; the message says which and names no hash
     */
    public static AccessTokens read(Path file) throws IOException {
        List<String> lines;
        OwnFile.refuseWhereOthersWrite("http.tokens.file", file);
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (AccessDeniedException e) {
            throw new IOException("http.tokens.file = " + file
                    + ": permission denied: it must be readable by the user that runs the detector");
        } catch (IOException e) {
            throw new IOException("http.tokens.file = " + file + ": cannot be read ("
                    + e.getClass().getSimpleName() + "); `nidwatch access add NAME --file " + file + "` makes it");
        }
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                entries.add(entry(file, i + 1, line));
            }
        }
        if (entries.size() > MOST) {
            throw new IOException("http.tokens.file = " + file + ": holds more than " + MOST + " tokens");
        }
        return new AccessTokens(List.copyOf(entries));
    }

    private static Entry entry(Path file, int number, String line) throws IOException {
        String[] parts = line.split("\\s+", -1);
        Role role = parts.length == 3 ? role(parts[1]) : null;
        if (role == null
                || !NAME.matcher(parts[0]).matches()
                || !HASH.matcher(parts[2]).matches()) {
            throw new IOException("http.tokens.file = " + file + ", line " + number
                    + ": must be NAME, viewer or analyst, and sha256:HASH; `nidwatch access add` writes such lines");
        }
        return new Entry(parts[0], role, parts[2]);
    }

    private static @Nullable Role role(String text) {
        for (Role each : Role.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(text)) {
                return each;
            }
        }
        return null;
    }

    /** All of them, in the file's order. */
    public List<Entry> entries() {
        return entries;
    }

    /** Whose token it is; null = nobody's. Takes the same time for every wrong one. */
    @Nullable
    Entry bearer(String token) {
        byte[] hash = hash(token).getBytes(StandardCharsets.US_ASCII);
        Entry found = null;
        for (Entry each : entries) {
            if (MessageDigest.isEqual(hash, each.hash.getBytes(StandardCharsets.US_ASCII))) {
                found = each;
            }
        }
        return found;
    }

    /** Whose token has this hash; null = nobody's. */
    @Nullable
    Entry hashed(String hash) {
        return entries.stream()
                .filter(each -> each.hash.equals(hash))
                .findFirst()
                .orElse(null);
    }

    /**
     * Adds a new token to a file, which is made when missing, readable by its owner only; returns the token.
     *
     * @throws IOException when the name is taken or not allowed, or the file cannot be written
     */
    public static String add(Path file, String name, Role role) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new IOException("the name must be 1 to 64 letters, digits, dots, underscores, hyphens or @");
        }
        List<Entry> entries = new ArrayList<>(Files.exists(file) ? read(file).entries() : List.of());
        if (entries.stream().anyMatch(each -> each.name.equals(name))) {
            throw new IOException(file + " has a token of " + name + " already; remove it first");
        }
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        entries.add(new Entry(name, role, hash(token)));
        OwnFile.write(file, text(entries));
        return token;
    }

    /** Removes the token of a name; false when there is none. */
    public static boolean remove(Path file, String name) throws IOException {
        List<Entry> entries = new ArrayList<>(read(file).entries());
        boolean removed = entries.removeIf(each -> each.name.equals(name));
        if (removed) {
            OwnFile.write(file, text(entries));
        }
        return removed;
    }

    private static String text(List<Entry> entries) {
        StringBuilder text = new StringBuilder("# name, role, SHA-256 of the token; made by `nidwatch access`\n");
        entries.forEach(each -> text.append(each.line()).append('\n'));
        return text.toString();
    }

    private static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return PREFIX + HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
