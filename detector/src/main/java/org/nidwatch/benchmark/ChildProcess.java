// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java process with our class path, watched from outside. */
final class ChildProcess implements AutoCloseable {
    /** What a process says of itself begins so; the rest of its output is its log. */
    static final String TOLD = "told ";

    /** What it cannot do, said in a sentence. */
    static final String FAILED = "failed ";

    private static final long LOOK_MILLIS = 20;

    private final Process process;
    private final BufferedReader out;
    private double peakMiB;
    private double cpuSeconds;

    private ChildProcess(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** @param log what it writes to standard error */
    static ChildProcess start(Path log, List<String> jvm, String mainClass, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(arguments);
        return new ChildProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    }

    /** Waits for the next thing it tells of itself. */
    String told() throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(TOLD)) {
                look();
                return line.substring(TOLD.length());
            }
            if (line.startsWith(FAILED)) {
                throw new IOException(line.substring(FAILED.length()));
            }
        }
        throw new IOException("a measured process ended without a result; its log is in the directory");
    }

    /**
     * Writes to its standard input, chunk by chunk, until the limit is reached or the source ends; then looks at it.
     *
     * @return the bytes written
     */
    long feed(InputStream source, long most, int chunk) throws IOException {
        byte[] bytes = new byte[chunk];
        long written = 0;
        while (written < most) {
            int read = source.read(bytes);
            if (read < 0) {
                break;
            }
            process.getOutputStream().write(bytes, 0, read);
            written += read;
        }
        process.getOutputStream().flush();
        look();
        return written;
    }

    void endOfInput() throws IOException {
        process.getOutputStream().close();
    }

    /** Waits for its end; answers the exit code. Its standard output must be small or closed. */
    int await(Duration most) throws InterruptedException, IOException {
        long deadline = System.nanoTime() + most.toNanos();
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            look();
            if (System.nanoTime() > deadline) {
                throw new IOException("a measured process did not end within " + most.toSeconds() + " s");
            }
        }
        return process.exitValue();
    }

    private void look() {
        process.info().totalCpuDuration().ifPresent(cpu -> cpuSeconds = cpu.toNanos() / 1e9);
        try {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
                if (line.startsWith("VmHWM:")) {
                    peakMiB = Math.max(peakMiB, Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024);
                }
            }
        } catch (IOException | NumberFormatException e) {
            // Not Linux, or it has just ended: what was seen before stands.
        }
    }

    /** As of the last look. */
    double peakMiB() {
        return peakMiB;
    }

    /** CPU seconds as of the last look; it is taken every 20 ms while {@link #await} waits. */
    double cpuSeconds() {
        return cpuSeconds;
    }

    @Override
    public void close() throws IOException {
        endOfInput(); // its signal to end
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
