// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS from PEM files, as operators have them; Java's own key stores are not asked for. */
public final class PemTls {
    private static final char[] NO_PASSWORD = new char[0];
    private static final String KEY_BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String KEY_END = "-----END PRIVATE KEY-----";

    private PemTls() {}

    /** Empty when no file is given: then the JVM's own trust holds. */
    static Optional<SSLContext> context(@Nullable Path caFile, @Nullable Path certificateFile, @Nullable Path keyFile) {
        if (caFile == null && certificateFile == null) {
            return Optional.empty();
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(certificateFile, keyFile, "registry."), trust(caFile, "registry."), null);
            return Optional.of(context);
        } catch (GeneralSecurityException | IOException e) {
            throw new RegistryException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    /**
     * For a server with this certificate.
     *
     * @param room how the settings of the two files begin, for messages
     * @throws IOException when a file cannot be used; the message says which and why
     */
    public static SSLContext server(Path certificateFile, Path keyFile, String room) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(certificateFile, keyFile, room), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    room + "certificate.file and " + room + "key.file: TLS cannot be set up with them ("
                            + e.getMessage() + ")",
                    e);
        }
    }

    /**
     * For a client that trusts the certificates of a file alone.
     *
     * @param room how the setting of the file begins, for messages
     * @throws IOException when the file cannot be used; the message says why
     */
    public static SSLContext client(Path caFile, String room) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust(caFile, room), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(room + "ca.file: TLS cannot be set up with it (" + e.getMessage() + ")", e);
        }
    }

    private static TrustManager @Nullable [] trust(@Nullable Path caFile, String room)
            throws GeneralSecurityException, IOException {
        if (caFile == null) {
            return null;
        }
        KeyStore store = emptyStore();
        int number = 0;
        for (Certificate certificate : certificates(caFile, room + "ca.file")) {
            store.setCertificateEntry("ca-" + number++, certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager @Nullable [] keys(@Nullable Path certificateFile, @Nullable Path keyFile, String room)
            throws GeneralSecurityException, IOException {
        if (certificateFile == null || keyFile == null) {
            return null;
        }
        KeyStore store = emptyStore();
        Collection<? extends Certificate> chain = certificates(certificateFile, room + "certificate.file");
        store.setKeyEntry("own", key(keyFile, room + "key.file"), NO_PASSWORD, chain.toArray(new Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file, String key) throws IOException {
        byte[] pem = read(file, key);
        try {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
            if (!found.isEmpty()) {
                return found;
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(key + " = " + file + ": holds a certificate that cannot be read", e);
        }
        throw new IOException(key + " = " + file + ": holds no PEM certificate");
    }

    private static PrivateKey key(Path file, String setting) throws IOException {
        String pem = new String(read(file, setting), StandardCharsets.US_ASCII);
        int begin = pem.indexOf(KEY_BEGIN);
        int end = pem.indexOf(KEY_END);
        if (begin < 0 || end < begin) {
            throw new IOException(setting + " = " + file + ": must hold an unencrypted PKCS#8 key (" + KEY_BEGIN
                    + "); convert with: openssl pkcs8 -topk8 -nocrypt");
        }
        byte[] der = Base64.getMimeDecoder().decode(pem.substring(begin + KEY_BEGIN.length(), end));
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(der);
        for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // Not of this kind: the next one.
            } catch (GeneralSecurityException e) {
                throw new IOException("this JVM has no " + algorithm + " keys", e);
            }
        }
        throw new IOException(setting + " = " + file + ": is neither an RSA, an EC nor an Ed25519 key");
    }

    private static byte[] read(Path file, String key) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IOException(
                    key + " = " + file + ": cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }
}
