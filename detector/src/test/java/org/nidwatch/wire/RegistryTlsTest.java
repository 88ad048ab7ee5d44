// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path folder;

    private static Path serverCertificate;
    private static Path serverKey;
    private static Path clientCertificate;
    private static Path clientKey;

    @BeforeAll
    static void makeCertificates() throws Exception {
        KeyStore server = keyPair("server", "RSA");
        KeyStore client = keyPair("client", "EC");
        serverCertificate =
                pem("CERTIFICATE", "server.crt", server.getCertificate("server").getEncoded());
        serverKey = pem(
                "PRIVATE KEY", "server.key", server.getKey("server", PASSWORD).getEncoded());
        clientCertificate =
                pem("CERTIFICATE", "client.crt", client.getCertificate("client").getEncoded());
        clientKey = pem(
                "PRIVATE KEY", "client.key", client.getKey("client", PASSWORD).getEncoded());
    }

    @Test
    void trustsTheGivenCertificateAlone() throws IOException {
        try (FakeRegistry fake = registry(false)) {
            assertThat(client(fake, Map.of("registry.ca.file", serverCertificate.toString()))
                            .schemaById(1))
                    .isEqualTo("\"int\"");
            assertThatThrownBy(() -> client(fake, Map.of()).schemaById(1))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("certificat");
            assertThatThrownBy(() -> client(fake, Map.of("registry.ca.file", clientCertificate.toString()))
                            .schemaById(1))
                    .isInstanceOf(RegistryUnavailableException.class);
        }
    }

    @Test
    void showsItsOwnCertificateWhereAsked() throws IOException {
        Map<String, String> trust = Map.of("registry.ca.file", serverCertificate.toString());
        Map<String, String> both = new HashMap<>(trust);
        both.put("registry.certificate.file", clientCertificate.toString());
        both.put("registry.key.file", clientKey.toString());
        try (FakeRegistry fake = registry(true)) {
            assertThat(client(fake, both).schemaById(1)).isEqualTo("\"int\"");
            assertThatThrownBy(() -> client(fake, trust).schemaById(1)).isInstanceOf(RegistryException.class);
        }
    }

    @Test
    void namesTheFileThatIsNoPem() throws IOException {
        Path nonsense = Files.writeString(folder.resolve("nonsense"), "nonsense");
        Path absent = folder.resolve("absent");

        assertThatThrownBy(() -> PemTls.context(nonsense, null, null))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("registry.ca.file = " + nonsense);
        assertThatThrownBy(() -> PemTls.context(absent, null, null))
                .hasMessageContaining("registry.ca.file = " + absent);
        assertThatThrownBy(() -> PemTls.context(null, serverCertificate, nonsense))
                .hasMessageContaining("registry.key.file = " + nonsense)
                .hasMessageContaining("openssl pkcs8");
    }

    private static FakeRegistry registry(boolean askForClient) throws IOException {
        return FakeRegistry.https(
                        PemTls.context(clientCertificate, serverCertificate, serverKey)
                                .orElseThrow(),
                        askForClient)
                .answer(200, "{\"schema\":\"\\\"int\\\"\"}");
    }

    private static SchemaRegistry client(FakeRegistry fake, Map<String, String> keys) {
        Map<String, String> all = new HashMap<>(Map.of("registry.url", fake.url(), "registry.retries", "0"));
        all.putAll(keys);
        return SchemaRegistry.connect(RegistrySettings.from(all));
    }

    private static KeyStore keyPair(String alias, String algorithm) throws Exception {
        Path file = folder.resolve(alias + ".p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process process = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        alias,
                        "-keyalg",
                        algorithm,
                        "-dname",
                        "CN=" + alias,
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
        return KeyStore.getInstance(file.toFile(), PASSWORD);
    }

    private static Path pem(String kind, String name, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(
                folder.resolve(name), "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }
}
