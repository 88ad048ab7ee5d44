// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code nidwatch run}, from the jar that users start. */
final class Detector extends Child {
    private static final Path JAR = Path.of(System.getProperty("nidwatch.jar", "target/nidwatch.jar"));
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final Path data;
    private final Path clock;
    private final int port;
    private final List<String> options;
    private final Map<String, String> settings;

    /** Not started yet. */
    Detector(String name, Path data, Path log, int port, List<String> options, Map<String, String> settings) {
        super(name, log);
        this.data = data;
        this.clock = log.resolveSibling(name + ".clock");
        this.port = port;
        this.options = options;
        this.settings = settings;
    }

    Path data() {
        return data;
    }

    /** From now on, and at its later starts, its clock is so many seconds off; the first time before it starts. */
    void clock(long secondsOff) throws IOException {
        Path next = Files.writeString(clock.resolveSibling(clock.getFileName() + ".next"), signed(secondsOff));
        Files.move(next, clock, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String signed(long secondsOff) {
        return String.format(Locale.ROOT, "%+d%n", secondsOff);
    }

    @Override
    protected Map<String, String> environment() {
        if (!Files.exists(clock)) {
            return Map.of();
        }
        return Map.of(
                "LD_PRELOAD",
                FakeClock.preloaded(),
                "FAKETIME_TIMESTAMP_FILE",
                clock.toString(),
                "FAKETIME_CACHE_DURATION",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1");
    }

    @Override
    protected List<String> command() {
        List<String> command = new ArrayList<>(jar(options, "run", "--data", data.toString()));
        command.addAll(List.of("--set", "http.port=" + port));
        settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        return command;
    }

    /** A command of the jar. */
    static List<String> jar(List<String> options, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of("-jar", JAR.toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Whether it says that it is looking. */
    boolean ready() {
        return get("/health/ready", 200) != null;
    }

    /** Its metrics; empty when it does not answer. */
    String metrics() {
        String body = get("/metrics", 200);
        return body == null ? "" : body;
    }

    private @org.jspecify.annotations.Nullable String get(String path, int status) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == status ? response.body() : null;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
