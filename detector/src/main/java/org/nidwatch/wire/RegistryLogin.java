// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Puts the Authorization header on a request. Files are read each time, so a rotated secret needs no restart. */
final class RegistryLogin {
    private static final int SECRET_LIMIT = 64 << 10;

    private final RegistrySettings settings;

    RegistryLogin(RegistrySettings settings) {
        this.settings = settings;
    }

    void addTo(HttpRequest.Builder request) {
        String user = settings.user();
        if (user != null) {
            String password = secret(settings.passwordFile(), settings.password(), "registry.password.file");
            byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
        } else if (settings.tokenFile() != null || settings.token() != null) {
            String token = secret(settings.tokenFile(), settings.token(), "registry.token.file");
            try {
                request.header("Authorization", "Bearer " + token);
            } catch (IllegalArgumentException e) {
                // The JDK's message repeats the value.
                throw new RegistryException(
                        "the bearer token (registry.token.file) holds characters that a header cannot");
            }
        }
    }

    private static String secret(@Nullable Path file, @Nullable String given, String key) {
        if (file == null) {
            return given == null ? "" : given;
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(SECRET_LIMIT);
            String line = new String(bytes, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("")
                    .strip();
            if (line.isEmpty()) {
                throw new RegistryException(key + " = " + file + ": the first line is empty");
            }
            return line;
        } catch (IOException e) {
            throw new RegistryException(
                    key + " = " + file + ": cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }
}
