// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.Severity;

/** Requests to the console, byte by byte as a socket brings them, to a server that runs. Whatever comes, it answers or hangs up. */
public final class HttpFuzz {
    private static final int ANSWER_MILLIS = 4_000;
    private static final RunningConsole CONSOLE = console();

    private HttpFuzz() {}

    private static RunningConsole console() {
        try {
            RunningConsole made = RunningConsole.open().current();
            for (int i = 0; i < 8; i++) {
                made.feed().alert(Things.alert(i, 0, Phase.OPENED, Severity.values()[i % 4]), Things.NOW);
            }
            return made;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The request's bytes. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), CONSOLE.server.port())) {
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream().write(input);
            socket.shutdownOutput();
            String answer = new String(read(socket.getInputStream()), StandardCharsets.ISO_8859_1);
            if (answer.startsWith("HTTP/1.1 500")) {
                throw new IllegalStateException("a request was not understood: " + answer);
            }
        } catch (SocketException e) {
            // Hung up while we were speaking: so it may.
        }
    }

    /** The first part of an answer: a stream of events has no end. */
    private static byte[] read(InputStream in) throws IOException {
        byte[] first = new byte[256];
        int read = in.readNBytes(first, 0, 16);
        return java.util.Arrays.copyOf(first, read);
    }
}
