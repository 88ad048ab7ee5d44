// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Stands between a client and a server on 127.0.0.1, and can reset, delay, or cut what passes. */
final class TcpProxy implements AutoCloseable {
    private final ServerSocket server;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile long delayMillis;
    private volatile boolean cut;

    TcpProxy(int port, int target) throws IOException {
        this.target = target;
        server = new ServerSocket(port, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        background(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Every chunk of bytes waits so long in each direction; 0 = none. */
    void delay(long millis) {
        delayMillis = millis;
    }

    /** Resets all connections that are open; new ones may come at once. */
    void reset() {
        open.forEach(TcpProxy::abort);
    }

    /** Lets nothing through and nobody in, until {@link #mend}. */
    void cut() {
        cut = true;
        reset();
    }

    void mend() {
        cut = false;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                background(() -> connect(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void connect(Socket client) {
        if (cut) {
            abort(client);
            return;
        }
        try {
            Socket upstream = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), target);
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            open.add(client);
            open.add(upstream);
            background(() -> pump(client, upstream));
            pump(upstream, client);
        } catch (IOException e) {
            abort(client);
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[64 << 10];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (delayMillis > 0) {
                    TimeUnit.MILLISECONDS.sleep(delayMillis);
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // One side is gone; so goes the other.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            abort(from);
            abort(to);
            open.remove(from);
            open.remove(to);
        }
    }

    // With lingering off a close sends a reset.
    private static void abort(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It was closed already.
        }
    }

    private static void background(Runnable task) {
        Thread thread = new Thread(task, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        reset();
    }
}
