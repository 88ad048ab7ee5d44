// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.utility.DockerImageName;

/**
 * Broker, registry and any number of detectors in containers, with the images and settings of the compose file; an environment variable
 * can name another image, as there. The detector's image is built from deploy/Dockerfile.
 */
final class Installation implements AutoCloseable {
    static final Path JAR = Path.of(System.getProperty("nidwatch.jar", "target/nidwatch-linux.jar"))
            .toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int HTTP = 8080;
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+):-(.+)}");

    private final Network network = Network.newNetwork();
    private final List<GenericContainer<?>> started = new ArrayList<>();
    private final ImageFromDockerfile image = image();
    private final Path tokens;
    private final int kafkaPort;
    private final GenericContainer<?> registry;

    /** On a port that is known beforehand: the broker must say it to its clients. */
    private static final class Broker extends GenericContainer<Broker> {
        Broker(DockerImageName image, int port) {
            super(image);
            addFixedExposedPort(port, 19092);
        }
    }

    /** Starts broker and registry. */
    Installation(Path tokens) throws IOException {
        this.tokens = tokens;
        kafkaPort = freePort();
        Map<String, String> settings = variables(service("kafka").path("environment"));
        settings.computeIfPresent(
                "KAFKA_ADVERTISED_LISTENERS",
                (key, value) -> value.replace("127.0.0.1:19092", "127.0.0.1:" + kafkaPort));
        start(new Broker(official("kafka"), kafkaPort)
                .withEnv(settings)
                .withNetwork(network)
                .withNetworkAliases("kafka")
                .waitingFor(Wait.forSuccessfulCommand("bash -c 'exec 3<> /dev/tcp/localhost/9092'")
                        .withStartupTimeout(PATIENCE)));
        registry = start(new GenericContainer<>(official("registry"))
                .withNetwork(network)
                .withNetworkAliases("registry")
                .withExposedPorts(HTTP)
                .waitingFor(Wait.forHttp("/health/ready").forPort(HTTP).withStartupTimeout(PATIENCE)));
    }

    /** What makes a command on this machine use it. */
    Map<String, String> environment() {
        return Map.of(
                "NIDWATCH_KAFKA_BOOTSTRAP_SERVERS",
                kafka(),
                "NIDWATCH_REGISTRY_URL",
                "http://" + registry.getHost() + ":" + registry.getMappedPort(HTTP) + "/apis/ccompat/v7",
                "NIDWATCH_TOPICS_REPLICATION",
                "1");
    }

    String kafka() {
        return "127.0.0.1:" + kafkaPort;
    }

    /** One more detector, as hardened as in the compose file; returns when it is ready. */
    GenericContainer<?> detector() throws IOException {
        return start(new GenericContainer<>(image)
                .withEnv(variables(DeployFolder.yaml(DeployFolder.COMPOSE)
                        .path("x-detector")
                        .path("environment")))
                .withNetwork(network)
                .withExposedPorts(HTTP)
                .withTmpFs(Map.of("/tmp", "rw"))
                .withCreateContainerCmdModifier(command -> java.util.Objects.requireNonNull(command.getHostConfig())
                        .withReadonlyRootfs(true)
                        .withCapDrop(Capability.ALL)
                        .withSecurityOpts(List.of("no-new-privileges:true"))
                        .withMemory(1L << 30)
                        .withBinds(Bind.parse(tokens + ":/run/secrets/nidwatch/http.tokens:ro")))
                .waitingFor(Wait.forHttp("/health/ready").forPort(HTTP).withStartupTimeout(PATIENCE)));
    }

    /** Where its HTTP port is. */
    static String http(GenericContainer<?> detector) {
        return "http://" + detector.getHost() + ":" + detector.getMappedPort(HTTP);
    }

    private <C extends GenericContainer<?>> C start(C container) {
        started.add(container);
        container.start();
        return container;
    }

    /** Of the context only what the Dockerfile takes from it: the jar is built already. */
    private static ImageFromDockerfile image() {
        ImageFromDockerfile image = new ImageFromDockerfile("nidwatch-it:built", false)
                .withFileFromPath("Dockerfile", DeployFolder.ROOT.resolve("Dockerfile"))
                .withFileFromPath("deploy/healthcheck", DeployFolder.ROOT.resolve("healthcheck"))
                .withFileFromPath("detector/target/nidwatch-linux.jar", JAR);
        for (String argument : List.of("BUILD_IMAGE", "RUN_IMAGE")) {
            String other = System.getenv(argument);
            if (other != null) {
                image.withBuildArg(argument, other);
            }
        }
        return image;
    }

    private static DockerImageName official(String service) throws IOException {
        String written = service(service).path("image").asText();
        Matcher matcher = VARIABLE.matcher(written);
        if (!matcher.matches()) {
            throw new IllegalStateException("the image of " + service + " cannot be chosen: " + written);
        }
        return DockerImageName.parse(System.getenv().getOrDefault(matcher.group(1), matcher.group(2)));
    }

    private static JsonNode service(String name) throws IOException {
        return DeployFolder.yaml(DeployFolder.COMPOSE).path("services").path(name);
    }

    private static Map<String, String> variables(JsonNode environment) {
        Map<String, String> variables = new HashMap<>();
        environment
                .properties()
                .forEach(each -> variables.put(each.getKey(), each.getValue().asText()));
        return variables;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        for (int i = started.size() - 1; i >= 0; i--) {
            started.get(i).stop();
        }
        network.close();
    }
}
