// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How to reach the schema registry. Secrets come from files, which are read anew for every request (so they may be
 * rotated), or from values that the environment gave.
 *
 * @param url one or more http(s) URLs with commas between, tried in order; a path (/apis/ccompat/v7) may follow the port
 * @param client whose code talks to it
 * @param timeout for one request, 100 ms to 5 minutes
 * @param retries further rounds through the URLs after a failed one, 0 to 100
 * @param user user for basic authentication, with password or passwordFile
 * @param password password given by the environment
 * @param passwordFile file whose first line is the password
 * @param token bearer token given by the environment
 * @param tokenFile file whose first line is the bearer token
 * @param caFile PEM file with the certificates to trust instead of the JVM's
 * @param certificateFile PEM file with the client's certificate chain
 * @param keyFile PEM file with the client's unencrypted PKCS#8 key
 * @param passThrough schema.registry.* properties for Confluent's own client
 */
public record RegistrySettings(
        String url,
        Client client,
        Duration timeout,
        int retries,
        @Nullable String user,
        @Nullable String password,
        @Nullable Path passwordFile,
        @Nullable String token,
        @Nullable Path tokenFile,
        @Nullable Path caFile,
        @Nullable Path certificateFile,
        @Nullable Path keyFile,
        Map<String, String> passThrough) {

    /** Whose code talks to the registry. */
    public enum Client {
        /** Our own. */
        BUILTIN,
        /** Confluent's serialisers, found on the classpath. */
        CONFLUENT
    }

    static final String PASS_THROUGH_PREFIX = "schema.registry.";

    public RegistrySettings {
        passThrough = Map.copyOf(passThrough);
        List<String> errors = new ArrayList<>();
        checkUrls(url, errors);
        if (timeout.toMillis() < 100 || timeout.toMinutes() > 5) {
            errors.add("registry.timeout = " + timeout + ": must be within [PT0.1S, PT5M]");
        }
        if (retries < 0 || retries > 100) {
            errors.add("registry.retries = " + retries + ": must be within [0, 100]");
        }
        if (user == null ? password != null || passwordFile != null : password == null && passwordFile == null) {
            errors.add(
                    "registry.user goes with registry.password.file (or NIDWATCH_REGISTRY_PASSWORD): set both or none");
        }
        if (user != null && (token != null || tokenFile != null)) {
            errors.add("registry.user and registry.token.file: set one way to log in, not both");
        }
        if ((certificateFile == null) != (keyFile == null)) {
            errors.add("registry.certificate.file goes with registry.key.file: set both or none");
        }
        boolean ours = user != null || token != null || tokenFile != null || caFile != null || certificateFile != null;
        if (client == Client.CONFLUENT && ours) {
            errors.add(
                    "registry.client = confluent: log in and trust by schema.registry.* properties (for instance"
                            + " schema.registry.basic.auth.user.info), not by registry.user, registry.token.file, registry.ca.file");
        }
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), errors));
        }
    }

    /** The builtin client with defaults: 5 s a request, 3 retries, no authentication. */
    public static RegistrySettings of(String url) {
        return from(Map.of("registry.url", url));
    }

    /**
     * Settings from their keys: registry.url, registry.client, registry.timeout, registry.retries, registry.user,
     * registry.password, registry.password.file, registry.token, registry.token.file, registry.ca.file,
     * registry.certificate.file, registry.key.file and schema.registry.*; other keys are left alone. Throws
     * {@link IllegalArgumentException}, one line an error.
     */
    public static RegistrySettings from(Map<String, String> keys) {
        Map<String, String> passThrough = new TreeMap<>();
        keys.forEach((key, value) -> {
            if (key.startsWith(PASS_THROUGH_PREFIX)) {
                passThrough.put(key, value);
            }
        });
        return new RegistrySettings(
                keys.getOrDefault("registry.url", ""),
                client(keys.getOrDefault("registry.client", "builtin")),
                duration(keys.getOrDefault("registry.timeout", "5s")),
                number(keys.getOrDefault("registry.retries", "3")),
                keys.get("registry.user"),
                keys.get("registry.password"),
                path(keys.get("registry.password.file")),
                keys.get("registry.token"),
                path(keys.get("registry.token.file")),
                path(keys.get("registry.ca.file")),
                path(keys.get("registry.certificate.file")),
                path(keys.get("registry.key.file")),
                passThrough);
    }

    /** The URLs, without a slash at the end. */
    List<String> urls() {
        return split(url);
    }

    private static List<String> split(String url) {
        return Arrays.stream(url.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(part -> part.replaceAll("/+$", ""))
                .toList();
    }

    private static void checkUrls(String url, List<String> errors) {
        List<String> urls = split(url);
        if (urls.isEmpty()) {
            errors.add("registry.url is empty: give the registry's URL, for instance http://127.0.0.1:8081");
        }
        for (String one : urls) {
            // A URL can hold a password: the message tells which one, not what it says.
            String which = "registry.url, number " + (urls.indexOf(one) + 1) + ": ";
            try {
                URI uri = URI.create(one);
                String scheme = uri.getScheme();
                if (uri.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
                    errors.add(which + "must look like http://host:port or https://host:port");
                } else if (uri.getRawUserInfo() != null) {
                    errors.add(
                            which + "holds a user or password; set registry.user and registry.password.file instead");
                } else if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
                    errors.add(which + "must end after the path");
                }
            } catch (IllegalArgumentException e) {
                errors.add(which + "is not a URL");
            }
        }
    }

    private static Client client(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "builtin" -> Client.BUILTIN;
            case "confluent" -> Client.CONFLUENT;
            default ->
                throw new IllegalArgumentException("registry.client = " + text + ": must be builtin or confluent");
        };
    }

    private static Duration duration(String text) {
        String iso = text.strip().toUpperCase(Locale.ROOT);
        try {
            if (iso.endsWith("MS")) {
                return Duration.ofMillis(
                        Long.parseLong(iso.substring(0, iso.length() - 2).strip()));
            }
            return Duration.parse(iso.startsWith("P") ? iso : "PT" + iso);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "registry.timeout = " + text + ": must be a duration such as 5s, 500ms or PT5S", e);
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("registry.retries = " + text + ": must be a whole number", e);
        }
    }

    private static @Nullable Path path(@Nullable String text) {
        return text == null || text.isBlank() ? null : Path.of(text.strip());
    }

    @Override
    public String toString() {
        return "RegistrySettings[urls=" + urls().size() + ", client=" + client + "]";
    }
}
