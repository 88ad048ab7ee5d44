// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process of this test that can be started, killed, stopped, suspended, and started again. What it prints is kept. */
abstract class Child implements AutoCloseable {
    private final String name;
    private final Path log;
    private @Nullable Process process;

    Child(String name, Path log) {
        this.name = name;
        this.log = log;
    }

    protected abstract List<String> command();

    protected static List<String> java(List<String> options, Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return command;
    }

    /** Variables of its environment beside ours. */
    protected Map<String, String> environment() {
        return Map.of();
    }

    final void start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment());
        process = builder.start();
    }

    final boolean alive() {
        return process != null && process.isAlive();
    }

    final int exitValue() {
        return running().exitValue();
    }

    /** SIGKILL: nothing of it is finished, flushed or said. */
    final void kill() throws InterruptedException {
        running().destroyForcibly();
        assertThat(running().waitFor(20, TimeUnit.SECONDS)).as("%s dies", name).isTrue();
    }

    /** SIGTERM, and the time it asks for. */
    final void stop() throws InterruptedException {
        running().destroy();
        assertThat(running().waitFor(60, TimeUnit.SECONDS))
                .as("%s stops; it said: %s", name, lastWords())
                .isTrue();
    }

    /** Suspends it, as a machine does that has no time for it. */
    final void pause() throws IOException, InterruptedException {
        signal("-STOP");
    }

    final void resume() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        Process kill =
                new ProcessBuilder("kill", signal, Long.toString(running().pid())).start();
        assertThat(kill.waitFor()).as("kill %s %s", signal, name).isZero();
    }

    /** From now on each of its writes to a file fails, or none does. */
    final void diskFull(boolean full) throws IOException, InterruptedException {
        Process limit = new ProcessBuilder(
                        "prlimit", "--pid", Long.toString(running().pid()), full ? "--fsize=0:" : "--fsize=unlimited:")
                .redirectErrorStream(true)
                .start();
        String said = new String(limit.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(limit.waitFor()).as("prlimit %s: %s", name, said).isZero();
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return process;
    }

    final long pid() {
        return running().pid();
    }

    /** All it has printed, over all its lives. */
    final String said() {
        try {
            return Files.exists(log) ? Files.readString(log, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    final String lastWords() {
        String said = said();
        return said.substring(Math.max(0, said.length() - 3_000));
    }

    @Override
    public final String toString() {
        return name;
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
