// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.deliver;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where alerts are posted, and how patiently.
 *
 * @param url where each alert is posted, https or, on this machine, http; without it there is no webhook
 * @param secretFile file with the secret that signs each request, at least 24 bytes, not open to others than its owner and group
 * @param format what is posted: json by our own schema, or ocsf, an OCSF 1.8 Detection Finding
 * @param timeout for one request from connecting to the end of the answer, 100 ms to 1 minute
 * @param backoffFirst wait after a first failure, 100 ms to 1 minute; it doubles with each further one, less up to half by chance
 * @param backoffMost longest wait between two tries, 1 second to 1 hour; the receiver's Retry-After may lengthen it, to 1 hour
 * @param refusedTries tries after which an alert whose content the receiver refuses (400, 422 and the like) is skipped, 1 to 1,000
 * @param history how far back to begin when this webhook is new, 0 s to 400 days; 0 = with the next alert
 * @param plainHttp whether http to another machine is allowed: alerts then travel unencrypted
 * @param caFile PEM file with the certificates to trust instead of the JVM's
 */
public record WebhookSettings(
        @Nullable String url,
        @Nullable Path secretFile,
        Format format,
        Duration timeout,
        Duration backoffFirst,
        Duration backoffMost,
        int refusedTries,
        Duration history,
        boolean plainHttp,
        @Nullable Path caFile) {
    /** No webhook. */
    public static final WebhookSettings DEFAULTS = new WebhookSettings(
            null,
            null,
            Format.JSON,
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            Duration.ofMinutes(1),
            8,
            Duration.ZERO,
            false,
            null);

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(?:\\.\\d{1,3}){3}|\\[::1]|::1");

    /** What the body is. */
    public enum Format {
        /** Our own schema's names. */
        JSON,
        /** An OCSF Detection Finding. */
        OCSF
    }

    public WebhookSettings {
        List<String> errors = new ArrayList<>();
        if (url != null) {
            checkUrl(url, plainHttp, errors);
            if (errors.isEmpty() && secretFile == null) {
                errors.add("webhook.url goes with webhook.secret.file: who is told must be able to tell who tells");
            }
        }
        within("timeout", timeout, Duration.ofMillis(100), Duration.ofMinutes(1), errors);
        within("backoff.first", backoffFirst, Duration.ofMillis(100), Duration.ofMinutes(1), errors);
        within("backoff.most", backoffMost, Duration.ofSeconds(1), Duration.ofHours(1), errors);
        if (refusedTries < 1 || refusedTries > 1_000) {
            errors.add("refused.tries = " + refusedTries + ": must be within [1, 1000]");
        }
        within("history", history, Duration.ZERO, Duration.ofDays(400), errors);
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), errors));
        }
    }

    /** Whether there is a webhook. */
    public boolean on() {
        return url != null;
    }

    /** A URL may hold a key in its path: no message repeats it. */
    private static void checkUrl(String url, boolean plainHttp, List<String> errors) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            errors.add("webhook.url must be a URL such as https://siem.example/hooks/nidwatch");
            return;
        }
        boolean http = "http".equals(uri.getScheme());
        if (uri.getHost() == null || !(http || "https".equals(uri.getScheme()))) {
            errors.add("webhook.url must be a URL such as https://siem.example/hooks/nidwatch");
        } else if (uri.getRawUserInfo() != null) {
            errors.add("webhook.url must hold no user or password: each request is signed with webhook.secret.file");
        } else if (http && !plainHttp && !LOOPBACK.matcher(uri.getHost()).matches()) {
            errors.add(
                    "webhook.url leads to another machine by http, where alerts could be read on the way: use https, or"
                            + " set webhook.plain.http to true if you accept that");
        }
    }

    private static void within(String name, Duration value, Duration least, Duration most, List<String> errors) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            errors.add(name + " = " + value + ": must be within [" + least + ", " + most + "]");
        }
    }

    /** Without the URL, which may hold a key. */
    @Override
    public String toString() {
        return "WebhookSettings[on=" + on() + ", format=" + format + "]";
    }
}
