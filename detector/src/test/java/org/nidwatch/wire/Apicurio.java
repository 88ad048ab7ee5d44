// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Apicurio Registry in a process of its own, in memory; the slow profile unpacks it. */
final class Apicurio implements AutoCloseable {
    private static final Duration DEFINITELY_TOO_SLOW = Duration.ofMinutes(2);

    private final Process process;
    private final String base;

    private Apicurio(Process process, String base) {
        this.process = process;
        this.base = base;
    }

    static Apicurio start() throws IOException {
        Path folder = Path.of(System.getProperty("nidwatch.apicurio", "target/apicurio"));
        Path jar = runner(folder);
        int port = freePort();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=" + port,
                        "-jar",
                        jar.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        folder.resolveSibling("apicurio-" + port + ".log").toFile())
                .start();
        Apicurio apicurio = new Apicurio(process, "http://127.0.0.1:" + port);
        try {
            Awaitility.await("Apicurio is ready").atMost(DEFINITELY_TOO_SLOW).until(apicurio::ready);
        } catch (RuntimeException e) {
            apicurio.close();
            throw e;
        }
        return apicurio;
    }

    /** Where it speaks Confluent's API. */
    String url() {
        return base + "/apis/ccompat/v7";
    }

    private boolean ready() throws InterruptedException {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    "Apicurio ended with " + process.exitValue() + ": see target/apicurio-*.log");
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HttpClient.newHttpClient()
                            .send(request, BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static Path runner(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(folder + " holds no runner jar"))
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " is not there: run with -Pslow, which unpacks Apicurio", e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
