// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.nidwatch.embedded.EmbeddedBroker;

/** The embedded broker in a process of its own, so that its work is not counted as ours. It ends when we end. */
final class BrokerProcess implements AutoCloseable {
    private static final String READY = "listening on ";

    private final Process process;
    private final String servers;

    private BrokerProcess(Process process, String servers) {
        this.process = process;
        this.servers = servers;
    }

    static BrokerProcess start(Path directory) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerProcess.class.getName(),
                        directory.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(READY)) {
                return new BrokerProcess(process, line.substring(READY.length()));
            }
        }
        throw new IOException("the broker's process ended before it listened; its messages stand above");
    }

    String servers() {
        return servers;
    }

    @Override
    public void close() throws IOException {
        // The broker stops when its standard input ends.
        process.getOutputStream().close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }

    /** The other side: argument is the data directory. */
    public static void main(String[] args) throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]), 0)) {
            System.out.println(READY + broker.bootstrapServers());
            while (System.in.read() >= 0) {
                // Whatever comes, the end of it is the signal.
            }
        }
    }
}
